import GANKit

/// Goes through a network in the order in which it computes, and writes down what it meets.
struct GraphBuilder {
  /// What flows at the current place.
  private(set) var content: Content

  /// The network as one block.
  static func block(
    of network: any Layer, reading content: Content
  ) throws(UnsupportedLayer) -> ExportBlock {
    var builder = GraphBuilder(content: content)
    let nodes = try builder.nodes(of: network, at: "")
    if nodes.count == 1, case .block(let block) = nodes[0] { return block }
    return ExportBlock(
      kind: .sequence, path: "", members: nodes.map { (nil, $0) }, output: builder.content)
  }

  /// A layer's own operation and, behind it, its activation; or one block.
  private mutating func nodes(
    of layer: any Layer, at path: String
  ) throws(UnsupportedLayer) -> [ExportNode] {
    let place = LayerPlace(layer: layer, path: path, content: content)
    switch layer {
    case let layer as Sequential: return [.block(try block(of: layer, at: path))]
    case let layer as any CompositeLayer: return [.block(try block(of: layer, at: path))]
    case let layer as any FilterLayer: return [try filter(layer.filter, at: place)]
    default:
      guard let (operation, activation) = ExportOperation.known(layer) else {
        throw place.error(.unknown, expected: "a layer that is known", found: "\(type(of: layer))")
      }
      let output = try operation.output(at: place)
      let step = step(operation, path, to: output)
      return activation == .identity ? [step] : [step, self.step(.activation(activation), path, to: output)]
    }
  }

  private mutating func step(_ operation: ExportOperation, _ path: String, to output: Content) -> ExportNode {
    defer { content = output }
    return .step(ExportStep(operation: operation, path: path, input: content, output: output))
  }

  // MARK: - Blocks

  private mutating func block(of sequence: Sequential, at path: String) throws(UnsupportedLayer)
    -> ExportBlock
  {
    var members: [(name: String?, node: ExportNode)] = []
    for (index, layer) in sequence.layers.enumerated() {
      members += try nodes(of: layer, at: path.appending(name: "\(index)")).map { (nil, $0) }
    }
    return ExportBlock(kind: .sequence, path: path, members: members, output: content)
  }

  private mutating func block(of layer: any CompositeLayer, at path: String) throws(UnsupportedLayer)
    -> ExportBlock
  {
    let (parts, names, type) = (layer.parts, MemberNames(of: layer), "\(type(of: layer))")
    let place = LayerPlace(layer: layer, path: path, content: content)
    if parts.count == 1, case .skip(let join, let around, let detour) = parts[0] {
      return try skip(join, around, detour, names, type, at: place)
    }
    let members = try members(parts, names, type, at: place)
    return ExportBlock(kind: .composite(type), path: path, members: members, output: content)
  }

  /// - Parameters:
  ///   - names: those of the layer whose parts these are.
  ///   - type: that layer's.
  private mutating func members(
    _ parts: [NetworkPart], _ names: MemberNames, _ type: String, at place: LayerPlace
  ) throws(UnsupportedLayer) -> [(name: String?, node: ExportNode)] {
    var members: [(name: String?, node: ExportNode)] = []
    var rest = parts[...]
    while let part = rest.first {
      if let (name, sequence) = names.sequence(beginning: rest) {
        members.append((name, .block(try block(of: sequence, at: place.path.appending(name: name)))))
        rest = rest.dropFirst(sequence.layers.count)
        continue
      }
      switch part {
      case .layer(let layer):
        let name = names.name(of: layer)
        let path = place.path.appending(name: name ?? "\(Swift.type(of: layer))")
        let nodes = try nodes(of: layer, at: path)
        // The first is the layer itself, the second may be its activation.
        members += nodes.enumerated().map { ($0 == 0 ? name : nil, $1) }
      case .skip(let join, let around, let detour):
        members.append((nil, .block(try skip(join, around, detour, names, type, at: place))))
      }
      rest = rest.dropFirst()
    }
    return members
  }

  private mutating func skip(
    _ join: NetworkPart.Join, _ around: [NetworkPart], _ detour: (any Layer)?, _ names: MemberNames,
    _ type: String, at place: LayerPlace
  ) throws(UnsupportedLayer) -> ExportBlock {
    let input = content
    var past: [ExportNode] = []
    if let detour {
      past = try nodes(of: detour, at: place.path.appending(name: "\(Swift.type(of: detour))"))
    }
    let skipped = content
    content = input
    let members = try members(around, names, type, at: place)
    content = try place.joined(skipped, content, join)
    return ExportBlock(
      kind: .composite(type), path: place.path, members: members, join: join, detour: past, output: content)
  }

  private mutating func filter(
    _ filter: ChannelFilter, at place: LayerPlace
  ) throws(UnsupportedLayer) -> ExportNode {
    _ = try place.image()
    let output = place.imageOut(channels: content.channels)
    let step = step(.filter(filter), place.path, to: output)
    if filter.activation == .identity { return step }
    let activation = self.step(.activation(filter.activation), place.path, to: output)
    // One member of the block around it, as the layer itself is one.
    return .block(
      ExportBlock(
        kind: .sequence, path: place.path, members: [(nil, step), (nil, activation)], output: output))
  }
}

extension String {
  /// A dotted name with one more component.
  func appending(name: String) -> String { isEmpty ? name : "\(self).\(name)" }
}
