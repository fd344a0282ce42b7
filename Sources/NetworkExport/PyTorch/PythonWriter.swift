import GANKit

/// Writes blocks as expressions in Python.
struct PythonWriter {
  private(set) var helpers: Set<PythonHelper> = []
  /// Blocks inside blocks of the user's own, which get names of their own, so that they do not stand in each other.
  private(set) var variables: [(name: String, code: PythonCode)] = []
  /// How many blocks of the user's own are around the current place.
  private var depth = 0

  /// The call that makes a block.
  mutating func code(of block: ExportBlock) throws(UnsupportedLayer) -> PythonCode {
    switch block.kind {
    case .sequence: return try PythonCode(call: "nn.Sequential", numbered(block.members.map(\.node)))
    case .composite: return try composite(block)
    }
  }

  private mutating func code(of node: ExportNode) throws(UnsupportedLayer) -> PythonCode {
    switch node {
    case .step(let step): return try step.python(&helpers)
    case .block(let block):
      let code = try code(of: block)
      guard depth > 0, case .composite(let type) = block.kind, !block.isResidual else { return code }
      let name = "\(type.snakeCase)_\(depth)"
      if !variables.contains(where: { $0.name == name }) {
        variables.append((name, code))
        return PythonCode(name, entries: code.entries)
      }
      return code
    }
  }

  // MARK: - Sequences

  /// The arguments of an `nn.Sequential`, whose entries begin with their numbers. Equal neighbours are written once.
  private mutating func numbered(_ nodes: [ExportNode]) throws(UnsupportedLayer) -> [PythonCode] {
    var (arguments, number) = ([PythonCode](), 0)
    var codes: [PythonCode] = []
    for node in nodes { codes.append(try code(of: node)) }
    while number < codes.count {
      let code = codes[number]
      let isBlock = !code.isOneLine
      let count = isBlock ? codes[number...].prefix { $0 == code }.count : 1
      var argument = count > 1 ? code.repeated(count) : code
      argument.entries = (number..<number + count).flatMap { code.entries(below: "\($0)") }
      arguments.append(argument)
      number += count
    }
    return arguments
  }

  // MARK: - Blocks with names

  private mutating func composite(_ block: ExportBlock) throws(UnsupportedLayer) -> PythonCode {
    if block.isResidual, case .block(let body) = block.members[0].node {
      helpers.insert(.residual)
      var code = try PythonCode(call: "Residual", numbered(body.members.map(\.node)))
      code.entries = code.entries(below: "body")
      return code
    }
    depth += 1
    defer { depth -= 1 }
    let members = try named(block)
    guard let join = block.join else { return dictionary("nn.Sequential", members) }
    if block.detour.isEmpty {
      let helper: PythonHelper = join == .sum ? .sum : .concatenation
      helpers.insert(helper)
      return dictionary(helper.name, members)
    }
    let helper: PythonHelper = join == .sum ? .sumWithDetour : .concatenationWithDetour
    helpers.insert(helper)
    let detour = try numbered(block.detour)
    let first = detour.count == 1 ? PythonCode(detour[0].lines) : PythonCode(call: "nn.Sequential", detour)
    return PythonCode(call: helper.name, [first] + members)
  }

  /// `function(OrderedDict(name=layer, ...))`
  private func dictionary(_ function: String, _ members: [PythonCode]) -> PythonCode {
    var code = PythonCode(call: "OrderedDict", members)
    code.lines[0] = "\(function)(\(code.lines[0])"
    code.lines[code.lines.count - 1] += ")"
    return code
  }

  /// The members as arguments with names. Those of an array, such as `below.0`, are in a sequence of their own.
  private mutating func named(_ block: ExportBlock) throws(UnsupportedLayer) -> [PythonCode] {
    var taken = Set(block.members.compactMap { $0.name?.firstComponent })
    var arguments: [PythonCode] = []
    var index = 0
    while index < block.members.count {
      let (name, node) = block.members[index]
      guard let name, name != name.firstComponent else {
        arguments.append(try code(of: node).named(name ?? node.freeName.unique(among: &taken)))
        index += 1
        continue
      }
      let array = name.firstComponent
      let rest = block.members[index...].prefix { $0.name?.firstComponent == array }
      guard rest.enumerated().allSatisfy({ $1.name == "\(array).\($0)" }) else {
        throw UnsupportedLayer(
          .names, layer: name, place: block.path, expected: "the layers of an array one after another",
          found: rest.compactMap(\.name).joined(separator: ", "))
      }
      let layers = try numbered(rest.map(\.node))
      arguments.append(PythonCode(call: "nn.Sequential", layers).named(array))
      index += rest.count
    }
    return arguments
  }
}

extension ExportBlock {
  /// Whether it is x + F(x) with a sequence F called `body`, as GANKit's `Residual` is.
  fileprivate var isResidual: Bool {
    guard join == .sum, detour.isEmpty, members.count == 1, members[0].name == "body" else { return false }
    if case .block(let body) = members[0].node { return body.kind == .sequence }
    return false
  }
}

extension ExportNode {
  fileprivate var freeName: String {
    switch self {
    case .step(let step): step.freeName
    case .block: "block"
    }
  }
}

extension String {
  fileprivate var firstComponent: String { String(prefix { $0 != "." }) }

  /// The name itself, or with a number behind it.
  fileprivate func unique(among taken: inout Set<String>) -> String {
    var (name, number) = (self, 1)
    while !taken.insert(name).inserted {
      number += 1
      name = "\(self)_\(number)"
    }
    return name
  }

  /// `UNetLevel` as `u_net_level`.
  fileprivate var snakeCase: String {
    reduce(into: "") { result, character in
      if character.isUppercase, !result.isEmpty { result += "_" }
      result += character.lowercased()
    }
  }
}
