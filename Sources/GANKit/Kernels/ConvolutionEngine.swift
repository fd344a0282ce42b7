import COneDNN
import Foundation

/// The three products that convolutions and transposed convolutions consist of, forward and backward.
///
/// Images are channels last; weights are `[kernelHeight, kernelWidth, C, K]`. Except for ``GroupedConvolution`` and
/// ``EmptyConvolution``, engines know one group only.
protocol ConvolutionEngine: Sendable {
  /// y[n, oy, ox, k] = f(bias[k] + sum over ky, kx, c of x[n, oy * stride + ky * dilation - top, ox * stride + kx *
  /// dilation - left, c] w[ky, kx, c, k])
  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor

  /// The gradient of the sum with respect to x, given the gradient of y: `[N, H, W, C]`.
  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor

  /// Its gradient with respect to the weight, given x and the gradient of y.
  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor
}

/// Which code computes convolutions and matrix products in this process: the fastest available, unless the environment
/// variable `GANKIT_CONVOLUTION` names another.
enum ComputeEngine: String, Sendable, CaseIterable {
  /// Windows unrolled into matrices, multiplied by OpenBLAS: what chapter 4 explains, and what tests compare the others
  /// to.
  case gemm
  /// oneDNN, where the package was built with it.
  case onednn
  /// The best of four for each product: Winograd's algorithms, direct convolution, a matrix product, or oneDNN.
  case fastest
  /// The same without Winograd's algorithms: each result is the sum that defines it.
  case direct

  /// The engine that operations use now.
  static var current: ComputeEngine { override ?? chosen }

  /// Another engine for the duration of a closure, so that tests can compare two of them.
  @TaskLocal static var override: ComputeEngine?

  private static let chosen: ComputeEngine = {
    if let problem { requirementFailed(problem) }
    return wanted.flatMap(ComputeEngine.init(rawValue:)) ?? .fastest
  }()

  private static let wanted = ProcessInfo.processInfo.environment["GANKIT_CONVOLUTION"].flatMap {
    $0.isEmpty ? nil : $0
  }

  /// What is wrong with the environment's choice; nil if nothing is.
  static var problem: String? {
    guard let wanted else { return nil }
    guard let engine = ComputeEngine(rawValue: wanted) else {
      return "GANKIT_CONVOLUTION is \"\(wanted)\": expected gemm, onednn, fastest or direct."
    }
    if engine != .onednn || hasOneDNN { return nil }
    return
      "GANKIT_CONVOLUTION is onednn, but this program was built without oneDNN: install it (Debian: libdnnl-dev) and "
      + "build again, or unset the variable."
  }

  static let hasOneDNN = gk_dnn_available() == 1

  /// Whether oneDNN multiplies matrices.
  var usesOneDNN: Bool { self != .gemm && Self.hasOneDNN }

  /// The code that runs its convolutions.
  var convolution: any ConvolutionEngine {
    switch self {
    case .gemm: MatrixConvolution(engine: self)
    case .onednn: OneDNNConvolution()
    case .fastest: Self.fastestConvolution
    case .direct: Self.directConvolution
    }
  }

  /// The code that runs convolutions with kernels over `channels` of the images' channels, in so many groups.
  func convolution(channelsOfGroup channels: Int, groups: Int) -> any ConvolutionEngine {
    if groups == 1 { return convolution }
    return channels == 1 ? DepthwiseConvolution() : GroupedConvolution(engine: convolution)
  }

  static let fastestConvolution = FastestConvolution()
  private static let directConvolution = FastestConvolution(withWinograd: false)
}
