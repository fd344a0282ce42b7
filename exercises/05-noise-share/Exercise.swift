// exercise: 05-noise-share
import GANKit

enum Exercise: NoiseShare {
  /// Which share of the pictures' variance is due to the noise: 0 where all pictures of a request are
  /// alike, about 1 where the requests change nothing.
  /// - Parameters:
  ///   - images: the pictures, `[N, H, W, C]`.
  ///   - asked: the digit that each was asked to be, N of them, not all digits equally often.
  static func noiseShare(of images: Tensor, asked: [Int]) -> Float {
    // Write this function.
    0
  }
}
