import CKernels
import TestSupport
import Testing

@testable import GANKit

/// One convolution, and what the engines are given to compute of it.
struct ConvolutionExample: Sendable, CustomStringConvertible {
  var images = 2
  var height: Int
  var width: Int
  var channels: Int
  var kernels: Int
  var kernel: Int
  var stride: Int
  var padding: (top: Int, bottom: Int, left: Int, right: Int)

  var geometry: ConvolutionGeometry {
    ConvolutionGeometry(
      inputHeight: height, inputWidth: width, kernelHeight: kernel, kernelWidth: kernel,
      stride: PerAxis(stride),
      top: padding.top, bottom: padding.bottom, left: padding.left, right: padding.right)
  }

  var isPossible: Bool {
    height + padding.top + padding.bottom >= kernel && width + padding.left + padding.right >= kernel
  }

  var description: String {
    "\(images)x\(height)x\(width)x\(channels) to \(kernels), \(kernel)x\(kernel) stride \(stride), padding \(padding)"
  }

  /// y, the gradient of x and that of the weight, for fixed random inputs.
  func products(by engine: any ConvolutionEngine) -> [Tensor] {
    let random = Random(seed: 1, stream: description)
    let g = geometry
    let x = Tensor.uniform([images, height, width, channels], in: -1...1, using: random)
    let w = Tensor.uniform([kernel, kernel, channels, kernels], in: -1...1, using: random)
    let b = Tensor.uniform([kernels], in: -1...1, using: random)
    let dy = Tensor.uniform([images, g.outputHeight, g.outputWidth, kernels], in: -1...1, using: random)
    return [
      engine.convolve(x, w, bias: b, activation: .leakyReLU(0.2), g),
      engine.convolve(x, w, bias: nil, activation: .identity, g),
      engine.inputGradient(dy, w, g), engine.weightGradient(x, dy, g),
    ]
  }
}

/// The engines against each other: unrolled windows on OpenBLAS are the oracle.
@Suite struct ConvolutionEngineTests {
  /// Kernels of 1 to 7, strides 1 to 3, "same" and lopsided padding, 1, 3, odd and whole-vector channel counts, one
  /// image and several, sizes that leave pixels over.
  static let grid: [ConvolutionExample] = {
    var examples: [ConvolutionExample] = []
    let channelPairs = [(1, 16), (3, 32), (16, 1), (32, 3), (5, 7), (8, 40), (16, 48), (24, 8)]
    for kernel in 1...7 {
      for stride in 1...3 {
        let (channels, kernels) = channelPairs[(kernel * 3 + stride) % channelPairs.count]
        let other = channelPairs[(kernel * 5 + stride + 3) % channelPairs.count]
        for (index, padding) in [
          (0, 0, 0, 0), (kernel / 2, (kernel - 1) / 2, kernel / 2, (kernel - 1) / 2), (0, 2, 1, 0),
          (3, 0, 0, 2),
        ].enumerated() {
          examples.append(
            ConvolutionExample(
              images: [1, 2, 5, 17][index], height: 9, width: 8, channels: channels, kernels: kernels,
              kernel: kernel, stride: stride, padding: padding))
          examples.append(
            ConvolutionExample(
              images: [3, 1, 1, 2][index], height: 7, width: 16, channels: other.0, kernels: other.1,
              kernel: kernel, stride: stride, padding: padding))
        }
      }
    }
    return examples.filter(\.isPossible)
  }()

  /// Sizes at which work is cut up: groups of images, bands of rows, parts of channels, many panels; and the smallest.
  static let large: [ConvolutionExample] = [
    .init(
      images: 30, height: 8, width: 8, channels: 48, kernels: 64, kernel: 4, stride: 2, padding: (1, 1, 1, 1)),
    .init(
      images: 33, height: 7, width: 7, channels: 32, kernels: 96, kernel: 5, stride: 1, padding: (2, 2, 2, 2)),
    .init(
      images: 1, height: 70, width: 66, channels: 16, kernels: 16, kernel: 3, stride: 1, padding: (1, 1, 1, 1)
    ),
    .init(
      images: 1, height: 64, width: 64, channels: 3, kernels: 32, kernel: 4, stride: 2, padding: (1, 1, 1, 1)),
    .init(
      images: 2, height: 16, width: 16, channels: 512, kernels: 32, kernel: 4, stride: 2,
      padding: (1, 1, 1, 1)),
    .init(
      images: 9, height: 4, width: 4, channels: 64, kernels: 256, kernel: 4, stride: 1, padding: (0, 0, 0, 0)),
    .init(
      images: 3, height: 2, width: 2, channels: 32, kernels: 32, kernel: 4, stride: 2, padding: (1, 1, 1, 1)),
    .init(
      images: 1, height: 40, width: 40, channels: 64, kernels: 3, kernel: 7, stride: 1, padding: (0, 0, 0, 0)),
    .init(
      images: 40, height: 28, width: 28, channels: 1, kernels: 64, kernel: 5, stride: 2, padding: (1, 2, 1, 2)
    ),
    .init(
      images: 1, height: 1, width: 1, channels: 1, kernels: 1, kernel: 1, stride: 1, padding: (0, 0, 0, 0)),
  ]

