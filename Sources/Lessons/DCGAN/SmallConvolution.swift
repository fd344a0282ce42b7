import Figures
import GANKit
import LessonKit

// A convolution on one small image: each output pixel by itself.

/// A 7 of 6x6 pixels, and a kernel that compares the upper half of its window with the lower half.
struct SmallConvolution {
  let image = Tensor(
    [
      0, 0, 0, 0, 0, 0,
      0, 2, 2, 2, 2, 0,
      0, 0, 0, 1, 2, 0,
      0, 0, 1, 2, 0, 0,
      0, 0, 2, 1, 0, 0,
      0, 0, 2, 0, 0, 0,
    ], shape: [6, 6])
  let kernel = Tensor(
    [
      0, 1, 1, 0,
      1, 2, 2, 1,
      -1, -2, -2, -1,
      0, -1, -1, 0,
    ], shape: [4, 4])
  let stride = 2
  /// The padding that "same" adds on each side for this image, kernel and stride.
  let padding = 1

  /// The convolution as networks compute it: `[3, 3]`.
  var output: Tensor {
    let images = image.reshaped(to: [1, 6, 6, 1])
    let kernels = kernel.reshaped(to: [4, 4, 1, 1])
    return convolution(images, weight: kernels, stride: stride, padding: .same).reshaped(to: [3, 3])
  }

  // snippet.tapByTap
  /// One output pixel, tap by tap: a tap is a pixel of the window times the weight that lies on it.
  func taps(row: Int, column: Int) -> [(pixel: Float, weight: Float)] {
    (0..<4).flatMap { i in
      (0..<4).map { j in
        let (y, x) = (row * stride + i - padding, column * stride + j - padding)
        let isInside = (0..<6).contains(y) && (0..<6).contains(x)
        return (pixel: isInside ? image.at(y, x) : 0, weight: kernel.at(i, j))
      }
    }
  }

  func pixel(row: Int, column: Int) -> Float {
    taps(row: row, column: column).reduce(0) { sum, tap in sum + tap.pixel * tap.weight }
  }
  // snippet.end

  /// Where the window of an output pixel lies, counted from the image's corner.
  func window(row: Int, column: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    let (top, left) = (row * stride - padding, column * stride - padding)
    return (top..<top + 4, left..<left + 4)
  }
}

extension SmallConvolution {
  private func imageGrid(_ title: String) -> NumberGrid {
    NumberGrid(title, image, range: 0...3).padded(padding)
  }

  private func outputGrid(_ title: String) -> NumberGrid {
    NumberGrid(title, output, map: Palette.diverging)
  }

  /// The windows of the first row of output pixels.
  func windowsFigure() -> NumberGrids {
    let colours: [Colour] = [.real, .generator, .accent]
    var (input, output) = (imageGrid("Image, padded"), outputGrid("Output"))
    for (column, colour) in colours.enumerated() {
      let window = window(row: 0, column: column)
      input = input.framed(rows: window.rows, columns: window.columns, colour: colour)
      output = output.framed(rows: 0..<1, columns: column..<column + 1, colour: colour)
    }
    return NumberGrids(
      "Stride 2: the window moves by two pixels at a time",
      [
        [
          input.followed(by: "→"),
          output.note("6 / 2 = 3 a side"),
        ]
      ]
    )
    .subtitle("Three positions of a 4x4 window and the output pixels that they give")
    .caption("Dashed: the ring of zeros that \"same\" padding adds.")
  }

  /// One output pixel with all its sixteen products.
  func tapsFigure(row: Int, column: Int) -> NumberGrids {
    let (window, taps) = (window(row: row, column: column), taps(row: row, column: column))
    func grid(_ title: String, _ values: [Float], range: ClosedRange<Double>, map: ColourMap) -> NumberGrid {
      NumberGrid(title, Tensor(values, shape: [4, 4]), map: map, range: range)
    }
    let products = taps.map { $0.pixel * $0.weight }
    return NumberGrids(
      "One output pixel, tap by tap",
      [
        [
          imageGrid("Image, padded").framed(rows: window.rows, columns: window.columns).followed(by: "∗"),
          NumberGrid("Kernel", kernel, map: Palette.diverging).followed(by: "="),
          outputGrid("Output").framed(rows: row..<row + 1, columns: column..<column + 1),
        ],
        [
          grid("Window", taps.map(\.pixel), range: 0...3, map: Palette.sequential).followed(by: "×"),
          grid("Kernel", taps.map(\.weight), range: -2...2, map: Palette.diverging).followed(by: "="),
          grid("Products", products, range: -4...4, map: Palette.diverging)
            .note("Their sum: \(outputGrid("").text(products.reduce(0, +)))"),
        ],
      ])
  }
}
