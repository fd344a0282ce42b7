// exercise: 05-noise-share
import GANKit

enum Solution: NoiseShare {
  /// Which share of the pictures' variance is due to the noise: 0 where all pictures of a request are
  /// alike, about 1 where the requests change nothing.
  /// - Parameters:
  ///   - images: the pictures, `[N, H, W, C]`.
  ///   - asked: the digit that each was asked to be, N of them, not all digits equally often.
  static func noiseShare(of images: Tensor, asked: [Int]) -> Float {
    let x = images.flattened()
    let within = (0..<10).reduce(Float(0)) { sum, digit in
      let rows = asked.indices.filter { asked[$0] == digit }
      return rows.isEmpty ? sum : sum + squaredDeviations(x.gathered(rows: rows))
    }
    return within / squaredDeviations(x)
  }

  /// The sum of the squared deviations from the mean row.
  static func squaredDeviations(_ x: Tensor) -> Float {
    square(x - x.mean(axes: [0])).sum().scalar
  }
}
