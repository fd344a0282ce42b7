import GANKit

extension ExportOperation {
  /// A layer as an operation and the activation behind it; nil if it is none that is known.
  static func known(_ layer: any Layer) -> (operation: ExportOperation, activation: Activation)? {
    switch layer {
    case let layer as Dense: (.dense(layer), layer.activation)
    case let layer as Conv2D: (.convolution(layer), layer.activation)
    case let layer as ConvTranspose2D: (.transposedConvolution(layer), layer.activation)
    case let layer as BatchNorm: (.batchNorm(layer), layer.activation)
    case let layer as InstanceNorm: (.instanceNorm(layer), layer.activation)
    case let layer as GroupNorm: (.groupNorm(layer), layer.activation)
    case let layer as LayerNorm: (.layerNorm(layer), .identity)
    case let layer as PReLU: (.parametricReLU(layer), .identity)
    case let layer as Activate: (.activation(layer.activation), .identity)
    case let layer as Dropout: (.dropout(layer), .identity)
    case let layer as Upsample: (.upsample(layer), .identity)
    case let layer as PixelShuffle: (.pixelShuffle(layer), .identity)
    case let layer as ReflectionPad: (.reflectionPad(layer), .identity)
    case is Flatten, is Reshape: (.reshape, .identity)
    default: nil
    }
  }

  /// What the operation makes of what flows into its layer.
  func output(at place: LayerPlace) throws(UnsupportedLayer) -> Content {
    switch self {
    case .dense(let layer):
      try place.vector(layer.weight.shape[0])
      return .vector(layer.weight.shape[1])
    case .convolution(let layer):
      let size = try place.image(channels: layer.inputs)
      if size == nil, layer.padding == .same, layer.stride != 1, layer.dilation != 1 {
        throw place.error(
          .size, expected: "pictures of one size, which fixes the padding of a stride with a dilation",
          found: "\(place.content), where H and W may be any")
      }
      return place.imageOut(channels: layer.outputs)
    case .transposedConvolution(let layer):
      _ = try place.image(channels: layer.inputs)
      return place.imageOut(channels: layer.outputs)
    case .batchNorm(let layer): return try place.normalized(channels: layer.gamma.shape[0])
    case .layerNorm(let layer):
      try place.vector(layer.gamma.shape[0])
      return place.content
    case .parametricReLU(let layer): return try place.normalized(channels: layer.slope.shape[0])
    case .instanceNorm(let layer):
      _ = try place.image(channels: layer.gamma?.shape[0])
      return place.content
    case .groupNorm(let layer):
      _ = try place.image(channels: layer.gamma.shape[0])
      return place.content
    case .activation, .dropout: return place.content
    case .upsample, .reflectionPad, .filter:
      _ = try place.image()
      return place.imageOut(channels: place.content.channels)
    case .pixelShuffle(let layer):
      _ = try place.image()
      let (pixels, channels) = (layer.factor * layer.factor, place.content.channels)
      guard channels % pixels == 0 else {
        throw place.error(.settings, expected: "a multiple of \(pixels) channels", found: "\(place.content)")
      }
      return place.imageOut(channels: channels / pixels)
    case .reshape: return try place.reshaped()
    }
  }
}

extension LayerPlace {
  /// For layers with a value for each channel, of images or of vectors.
  fileprivate func normalized(channels: Int) throws(UnsupportedLayer) -> Content {
    guard content.channels == channels else {
      throw error(.settings, expected: "\(channels) channels", found: "\(content)")
    }
    return content
  }

  fileprivate func reshaped() throws(UnsupportedLayer) -> Content {
    guard let shape = content.shape else {
      throw error(.size, expected: "pictures of one size", found: "\(content), where H and W may be any")
    }
    let target = (layer as? Reshape)?.shape ?? [shape.elementCount]
    guard target.elementCount == shape.elementCount else {
      throw error(.settings, expected: "\(target.elementCount) numbers", found: "\(content)")
    }
    switch target.rank {
    case 1: return .vector(target[0])
    case 3: return .image(channels: target[2], size: PerAxis(height: target[0], width: target[1]))
    default:
      throw error(.settings, expected: "a new shape [count] or [H, W, C]", found: "\(target)")
    }
  }
}
