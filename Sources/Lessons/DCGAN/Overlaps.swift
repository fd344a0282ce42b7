import Figures
import Foundation
import GANKit

// Where checkerboards come from: how many stamps each output pixel receives.

/// Transposed convolutions of stride 2 with kernels of 3, 4 and 5 pixels a side.
struct Overlaps {
  static let kernels = [3, 4, 5]

  // snippet.overlaps
  /// How many stamps each output pixel receives: ones stamped with ones.
  static func counts(kernel: Int) -> Tensor {
    let image = Tensor.ones([1, 5, 5, 1])
    let stamps = transposedConvolution(
      image, weight: .ones([kernel, kernel, 1, 1]), stride: 2, padding: .same)
    return stamps.reshaped(to: [10, 10])
  }
  // snippet.end

  /// The different counts away from the edges, in order.
  static func interiorCounts(kernel: Int) -> [Int] {
    let counts = counts(kernel: kernel)
    return Set((2..<8).flatMap { row in (2..<8).map { Int(counts.at(row, $0)) } }).sorted()
  }

  /// The counts of one period away from the edges, row by row: the variance of untrained outputs is proportional to them.
  static func period(kernel: Int) -> [[Double]] {
    let counts = counts(kernel: kernel)
    return (4..<6).map { row in (4..<6).map { Double(counts.at(row, $0)) } }
  }

  /// The same, written out: along one axis, the input pixels whose stamp covers this output pixel.
  static func writtenOut(kernel: Int, row: Int, column: Int) -> Int {
    // "Same" cuts off as many pixels as the kernel is larger than the stride, the smaller half of them first.
    let cut = (kernel - 2) / 2
    func stamps(_ place: Int) -> Int {
      (0..<5).count { pixel in (0..<kernel).contains(place + cut - 2 * pixel) }
    }
    return stamps(row) * stamps(column)
  }

  static func countsFigure() -> NumberGrids {
    NumberGrids(
      "How many stamps each output pixel receives",
      [
        kernels.map { kernel in
          let inside = interiorCounts(kernel: kernel).map(String.init).joined(separator: ", ")
          return NumberGrid("Kernel \(kernel)x\(kernel)", counts(kernel: kernel), range: 0...9)
            .note("away from the edges: \(inside)")
        }
      ]
    )
    .subtitle("Stride 2: only a kernel that the stride divides covers the output evenly")
  }

  // snippet.untrained
  /// The output of an untrained layer for noise: `[200, 16, 16, 1]`, in units of its standard deviation.
  static func untrained(kernel: Int, using random: Random) -> Tensor {
    let noise = Tensor.normal([200, 8, 8, 512], using: random)
    let layer = ConvTranspose2D(
      512, 1, kernel: kernel, stride: 2, bias: false, initializer: .normal(0.02), using: random)
    let images = layer(noise, .inference)
    return images * (1 / square(images).mean().scalar.squareRoot())
  }
  // snippet.end

  /// The typical size of each pixel, `[1, H, W, 1]`: its root mean square.
  static func sizes(of images: Tensor) -> Tensor {
    let squares = square(images).mean(axes: [0])
    let shape = Shape([1] + images.shape.dropFirst())
    return Tensor(squares.scalars.map { $0.squareRoot() }, shape: shape)
  }

  /// A row for each kernel: three outputs, and the sizes of all outputs' pixels.
  static func untrainedFigure(_ outputs: [Tensor]) -> ImageGrid {
    let rows = outputs.map { images in
      // Black to white: three standard deviations of an output, and sizes from 0 to twice the typical one.
      concatenate([clamp(images.rows(0..<3) * (1 / 3), -1, 1), clamp(sizes(of: images) - 1, -1, 1)])
    }
    return ImageGrid(
      concatenate(rows), columns: 4, scale: 18, title: "Untrained layers on noise",
      caption: "Transposed convolutions of stride 2, each from \(outputs[0].shape[0]) inputs of 8x8 pixels.",
      rowLabels: kernels.map { "\($0)x\($0)" },
      columnLabels: ["one output", "another", "a third", "root mean square of each pixel"])
  }
}
