import GANKit

// What a diagram writes: abbreviations of the field, and their explanation.

extension GANKit.Shape {
  /// "16×16×128", or "100" for a vector.
  var text: String { rank == 0 ? "1" : dimensions.map { "\($0)" }.joined(separator: "×") }
}

extension PerAxis {
  /// "4×4"
  fileprivate var product: String { "\(height)×\(width)" }
  /// "2", or "1, 2" where the axes differ.
  fileprivate var number: String { height == width ? "\(height)" : "\(height), \(width)" }
}

extension LayerOperation {
  /// What stands on an arrow or beside it.
  var text: String {
    switch self {
    case .dense: "dense"
    case .convolution(let kernel, let stride):
      kernel.product + (stride == PerAxis(1) ? "" : " / \(stride.number)")
    case .transposedConvolution(let kernel, let stride): "\(kernel.product) ↑\(stride.number)"
    case .pixelShuffle(let factor): "shuffle \(factor)×"
    case .upsampling(let factor, let name): "\(name) \(factor.number)×"
    case .pooling(let kernel, let stride, let name):
      "\(name) \(kernel.product)" + (stride == kernel ? "" : " / \(stride.number)")
    case .normalization(let kind):
      switch kind {
      case .batch: "BN"
      case .instance: "IN"
      case .layer: "LN"
      case .group: "GN"
      case .spectral: "SN"
      }
    case .activation(let activation):
      switch activation {
      case .identity: ""
      case .relu: "ReLU"
      case .leakyReLU: "LReLU"
      case .tanh: "tanh"
      case .sigmoid: "sigmoid"
      }
    case .parametricReLU: "PReLU"
    case .dropout: "dropout"
    case .noise: "noise"
    case .reshape: "reshape"
    case .padding: "padding"
    case .other(let text): text
    }
  }

  /// What `text` stands for; nil where it explains itself.
  fileprivate var explanation: String? {
    switch self {
    case .convolution(let kernel, let stride) where stride == PerAxis(1):
      "\(text): convolution with a \(kernel.product) kernel"
    case .convolution(let kernel, let stride):
      "\(text): convolution with a \(kernel.product) kernel and stride \(stride.number)"
    case .transposedConvolution(_, let stride): "\(text): transposed convolution with stride \(stride.number)"
    case .pixelShuffle: "\(text): channels laid out as pixels"
    case .normalization(let kind): "\(text): \(kind.rawValue) norm"
    case .activation(.leakyReLU(let slope)): "LReLU: leaky ReLU, slope \(slope)"
    case .parametricReLU: "PReLU: ReLU with a learned slope"
    default: nil
    }
  }

  /// Operations that one explanation serves.
  fileprivate var kind: String {
    switch self {
    case .convolution(_, let stride): stride == PerAxis(1) ? "convolution" : "strided convolution"
    case .transposedConvolution(_, let stride):
      stride == PerAxis(1) ? "transposed convolution" : "strided transposed convolution"
    case .pixelShuffle: "shuffle"
    default: text
    }
  }
}

extension NetworkOutline {
  /// Every operation, those of residual blocks included, in order.
  var operations: [LayerOperation] {
    func all(_ stages: [Stage]) -> [LayerOperation] {
      stages.flatMap { $0.block.isEmpty ? [$0.operation] + $0.details : all($0.block) + $0.details }
    }
    return all(stages)
  }
}

extension NetworkOutline.Stage {
  /// "BN, ReLU"
  var detailText: String { details.map(\.text).joined(separator: ", ") }

  /// What stands on the arrow that leads to the stage.
  var operationText: String {
    guard !block.isEmpty else { return operation.text }
    return repeats == 1 ? "residual block" : "\(repeats) residual blocks"
  }
}

extension DrawnNetwork {
  /// What goes in, and what is done to it at once.
  var inputText: String { ([input] + outline.inputDetails.map(\.text)).joined(separator: " + ") }
}

extension [DrawnNetwork] {
  /// What the abbreviations mean, each once, and how to read the sizes.
  var key: String {
    let operations = flatMap(\.outline.operations)
    var (known, sentences): (Set<String>, [String]) = ([], [])
    // A convolution of stride 1 needs no explanation beside one with a stride.
    for kind in ["convolution", "transposed convolution"]
    where operations.contains(where: { $0.kind == "strided " + kind }) { known.insert(kind) }
    for operation in operations where known.insert(operation.kind).inserted {
      if let explanation = operation.explanation { sentences.append(explanation) }
    }
    let shapes = flatMap { [$0.outline.input] + $0.outline.stages.map(\.output) }
    let images =
      shapes.contains { $0.rank == 3 } ? ["slab height: image side", "slab thickness: channels"] : []
    // A single value, such as a logit, is no bar.
    let bars = shapes.contains { $0.rank != 3 && $0.elementCount > 1 } ? ["bar height: number of values"] : []
    var parts = sentences.isEmpty ? [] : [sentences]
    if !(images + bars).isEmpty { parts.append(images + bars) }
    var text = parts.map { $0.joined(separator: "; ").capitalizingFirst }.joined(separator: ". ")
    if !(images + bars).isEmpty { text += " (square-root scales)" }
    if contains(where: \.outline.isUShaped) { text += ". Pale: what a skip brings" }
    return text.isEmpty ? "" : text + "."
  }
}

extension String {
  fileprivate var capitalizingFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension NetworkDiagram {
  /// The diagram in words.
  public var plainDescription: String {
    networks.map { network in
      let outline = network.outline
      let stages = outline.stages.map { stage in
        let block =
          stage.block.isEmpty ? "" : " (each: \(stage.block.map(\.words).joined(separator: ", then ")))"
        return "\(stage.words)\(block) to \(stage.output.text)"
      }
      let skips = outline.skips.map { skip in
        let way = skip.detour.isEmpty ? "" : ", through \(skip.detour.map(\.text).joined(separator: ", "))"
        return "a skip from \(outline.shape(after: skip.from).text) to the layer that gives "
          + "\(outline.shape(after: skip.to).text)\(way) (\(skip.join))"
      }
      return "\(network.name), from \(network.inputText) (\(outline.input.text)) to \(network.output): "
        + (stages + skips).joined(separator: "; ") + "."
    }.joined(separator: " ")
  }
}

extension NetworkOutline.Stage {
  fileprivate var words: String { ([operationText] + details.map(\.text)).joined(separator: ", ") }
}