  /// What Winograd's algorithms serve: the kernels and strides of each, paddings that leave rows out or add them, sizes
  /// that leave parts of tiles, channels that leave parts of vectors and panels, and sizes at which blocks, slices and
  /// parts are cut; few tiles and many.
  static let squares: [ConvolutionExample] = {
    let kernels = [(2, 1), (3, 1), (4, 1), (5, 1), (3, 2), (4, 2), (5, 2), (6, 2), (9, 2)]
    let sizes = [
      (1, 9, 10, 8, 40), (2, 8, 9, 24, 8), (5, 7, 7, 17, 33), (3, 6, 16, 16, 48), (17, 5, 4, 9, 100),
      (1, 40, 37, 64, 16), (2, 20, 20, 40, 272), (1, 3, 70, 128, 70), (65, 8, 8, 16, 32),
    ]
    let paddings = [(1, 1, 1, 1), (0, 0, 0, 0), (0, 2, 1, 0), (3, 0, 0, 2), (4, 3, 2, 5)]
    return kernels.enumerated().flatMap { number, kernel in
      sizes.enumerated().map { index, size in
        ConvolutionExample(
          images: size.0, height: size.1, width: size.2, channels: size.3, kernels: size.4,
          kernel: kernel.0, stride: kernel.1, padding: paddings[(number + index) % paddings.count])
      }
    }.filter(\.isPossible)
  }()

  /// The algorithms by themselves, so that each serves the examples of its kernels.
  static let algorithms: [(name: String, algorithm: gk_winograd_algorithm)] = [
    ("F(2, 2)", GK_F2_2), ("F(2, 3)", GK_F2_3), ("F(4, 2)", GK_F4_2), ("F(4, 3)", GK_F4_3),
    ("F(4, 4)", GK_F4_4), ("F(4, 5)", GK_F4_5),
  ]

  private func compare(_ example: ConvolutionExample, _ engine: any ConvolutionEngine, _ name: String) {
    let oracle = example.products(by: MatrixConvolution())
    let found = example.products(by: engine)
    for (index, what) in ["y = f(x * w + b)", "x * w", "dx", "dw"].enumerated() {
      expectClose(
        found[index], oracle[index], within: .ofLargest(1e-5), "\(name), \(what), \(example)")
    }
  }

  @Test(arguments: grid + large) func fastestAgrees(_ example: ConvolutionExample) {
    compare(example, FastestConvolution(), "fastest")
  }

  @Test(.enabled(if: ComputeEngine.hasOneDNN, withoutOneDNN), arguments: grid + large)
  func oneDNNAgrees(_ example: ConvolutionExample) {
    compare(example, OneDNNConvolution(), "oneDNN")
  }

  /// The direct convolution with each set of instructions that this processor has.
  @Test(.enabled(if: hasTiles(GK_TILES_AVX2), "this processor has no AVX2"), arguments: [0, 1])
  func directAgreesWithAVX2(half: Int) throws { try compareDirect(GK_TILES_AVX2, half) }

  @Test(.enabled(if: hasTiles(GK_TILES_AVX512), "this processor has no AVX-512"), arguments: [0, 1])
  func directAgreesWithAVX512(half: Int) throws { try compareDirect(GK_TILES_AVX512, half) }

  @Test(.enabled(if: hasTiles(GK_TILES_NEON), "this processor has no NEON"), arguments: [0, 1])
  func directAgreesWithNEON(half: Int) throws { try compareDirect(GK_TILES_NEON, half) }

  private static func hasTiles(_ set: gk_tile_set) -> Bool { DirectConvolution(set) != nil }

  private func compareDirect(_ set: gk_tile_set, _ half: Int) throws {
    let direct = try #require(DirectConvolution(set))
    for (index, example) in (Self.grid + Self.large).enumerated() where index % 2 == half {
      compare(example, FastestConvolution(direct: direct), "direct \(direct.instructions)")
    }
  }

  @Test func withoutVectorsTheRestAgrees() {
    for example in Self.large + Self.squares {
      compare(example, FastestConvolution(direct: nil), "without tiles")
    }
  }

  @Test(.enabled(if: hasTiles(GK_TILES_AVX2), "this processor has no AVX2"), arguments: algorithms.indices)
  func winogradAgreesWithAVX2(_ index: Int) throws { try compareWinograd(GK_TILES_AVX2, index) }

