import GANKit

/// One of the tensors that a network takes or returns: its name, its extents and what it holds.
struct ExportedValue {
  let name: String
  let extents: [Extent]
  let about: String

  enum Extent: Equatable {
    case known(Int)
    /// Known only when the network is used.
    case named(String)
  }

  /// Such as `[batch, 3, height, width]`.
  var shape: String {
    let words = extents.map { extent in
      switch extent {
      case .known(let count): "\(count)"
      case .named(let name): name
      }
    }
    return "[\(words.joined(separator: ", "))]"
  }
}

extension ExportedNetwork {
  /// What the network takes, in this order.
  var inputs: [ExportedValue] {
    switch input {
    case .noise(let count, let label):
      let noise = ExportedValue(
        name: "noise", extents: [.named("batch"), .known(count)], about: "standard normal numbers")
      guard let label else { return [noise] }
      let about =
        label.attributes.count == 1
        ? "one-hot: 1 in the column of the class, 0 elsewhere"
        : "1 in the column of one category of each attribute, 0 elsewhere"
      return [
        noise, ExportedValue(name: "label", extents: [.named("batch"), .known(label.count)], about: about),
      ]
    case .pictures(let channels, let unit, _):
      let colours =
        switch channels {
        case 1: ", grey"
        case 3: ", red, green and blue"
        default: ""
        }
      let sides = unit > 1 && isAnySize ? "; height and width are multiples of \(unit)" : ""
      return [
        ExportedValue(
          name: "image", extents: content.extents("height", "width"),
          about: "pictures in [-1, 1]\(colours)\(sides)")
      ]
    }
  }

  /// What the network returns.
  var output: ExportedValue {
    ExportedValue(
      name: "output", extents: block.output.extents("output_height", "output_width"), about: outputRange)
  }

  /// Whether pictures of many sizes are taken.
  var isAnySize: Bool { content.isImage && content.shape == nil }

  /// What bounds the output; nil if nothing does.
  var lastActivation: Activation? {
    if case .activation(let last)? = block.lastOperation { last } else { nil }
  }

  private var outputRange: String {
    let what = block.output.isImage ? "pictures" : "numbers"
    return switch lastActivation {
    case .tanh: "\(what) in [-1, 1]"
    case .sigmoid: "\(what) in [0, 1]"
    case .identity, .relu, .leakyReLU, nil: unbounded
    }
  }

  private var unbounded: String {
    guard case .image(let channels, _) = block.output, channels == 1 || channels == 3 else {
      return "numbers without bounds"
    }
    return "pictures for [-1, 1]; some values may lie beyond and are to be clipped"
  }
}

extension Content {
  fileprivate func extents(_ height: String, _ width: String) -> [ExportedValue.Extent] {
    switch self {
    case .vector(let count): [.named("batch"), .known(count)]
    case .image(let channels, let size?):
      [.named("batch"), .known(channels), .known(size.height), .known(size.width)]
    case .image(let channels, nil): [.named("batch"), .known(channels), .named(height), .named(width)]
    }
  }
}

extension ExportBlock {
  /// What is done last; nil if two ways are joined there. A new shape does not count.
  fileprivate var lastOperation: ExportOperation? {
    guard join == nil else { return nil }
    for (_, node) in members.reversed() {
      switch node {
      case .block(let block): return block.lastOperation
      case .step(let step):
        if case .reshape = step.operation { continue }
        return step.operation
      }
    }
    return nil
  }
}
