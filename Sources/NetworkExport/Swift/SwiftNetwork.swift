import GANKit

/// A network as a function in Swift that builds it of GANKit's layers, and the weights that it loads.
struct SwiftNetwork {
  /// The text of Network.swift: the layers, and functions `makeNetwork` and `trainedNetwork`.
  let source: String
  /// The weights, under the names that the layers have there, below "network".
  let weights: Checkpoint

  /// - Throws: `UnsupportedLayer` if the layers hold a filter without a rule, or do not have all weights of the network.
  init(_ network: ExportedNetwork) throws(UnsupportedLayer) {
    var writer = SwiftWriter()
    let layers = try writer.layers(of: network.block)
    let entries = layers.numberedEntries
    let cells = Set(entries.map(\.cell))
    let own =
      network.network.parameters.map { ($0, ObjectIdentifier($1)) }
      + network.network.buffers.map { ($0, ObjectIdentifier($1)) }
    if let lost = own.first(where: { !cells.contains($1) }) {
      throw UnsupportedLayer(
        .names, layer: network.network.label, place: lost.0, expected: "a part that holds it", found: "none")
    }
    var weights = Checkpoint()
    for entry in entries { weights[tensor: "network.\(entry.name)"] = entry.value }
    self.weights = weights
    source = Self.text(network, layers, SwiftHelper.allCases.filter(writer.helpers.contains))
  }

  private static func text(
    _ network: ExportedNetwork, _ layers: [SwiftCode], _ helpers: [SwiftHelper]
  ) -> String {
    let imports =
      ["import Foundation", "import GANKit"]
      + (helpers.contains { $0.needsPictures } ? ["import Pictures"] : [])
    let parts =
      [imports.joined(separator: "\n"), definition(network, layers), loading] + helpers.map(\.source)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func definition(_ network: ExportedNetwork, _ layers: [SwiftCode]) -> String {
    """
    /// \(network.about.oneLine)
    ///
    /// - in: \(network.flow.given)
    /// - out: \(network.flow.made)
    func makeNetwork(using random: Random) -> Sequential {
      Sequential {
    \(layers.lines(indentation: 4).joined(separator: "\n"))
      }
    }
    """
  }

  private static let loading = """
    /// The network with the weights of weights.safetensors, which has them under the names of these layers.
    func trainedNetwork() throws -> Sequential {
      // The seed does not matter: all that is drawn here is replaced.
      let network = makeNetwork(using: Random(seed: 0))
      let folder = Bundle.module.resourceURL ?? Bundle.module.bundleURL
      let weights = folder.appending(path: "weights.safetensors", directoryHint: .notDirectory)
      try network.load(from: Checkpoint(contentsOf: weights), as: "network")
      return network
    }
    """
}

extension ExportedNetwork {
  /// "`[N, 100]`, standard normal numbers" and "`[N, 28, 28, 1]`, pictures in [-1, 1]".
  fileprivate var flow: (given: String, made: String) {
    let factor = Self.multiple(ImageGeometry(of: network).enlargement)
    let given = content.swiftShape(height: "H", width: "W")
    let made = block.output.swiftShape(height: "\(factor)H", width: "\(factor)W")
    return ("`\(given)`, \(whatFlowsIn)", "`\(made)`, \(output.about)")
  }

  private var whatFlowsIn: String {
    guard case .noise(let count, let label?) = input else { return inputs[0].about }
    let vector = label.attributes.count == 1 ? "a one-hot label" : "a label of one-hot vectors"
    return "\(count) standard normal numbers and \(label.count) of \(vector) times \(label.loudness)"
  }

  /// "4 " for 4, "1/8 " for an eighth, and nothing for 1.
  private static func multiple(_ factor: Double) -> String {
    if factor == 1 { return "" }
    return factor > 1 ? "\(Int(factor)) " : "1/\(Int(1 / factor)) "
  }
}

extension Content {
  /// In GANKit's order, with the batch before it.
  func swiftShape(height: String, width: String) -> String {
    switch self {
    case .vector(let count): "[N, \(count)]"
    case .image(let channels, let size?): "[N, \(size.height), \(size.width), \(channels)]"
    case .image(let channels, nil): "[N, \(height), \(width), \(channels)]"
    }
  }
}

extension String {
  /// The text without line breaks, for a comment that ends with its line.
  var oneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }

  /// The text between quotes, as Swift reads it.
  var swiftLiteral: String {
    let escaped = replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    return "\"\(escaped)\""
  }
}
