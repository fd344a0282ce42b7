import GANKit

/// Writes blocks as layers of GANKit, one after another.
struct SwiftWriter {
  private(set) var helpers: Set<SwiftHelper> = []

  /// The layers of a block that has one way.
  mutating func layers(of block: ExportBlock) throws(UnsupportedLayer) -> [SwiftCode] {
    if block.join != nil { return [try joined(block)] }
    var layers: [SwiftCode] = []
    var last: ExportStep?
    for (_, node) in block.members {
      switch node {
      case .step(let step):
        // A layer is written with its activation.
        if !step.isActivation(of: last) { layers.append(try step.swift(&helpers)) }
        last = step
      case .block(let inner):
        // A sequence in a sequence stays one, so that what follows keeps the numbers that it has in a checkpoint.
        let isNested = block.kind == .sequence && inner.kind == .sequence
        let parts = try self.layers(of: inner)
        layers += isNested ? [sequential(parts)] : parts
        last = nil
      }
    }
    return layers
  }

  private func sequential(_ layers: [SwiftCode]) -> SwiftCode {
    var code = SwiftCode("Sequential")
    code.closures = [(nil, layers)]
    code.entries = layers.numberedEntries
    return code
  }

  /// Two ways that meet.
  private mutating func joined(_ block: ExportBlock) throws(UnsupportedLayer) -> SwiftCode {
    var path = block
    path.join = nil
    path.detour = []
    let body = try layers(of: path)
    guard !block.detour.isEmpty else {
      if block.join == .concatenation { helpers.insert(.concatenation) }
      let name = block.join == .sum ? "Residual" : SwiftHelper.concatenation.name
      return SwiftCode(name, sequences: [(nil, "body", body)])
    }
    let helper: SwiftHelper = block.join == .sum ? .sumOfWays : .concatenationOfWays
    helpers.insert(helper)
    let detour = try layers(
      of: ExportBlock(
        kind: .sequence, path: block.path, members: block.detour.map { (nil, $0) }, output: block.output))
    return SwiftCode(helper.name, sequences: [(nil, "detour", detour), ("and", "body", body)])
  }
}

extension ExportStep {
  /// Whether it is the activation that belongs to the layer of the step before.
  fileprivate func isActivation(of last: ExportStep?) -> Bool {
    guard let last, case .activation = operation, last.path == path else { return false }
    return switch last.operation {
    case .activation, .filter: false
    default: true
    }
  }
}
