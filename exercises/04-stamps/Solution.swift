// exercise: 04-stamps
import GANKit

enum Solution: StampedConvolution {
  /// A transposed convolution of one image with one channel, stamp by stamp, without any cut.
  /// - Parameters:
  ///   - image: `[height, width]`; one element is `image.at(row, column)`.
  ///   - kernel: what each pixel stamps, `[size, size]`.
  ///   - stride: how many output pixels apart neighbouring stamps lie, at least 1.
  /// - Returns: `[rows, columns]`, just large enough for all stamps.
  static func transposed(_ image: Tensor, kernel: Tensor, stride: Int) -> Tensor {
    let (height, width, size) = (image.shape[0], image.shape[1], kernel.shape[0])
    let (rows, columns) = ((height - 1) * stride + size, (width - 1) * stride + size)
    var output = [Float](repeating: 0, count: rows * columns)
    for row in 0..<height {
      for column in 0..<width {
        for i in 0..<size {
          for j in 0..<size {
            output[(row * stride + i) * columns + column * stride + j] +=
              image.at(row, column) * kernel.at(i, j)
          }
        }
      }
    }
    return Tensor(output, shape: [rows, columns])
  }
}
