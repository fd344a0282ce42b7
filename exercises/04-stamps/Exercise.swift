// exercise: 04-stamps
import GANKit

enum Exercise: StampedConvolution {
  /// A transposed convolution of one image with one channel, stamp by stamp, without any cut.
  /// - Parameters:
  ///   - image: `[height, width]`; one element is `image.at(row, column)`.
  ///   - kernel: what each pixel stamps, `[size, size]`.
  ///   - stride: how many output pixels apart neighbouring stamps lie, at least 1.
  /// - Returns: `[rows, columns]`, just large enough for all stamps.
  static func transposed(_ image: Tensor, kernel: Tensor, stride: Int) -> Tensor {
    // Write this.
    Tensor.zeros(image.shape)
  }
}
