/// The mean of each window: `[N, H, W, C] -> [N, H', W', C]`; see
/// ``Tensor/averagePooled(kernel:stride:padding:countingPadding:)``.
public struct AveragePool: Layer {
  public let kernel: PerAxis
  public let stride: PerAxis
  public let padding: Padding
  public let countingPadding: Bool

  /// - Parameters:
  ///   - kernel: the height and width of the windows.
  ///   - stride: the distance between windows; the size of a window if nil.
  ///   - padding: less than the kernel on every side.
  ///   - countingPadding: whether the pixels added around the image count as zeros.
  public init(
    _ kernel: PerAxis, stride: PerAxis? = nil, padding: Padding = .valid, countingPadding: Bool = true
  ) {
    (self.kernel, self.stride) = (kernel, stride ?? kernel)
    (self.padding, self.countingPadding) = (padding, countingPadding)
  }

  public var operations: [LayerOperation] { [.pooling(kernel: kernel, stride: stride, name: "mean")] }
  public var label: String { "Average pooling \(kernel.height)x\(kernel.width), stride \(stride)" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    x.averagePooled(kernel: kernel, stride: stride, padding: padding, countingPadding: countingPadding)
  }
}

/// The largest value of each window: `[N, H, W, C] -> [N, H', W', C]`; see
/// ``Tensor/maxPooled(kernel:stride:padding:)``.
public struct MaxPool: Layer {
  public let kernel: PerAxis
  public let stride: PerAxis
  public let padding: Padding

  /// - Parameters:
  ///   - kernel: the height and width of the windows.
  ///   - stride: the distance between windows; the size of a window if nil.
  ///   - padding: less than the kernel on every side.
  public init(_ kernel: PerAxis, stride: PerAxis? = nil, padding: Padding = .valid) {
    (self.kernel, self.stride, self.padding) = (kernel, stride ?? kernel, padding)
  }

  public var operations: [LayerOperation] { [.pooling(kernel: kernel, stride: stride, name: "max")] }
  public var label: String { "Max pooling \(kernel.height)x\(kernel.width), stride \(stride)" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    x.maxPooled(kernel: kernel, stride: stride, padding: padding)
  }
}

/// The mean of each channel over all pixels of an image: `[N, H, W, C] -> [N, C]`.
public struct GlobalAveragePool: Layer {
  public init() {}

  public var label: String { "Global average pooling" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    require(x.rank == 4, "GlobalAveragePool: needs images [N, H, W, C], found shape \(x.shape)")
    return x.mean(axes: [1, 2])
  }
}
