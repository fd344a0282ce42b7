import Figures
import GANKit
import LessonKit

// A transposed convolution on one small image: each input pixel by itself.

/// Four pixels, and a kernel that each of them stamps onto the output.
struct SmallTransposedConvolution {
  let image = Tensor([1, 2, 3, 1], shape: [2, 2])
  let kernel = Tensor(
    [
      1, 1, 1, 1,
      1, 2, 2, 1,
      1, 2, 2, 1,
      1, 1, 1, 1,
    ], shape: [4, 4])
  let stride = 2

  // snippet.stamps
  /// A transposed convolution, stamp by stamp: each pixel adds its multiple of the kernel, two pixels apart.
  func stamped(pixels: Int = 4) -> Tensor {
    var output = [Float](repeating: 0, count: 6 * 6)
    for pixel in 0..<pixels {
      let (row, column) = (pixel / 2, pixel % 2)
      for i in 0..<4 {
        for j in 0..<4 {
          output[(row * stride + i) * 6 + column * stride + j] += image.at(row, column) * kernel.at(i, j)
        }
      }
    }
    return Tensor(output, shape: [6, 6])
  }
  // snippet.end

  /// The same as networks compute it, for the first few pixels.
  func output(pixels: Int = 4, padding: Padding) -> Tensor {
    let first = Tensor((0..<4).map { $0 < pixels ? image.scalars[$0] : 0 }, shape: [1, 2, 2, 1])
    let y = transposedConvolution(
      first, weight: kernel.reshaped(to: [4, 4, 1, 1]), stride: stride, padding: padding)
    return y.reshaped(to: [y.shape[1], y.shape[2]])
  }

  func figure() -> NumberGrids {
    let range = 0.0...14
    let stamps = (1...4).map { count in
      let (row, column) = ((count - 1) / 2, (count - 1) % 2)
      let (top, left) = (row * stride, column * stride)
      return NumberGrid(
        "\(["First", "Second", "Third", "Fourth"][count - 1]): \(Int(image.at(row, column))) × kernel",
        stamped(pixels: count), range: range
      )
      .framed(rows: top..<top + 4, columns: left..<left + 4)
    }
    return NumberGrids(
      "A transposed convolution, stamp by stamp",
      [
        [
          NumberGrid("Image", image, range: range),
          NumberGrid("Kernel", kernel, range: range).followed(by: "→"),
          NumberGrid("Output", output(padding: .same), range: range),
        ],
        Array(stamps[..<3])
          + [
            stamps[3].framed(rows: 1..<5, columns: 1..<5, colour: .accent)
              .note("Green: what \"same\" keeps")
          ],
      ]
    )
    .subtitle("Each input pixel adds its multiple of the kernel, two output pixels from its neighbour's")
  }
}
