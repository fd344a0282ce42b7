import COneDNN
import Foundation

/// The three products that convolutions and transposed convolutions, forward and backward, are made of.
///
/// Images are channels last; weights are `[kernelHeight, kernelWidth, C, K]`.
protocol ConvolutionEngine: Sendable {
  /// y[n, oy, ox, k] = f(bias[k] + sum over ky, kx, c of x[n, oy * stride + ky - top, ox * stride + kx - left, c] w[ky, kx, c, k])
  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor

  /// The gradient of the sum with respect to x, given the gradient of y: `[N, H, W, C]`.
  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor

  /// Its gradient with respect to the weight, given x and the gradient of y.
  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor
}

/// The library that computes matrix products and convolutions in this process.
enum ComputeLibrary: Sendable {
  /// Windows unrolled into matrices, multiplied by OpenBLAS: what chapter 4 explains, and the other's oracle.
  case openBLAS
  /// Code made for each shape while the program runs, about twice as fast.
  case oneDNN

  /// oneDNN where the package was built with it, unless the environment says `GANKIT_CONVOLUTION=gemm`.
  static let current: ComputeLibrary = {
    switch ProcessInfo.processInfo.environment["GANKIT_CONVOLUTION"] {
    case "gemm": return .openBLAS
    case nil, "": return gk_dnn_available() == 1 ? .oneDNN : .openBLAS
    case "onednn":
      precondition(
        gk_dnn_available() == 1,
        "GANKIT_CONVOLUTION=onednn: this program was built without oneDNN; install it (Debian: libdnnl-dev) and "
          + "build again, or leave the variable out")
      return .oneDNN
    case let other?:
      preconditionFailure("GANKIT_CONVOLUTION is \(other); expected gemm or onednn")
    }
  }()
}

extension Kernels {
  /// The engine that runs convolutions in this process.
  static let convolution: any ConvolutionEngine =
    switch ComputeLibrary.current {
    case .openBLAS: MatrixConvolution()
    case .oneDNN: OneDNNConvolution()
    }
}
