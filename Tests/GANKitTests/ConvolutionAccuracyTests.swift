import TestSupport
import Testing

@testable import GANKit

/// How far convolutions in single precision are from the same sums in double precision.
@Suite struct ConvolutionAccuracyTests {
  private static let examples: [ConvolutionExample] = [
    (2, 9, 8, 48, 32), (1, 16, 16, 64, 64), (1, 10, 10, 256, 32), (8, 7, 7, 32, 64), (1, 33, 31, 16, 16),
  ].map {
    ConvolutionExample(
      images: $0.0, height: $0.1, width: $0.2, channels: $0.3, kernels: $0.4, kernel: 3, stride: 1,
      padding: (1, 1, 1, 1))
  }

  /// Winograd's transforms add values before they are multiplied, and cancel what is left over. F(2x2, 3x3) only adds and
  /// halves, and sums over channels are nine times shorter: it errs less than the direct sum. Larger tiles err more; four
  /// times as much is the limit.
  ///
  /// The mean is a root of a mean square: it hardly varies with the random numbers, so that it is compared for each
  /// example. The largest error is compared over all examples.
  @Test(.enabled(if: DirectConvolution() != nil, "this processor has no tiles"))
  func winogradIsAlmostAsAccurateAsDirect() throws {
    let engines: [(name: String, engine: any ConvolutionEngine)] = [
      ("matrix", MatrixConvolution()), ("direct", FastestConvolution()), ("Winograd", WinogradConvolution()),
    ]
    var worst = [[Double]](repeating: [0, 0, 0], count: engines.count)
    for example in Self.examples {
      let exact = ExactProducts(of: example)
      let errors = engines.map { _, engine in
        zip(exact.products(by: engine), exact.values).map { Self.error(of: $0.scalars, $1) }
      }
      for (product, what) in ["y", "dx", "dw"].enumerated() {
        for index in engines.indices {
          worst[index][product] = max(worst[index][product], errors[index][product].largest)
        }
        let (direct, winograd) = (errors[1][product].mean, errors[2][product].mean)
        #expect(winograd < 4 * direct, "\(what), \(example): mean error \(winograd), direct \(direct)")
        #expect(winograd < 1e-6, "\(what), \(example)")
      }
    }
    for (product, what) in ["y", "dx", "dw"].enumerated() {
      let (direct, winograd) = (worst[1][product], worst[2][product])
      #expect(winograd < 4 * direct, "\(what): largest error \(winograd), direct \(direct)")
    }
  }

  /// The largest error in units of the largest magnitude, and the root of the mean square error in units of that of the
  /// values.
  private static func error(of found: [Float], _ exact: [Double]) -> (largest: Double, mean: Double) {
    var (largest, magnitude, squares, total) = (0.0, 0.0, 0.0, 0.0)
    for (value, exact) in zip(found, exact) {
      let error = Double(value) - exact
      largest = max(largest, abs(error))
      magnitude = max(magnitude, abs(exact))
      squares += error * error
      total += exact * exact
    }
    return (largest / magnitude, (squares / total).squareRoot())
  }
}

/// A convolution without bias and both its gradients, in double precision: the sums as they are defined.
private struct ExactProducts {
  let x, w, dy: Tensor
  let geometry: ConvolutionGeometry
  /// y, dx and dw.
  let values: [[Double]]

  func products(by engine: any ConvolutionEngine) -> [Tensor] {
    [
      engine.convolve(x, w, bias: nil, activation: .identity, geometry),
      engine.inputGradient(dy, w, geometry),
      engine.weightGradient(x, dy, geometry),
    ]
  }

  init(of example: ConvolutionExample) {
    let random = Random(seed: 1, stream: example.description)
    let g = example.geometry
    let (channels, kernels) = (example.channels, example.kernels)
    // Images that a ReLU has made are not negative, and gradients are.
    x = Tensor.uniform([example.images, g.inputHeight, g.inputWidth, channels], in: 0...1, using: random)
    w = Tensor.uniform([3, 3, channels, kernels], in: -1...1, using: random)
    dy = Tensor.uniform(
      [example.images, g.outputHeight, g.outputWidth, kernels], in: -1...1, using: random)
    geometry = g
    var (y, dx, dw) = (
      [Double](repeating: 0, count: dy.count), [Double](repeating: 0, count: x.count),
      [Double](repeating: 0, count: w.count)
    )
    let (xs, ws, dys) = (x.scalars.map(Double.init), w.scalars.map(Double.init), dy.scalars.map(Double.init))
    y.withUnsafeMutableBufferPointer { y in
      dx.withUnsafeMutableBufferPointer { dx in
        dw.withUnsafeMutableBufferPointer { dw in
          Self.eachTap(of: example) { pixel, tap, result in
            for c in 0..<channels {
              var sum = 0.0
              let (value, row) = (xs[pixel * channels + c], (tap * channels + c) * kernels)
              for k in 0..<kernels {
                let (weight, gradient) = (ws[row + k], dys[result * kernels + k])
                y[result * kernels + k] += value * weight
                dw[row + k] += value * gradient
                sum += gradient * weight
              }
              dx[pixel * channels + c] += sum
            }
          }
        }
      }
    }
    values = [y, dx, dw]
  }

  /// Calls `body` with each pixel of the result, each tap, and the pixel of the source that the tap reads there.
  private static func eachTap(
    of example: ConvolutionExample, _ body: (_ pixel: Int, _ tap: Int, _ result: Int) -> Void
  ) {
    let g = example.geometry
    for image in 0..<example.images {
      for oy in 0..<g.outputHeight {
        for ox in 0..<g.outputWidth {
          for ky in 0..<3 where (0..<g.inputHeight).contains(oy + ky - g.top) {
            for kx in 0..<3 where (0..<g.inputWidth).contains(ox + kx - g.left) {
              body(
                (image * g.inputHeight + oy + ky - g.top) * g.inputWidth + ox + kx - g.left, 3 * ky + kx,
                (image * g.outputHeight + oy) * g.outputWidth + ox)
            }
          }
        }
      }
    }
  }
}
