import CKernels
import Foundation
import TestSupport
import Testing

@testable import GANKit

/// How far convolutions in single precision are from the same sums in double precision.
@Suite struct ConvolutionAccuracyTests {
  /// Examples of (images, height, width, channels, kernels) for each kernel and stride that an algorithm serves.
  private static let sizes = [
    (2, 9, 8, 48, 32), (1, 16, 16, 64, 64), (1, 10, 10, 256, 32), (8, 7, 7, 32, 64), (1, 33, 31, 16, 16),
  ]
  private static let kernels = [(2, 1), (3, 1), (4, 1), (5, 1), (3, 2), (4, 2), (5, 2)]

  /// Winograd's transforms add multiples of values before they are multiplied, and cancel what is too much afterwards,
  /// which errs more the larger the multiples are; their sums over channels are shorter, which errs less. Four times the
  /// direct sums' error is the limit for an algorithm that is used by default: of the largest error over all examples of a
  /// kernel, and of the mean over them of the root of the mean square error.
  @Test(
    .enabled(if: DirectConvolution() != nil, "this processor has no tiles"),
    arguments: ConvolutionEngineTests.algorithms.indices)
  func winogradIsAccurate(_ index: Int) throws {
    let (name, algorithm) = ConvolutionEngineTests.algorithms[index]
    let direct = FastestConvolution(withWinograd: false)
    let winograd = WinogradConvolution(try #require(DirectConvolution()), algorithms: [algorithm])
    for (kernel, stride) in Self.kernels {
      let examples = Self.examples(kernel, stride).filter { winograd.serves($0.geometry) }
      let errors = examples.map { example in
        let exact = ExactProducts(of: example)
        let engines: [any ConvolutionEngine] = [direct, winograd]
        return engines.map { engine in
          zip(exact.products(by: engine), exact.values).map { Self.error(of: $0.scalars, $1) }
        }
      }
      if errors.isEmpty { continue }
      // Tiles of 2x2 hardly err more than the sums: the limit holds for each example.
      if gk_winograd_size_of(algorithm).results == 2 {
        for (example, error) in zip(examples, errors) {
          for product in 0..<3 {
            let (sums, ours) = (error[0][product].mean, error[1][product].mean)
            #expect(ours < 4 * sums && ours < 1e-6, "\(name), \(example): \(ours), direct \(sums)")
          }
        }
      }
      for (product, what) in ["y", "dx", "dw"].enumerated() {
        let largest = [0, 1].map { engine in errors.map { $0[engine][product].largest }.max()! }
        let means = [0, 1].map { engine in
          errors.map { $0[engine][product].mean }.reduce(0, +) / Double(errors.count)
        }
        let line =
          "\(name), \(kernel)x\(kernel) stride \(stride), \(what): largest \(Self.millionths(largest[1])), direct "
          + "\(Self.millionths(largest[0])); mean \(Self.millionths(means[1])), direct \(Self.millionths(means[0]))"
        if Self.isPrinting { print(line) }
        if what == "dx", !winograd.serves(examples[0].geometry, backward: true) { continue }
        #expect(largest[1] < 4 * largest[0], "\(line)")
        #expect(means[1] < 4 * means[0], "\(line)")
      }
    }
  }

  private static func examples(_ kernel: Int, _ stride: Int) -> [ConvolutionExample] {
    let padding = (kernel - 1) / 2
    return sizes.map {
      ConvolutionExample(
        images: $0.0, height: $0.1, width: $0.2, channels: $0.3, kernels: $0.4, kernel: kernel,
        stride: stride, padding: (padding, padding, padding, padding))
    }
  }

  private static func millionths(_ error: Double) -> String { String(format: "%.2fe-6", 1e6 * error) }

  /// With this variable, the errors are printed, for the table in docs/performance.md.
  private static let isPrinting = ProcessInfo.processInfo.environment["GANKIT_PRINT_ERRORS"] != nil

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
    w = Tensor.uniform([example.kernel, example.kernel, channels, kernels], in: -1...1, using: random)
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
    let (kernel, stride) = (example.kernel, example.stride)
    for image in 0..<example.images {
      for oy in 0..<g.outputHeight {
        for ox in 0..<g.outputWidth {
          for ky in 0..<kernel {
            for kx in 0..<kernel {
              let (y, x) = (oy * stride + ky - g.top, ox * stride + kx - g.left)
              guard (0..<g.inputHeight).contains(y), (0..<g.inputWidth).contains(x) else { continue }
              body(
                (image * g.inputHeight + y) * g.inputWidth + x, kernel * ky + kx,
                (image * g.outputHeight + oy) * g.outputWidth + ox)
            }
          }
        }
      }
    }
  }
}
