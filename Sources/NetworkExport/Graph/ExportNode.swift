import GANKit

/// What a network is made of, as it is written for other programs: operations on images with channels first, in blocks as
/// PyTorch has them.
indirect enum ExportNode {
  case step(ExportStep)
  case block(ExportBlock)
}

/// One operation, on what flows there.
struct ExportStep {
  let operation: ExportOperation
  /// GANKit's dotted name of the layer.
  let path: String
  let input: Content
  let output: Content
}

/// A layer of GANKit that other programs know, without its activation, which is an operation of its own.
enum ExportOperation {
  case dense(Dense)
  case convolution(Conv2D)
  case transposedConvolution(ConvTranspose2D)
  case batchNorm(BatchNorm)
  case instanceNorm(InstanceNorm)
  case groupNorm(GroupNorm)
  case layerNorm(LayerNorm)
  case parametricReLU(PReLU)
  case activation(Activation)
  case dropout(Dropout)
  case upsample(Upsample)
  case pixelShuffle(PixelShuffle)
  case reflectionPad(ReflectionPad)
  case filter(ChannelFilter)
  /// To the step's output, in GANKit's order of elements.
  case reshape
}

/// Steps one after another, and perhaps a way past them.
struct ExportBlock {
  let kind: Kind
  /// GANKit's dotted name.
  let path: String
  let members: [(name: String?, node: ExportNode)]
  /// How what went past the members is joined with what they made.
  var join: NetworkPart.Join?
  /// What it went through on that way.
  var detour: [ExportNode] = []
  let output: Content

  enum Kind: Equatable {
    /// Members are numbered.
    case sequence
    /// A layer of the user's own, or a `Residual`: members have the names of its properties. The type's name.
    case composite(String)
  }
}

extension ExportNode {
  /// All steps, in the order in which they are carried out.
  var steps: [ExportStep] {
    switch self {
    case .step(let step): [step]
    case .block(let block): block.detour.flatMap(\.steps) + block.members.flatMap(\.node.steps)
    }
  }
}
