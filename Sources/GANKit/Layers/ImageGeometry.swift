/// What a network of convolutions does with places on a picture: which sizes it takes, how much it enlarges, and how
/// far it looks. It follows from the network's layers.
public struct ImageGeometry: Equatable, Sendable {
  /// The sides of the input are multiples of this: 4 if it is halved twice.
  public private(set) var unit = 1
  /// How many pixels of the output, along one side, a pixel of the input becomes: 4 for super-resolution, 1/8 for a
  /// discriminator that halves three times.
  public var enlargement: Double { 1 / pixel }
  /// At most so many pixels of the input away lies what a pixel of the output depends on; nil if it depends on the
  /// whole picture, or if that is unknown.
  public var reach: Int? { isLocal ? Int(distance.rounded(.up)) : nil }

  /// The side of a pixel after the layers so far, in pixels of the input.
  private var pixel = 1.0
  private var distance = 0.0
  private var isLocal = true

  /// - Parameter network: as it computes after training, where batch normalization is a formula for each pixel.
  public init(of network: any Layer) { add(network) }

  private mutating func add(_ layer: any Layer) {
    if let composite = layer as? any CompositeLayer {
      composite.parts.forEach { add($0) }
    } else {
      layer.operations.forEach { add($0) }
    }
  }

  private mutating func add(_ part: NetworkPart) {
    switch part {
    case .layer(let layer): add(layer)
    case .skip(_, let around, let through):
      var detour = self
      if let through { detour.add(through) }
      around.forEach { add($0) }
      distance = Swift.max(distance, detour.distance)
      isLocal = isLocal && detour.isLocal
      unit = Swift.max(unit, detour.unit)
    }
  }

  private mutating func add(_ operation: LayerOperation) {
    switch operation {
    case .convolution(let kernel, let stride), .pooling(let kernel, let stride, _):
      look(Swift.max(kernel.height, kernel.width), isCentred: stride == 1)
      shrink(stride)
    case .transposedConvolution(let kernel, let stride):
      let factor = Swift.max(stride.height, stride.width)
      look(1 + Swift.max(kernel.height, kernel.width) / factor)
      pixel /= Double(factor)
    case .upsampling(let factor, _):
      // A cubic polynomial runs through four pixels, any other rule through fewer.
      look(4)
      pixel /= Double(Swift.max(factor.height, factor.width))
    case .pixelShuffle(let factor): pixel /= Double(factor)
    case .activation, .parametricReLU, .dropout, .noise, .padding, .normalization(.batch),
      .normalization(.spectral):
      break
    case .dense, .reshape, .normalization, .other: isLocal = false
    }
  }

  /// Adds a window of `extent` pixels. If it may lie to one side of its pixel, its whole extent counts.
  private mutating func look(_ extent: Int, isCentred: Bool = false) {
    distance += pixel * Double(isCentred ? extent / 2 : extent - 1)
  }

  private mutating func shrink(_ stride: PerAxis) {
    pixel *= Double(Swift.max(stride.height, stride.width))
    unit = Swift.max(unit, Int(pixel.rounded(.up)))
  }
}