  @Test(
    .enabled(if: hasTiles(GK_TILES_AVX512), "this processor has no AVX-512"), arguments: algorithms.indices)
  func winogradAgreesWithAVX512(_ index: Int) throws { try compareWinograd(GK_TILES_AVX512, index) }

  @Test(.enabled(if: hasTiles(GK_TILES_NEON), "this processor has no NEON"), arguments: algorithms.indices)
  func winogradAgreesWithNEON(_ index: Int) throws { try compareWinograd(GK_TILES_NEON, index) }

  private func compareWinograd(_ set: gk_tile_set, _ index: Int) throws {
    let direct = try #require(DirectConvolution(set))
    let (name, algorithm) = Self.algorithms[index]
    let winograd = WinogradConvolution(direct, algorithms: [algorithm])
    let served = Self.squares.filter { winograd.serves($0.geometry) }
    #expect(served.count >= 8)
    for example in served {
      compare(example, winograd, "\(name) with \(direct.instructions)")
    }
  }

  /// The rules give Winograd's algorithms what they compute faster, in tiles of 4x4 where those fit.
  @Test(.enabled(if: DirectConvolution() != nil, "this processor has no tiles"))
  func layersOfTheChapters() throws {
    let fastest = FastestConvolution()
    let winograd = try #require(fastest.winograd)
    func algorithm(_ images: Int, _ size: Int, _ channels: Int, _ kernels: Int, _ kernel: Int, _ stride: Int)
      -> gk_winograd_algorithm?
    {
      let padding = (kernel - 1) / 2
      let geometry = ConvolutionExample(
        height: size, width: size, channels: channels, kernels: kernels, kernel: kernel, stride: stride,
        padding: (padding, padding, padding, padding)
      ).geometry
      guard
        fastest.engine(geometry, images: images, channels: channels, kernels: kernels) is WinogradConvolution
      else { return nil }
      return winograd.plan(geometry, images: images, channels: channels, kernels: kernels).algorithm
    }
    #expect(algorithm(1, 32, 256, 256, 3, 1) == GK_F4_3)
    #expect(algorithm(128, 16, 128, 256, 4, 2) == GK_F4_2)
    #expect(algorithm(256, 7, 256, 128, 5, 1) == GK_F4_5)
    #expect(algorithm(1, 32, 256, 512, 4, 1) == GK_F4_4)
    #expect(algorithm(64, 6, 64, 64, 3, 1) == GK_F2_3)
    // Three channels fill no vector, a few pixels do not pay for the kernels' transform, and one tap needs no algorithm.
    #expect(algorithm(1, 64, 3, 64, 3, 1) == nil)
    #expect(algorithm(1, 16, 512, 512, 4, 2) == nil)
    #expect(algorithm(1, 32, 256, 256, 1, 1) == nil)
  }

  /// Each activation is a part of Winograd's last transform; elsewhere it is a loop of its own.
  @Test(
    .enabled(if: DirectConvolution() != nil, "this processor has no tiles"),
    arguments: [Activation.identity, .relu, .leakyReLU(0.3), .tanh, .sigmoid])
  func winogradActivates(_ f: Activation) throws {
    let winograd = WinogradConvolution(try #require(DirectConvolution()))
    let random = Random(seed: 1)
    let geometry = ConvolutionExample(
      height: 9, width: 10, channels: 8, kernels: 40, kernel: 3, stride: 1, padding: (1, 1, 1, 1)
    ).geometry
    let x = Tensor.uniform([1, 9, 10, 8], in: -1...1, using: random)
    let w = Tensor.uniform([3, 3, 8, 40], in: -1...1, using: random)
    for bias in [nil, Tensor.uniform([40], in: -1...1, using: random)] {
      let y = winograd.convolve(x, w, bias: bias, activation: f, geometry)
      let expected = MatrixConvolution().convolve(x, w, bias: bias, activation: f, geometry)
      expectClose(y, expected, within: .ofLargest(1e-5), "\(f)")
    }
  }

  /// Every derivative that a convolution or a matrix product is part of, on each engine.
  @Test(arguments: ComputeEngine.allCases.filter { $0 != .onednn })
  func derivativesAgreeWithCentralDifferences(_ engine: ComputeEngine) {
    checkDerivatives(engine)
  }

  @Test(.enabled(if: ComputeEngine.hasOneDNN, withoutOneDNN))
  func derivativesOfOneDNNAgreeWithCentralDifferences() { checkDerivatives(.onednn) }

  private static let withoutOneDNN: Comment = "this build is without oneDNN"

  private func checkDerivatives(_ engine: ComputeEngine) {
    ComputeEngine.$override.withValue(engine) {
      let cases = GradientCase.convolution + GradientCase.generalConvolution + GradientCase.matrixProducts
      for operation in cases {
        #expect(operation.largestRelativeError() < 2e-3, "\(engine): \(operation)")
      }
    }
  }

}
