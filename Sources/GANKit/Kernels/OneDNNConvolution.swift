import COneDNN
import Synchronization

/// Convolution by oneDNN, which writes machine code for each shape.
///
/// It reads and writes images channels last, as they are, but wants the weights in its own order: they are reordered
/// before each use, which costs one pass over them. Compiled convolutions are kept for the life of the process.
struct OneDNNConvolution: ConvolutionEngine {
  private let matrix = MatrixConvolution(engine: .onednn)

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    let key = CompiledConvolution.Key(
      geometry, images: x.shape[0], channels: x.shape[3], kernels: weight.shape[3], direction: GK_DNN_FORWARD,
      bias: bias != nil, slope: f.leakySlope)
    guard let compiled = CompiledConvolution.of(key) else {
      return matrix.convolve(x, weight, bias: bias, activation: f, geometry)
    }
    let shape: Shape = [x.shape[0], geometry.outputHeight, geometry.outputWidth, weight.shape[3]]
    let y = compiled.run(x, compiled.packed(weight), bias: bias, shape: shape)
    if f.leakySlope == nil { Kernels.addBias(nil, activation: f, inPlace: y) }
    return y
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let channels = weight.shape[2]
    let key = CompiledConvolution.Key(
      geometry, images: dy.shape[0], channels: channels, kernels: dy.shape[3], direction: GK_DNN_BACKWARD_DATA
    )
    guard let compiled = CompiledConvolution.of(key) else {
      return matrix.inputGradient(dy, weight, geometry)
    }
    return compiled.run(
      dy, compiled.packed(weight),
      shape: [dy.shape[0], geometry.inputHeight, geometry.inputWidth, channels])
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let key = CompiledConvolution.Key(
      geometry, images: x.shape[0], channels: x.shape[3], kernels: dy.shape[3],
      direction: GK_DNN_BACKWARD_WEIGHTS)
    guard let compiled = CompiledConvolution.of(key) else {
      return matrix.weightGradient(x, dy, geometry)
    }
    return compiled.run(
      x, dy, shape: [geometry.kernelHeight, geometry.kernelWidth, x.shape[3], dy.shape[3]])
  }
}

/// oneDNN's machine code for one shape and direction.
private struct CompiledConvolution: @unchecked Sendable {
  struct Key: Hashable {
    var geometry: ConvolutionGeometry
    var images, channels, kernels: Int
    var direction: UInt32
    var bias: Bool
    var slope: Float?
    var threads: Int

    /// - Parameter slope: the slope of a leaky ReLU at the end of the forward direction.
    init(
      _ geometry: ConvolutionGeometry, images: Int, channels: Int, kernels: Int, direction: gk_dnn_direction,
      bias: Bool = false, slope: Float? = nil
    ) {
      self.geometry = geometry
      (self.images, self.channels, self.kernels) = (images, channels, kernels)
      self.direction = direction.rawValue
      (self.bias, self.slope) = (bias, slope)
      threads = Machine.threads
    }
  }

  private static let compiled = Mutex<[Key: CompiledConvolution?]>([:])

  let code: OpaquePointer
  let threads: Int

  static func of(_ key: Key) -> CompiledConvolution? {
    compiled.withLock { known in
      if let found = known[key] { return found }
      let code = gk_dnn_convolution_create(
        key.shape, gk_dnn_direction(key.direction), key.bias ? 1 : 0, key.slope == nil ? 0 : 1,
        key.slope ?? 0,
        Int32(key.threads))
      let made = code.map { CompiledConvolution(code: $0, threads: key.threads) }
      known[key] = .some(made)
      return made
    }
  }

  /// The weights in oneDNN's order.
  func packed(_ weight: Tensor) -> Tensor {
    let size = gk_dnn_weights_size(code)
    if size == 0 { return weight }
    let packed = Storage(count: size)
    gk_dnn_pack_weights(code, weight.pointer, packed.pointer, Int32(threads))
    withExtendedLifetime(weight) {}
    return Tensor(storage: packed, shape: [size])
  }

  func run(_ a: Tensor, _ b: Tensor, bias: Tensor? = nil, shape: Shape) -> Tensor {
    let result = Storage(count: shape.elementCount)
    let workspace = Storage(count: gk_dnn_workspace_size(code))
    let status = gk_dnn_convolution_run(
      code, a.pointer, b.pointer, bias?.pointer, result.pointer, workspace.pointer, Int32(threads))
    require(status == 0, "convolution: oneDNN failed for a result of shape \(shape)")
    withExtendedLifetime((a, b, bias)) {}
    return Tensor(storage: result, shape: shape)
  }
}

extension CompiledConvolution.Key {
  fileprivate var shape: gk_dnn_shape {
    gk_dnn_shape(
      images: images, channels: channels, kernels: kernels, height: geometry.inputHeight,
      width: geometry.inputWidth, kernel_height: geometry.kernelHeight, kernel_width: geometry.kernelWidth,
      stride_y: geometry.stride.height, stride_x: geometry.stride.width, dilation_y: geometry.dilation.height,
      dilation_x: geometry.dilation.width, top: geometry.top, bottom: paddingAfter(vertical: true),
      left: geometry.left, right: paddingAfter(vertical: false), out_height: geometry.outputHeight,
      out_width: geometry.outputWidth)
  }

  /// The padding at the end that the last window reaches. oneDNN refuses padding that no window reads; where the
  /// windows leave pixels over, the amount is negative.
  private func paddingAfter(vertical: Bool) -> Int {
    let g = geometry
    return vertical
      ? (g.outputHeight - 1) * g.stride.height
        + ConvolutionGeometry.span(g.kernelHeight, g.dilation.height) - g.top - g.inputHeight
      : (g.outputWidth - 1) * g.stride.width
        + ConvolutionGeometry.span(g.kernelWidth, g.dilation.width) - g.left - g.inputWidth
  }
}
