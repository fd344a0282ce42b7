/// One thing that a layer does to its input, for tables and drawings of networks.
public enum LayerOperation: Equatable, Sendable {
  case dense
  case convolution(kernel: PerAxis, stride: PerAxis)
  /// A convolution that enlarges images by its stride.
  case transposedConvolution(kernel: PerAxis, stride: PerAxis)
  case pixelShuffle(Int)
  /// Enlargement by a formula, such as "bicubic".
  case upsampling(PerAxis, name: String)
  /// A value for each window, such as its "max".
  case pooling(kernel: PerAxis, stride: PerAxis, name: String)
  case normalization(Normalization)
  case activation(Activation)
  /// A ReLU whose slope for negative values is trained.
  case parametricReLU
  case dropout(Float)
  /// Random numbers added in training.
  case noise
  /// The same values under another shape.
  case reshape
  /// Rows and columns added around the image, for the convolution that follows.
  case padding
  /// Something else, in a few words.
  case other(String)

  /// Over what mean and variance are taken; of a spectral norm, nothing but the weight is scaled.
  public enum Normalization: String, Sendable {
    case batch, instance, layer, group, spectral
  }

  /// Whether the operation computes a new set of features. The others belong to the one that they follow.
  public var makesFeatures: Bool {
    switch self {
    case .dense, .convolution, .transposedConvolution, .pixelShuffle, .upsampling, .pooling, .other: true
    case .normalization, .activation, .parametricReLU, .dropout, .noise, .reshape, .padding: false
    }
  }
}

extension Activation {
  /// The activation as an operation of its own; none for the identity.
  var operations: [LayerOperation] { self == .identity ? [] : [.activation(self)] }
}
