/// Keeps track of how long each parameter of some modules has kept its value, by looking at them now and then.
struct ParameterWatch {
  private let parameters: [(name: String, parameter: Parameter)]
  private var prints: [UInt64] = []
  /// For each parameter, the step of the first look that found its present value.
  private(set) var unchangedSince: [Int] = []

  init(_ modules: [any Module]) {
    parameters = modules.flatMap(\.parameters)
  }

  mutating func look(at step: Int) {
    let new = parameters.map { Self.print(of: $0.parameter.value) }
    unchangedSince = new.indices.map { index in
      index < prints.count && prints[index] == new[index] ? unchangedSince[index] : step
    }
    prints = new
  }

  /// The parameters that have not changed since the look at `step`.
  func unchanged(since step: Int) -> [(name: String, since: Int)] {
    zip(parameters, unchangedSince).filter { $1 <= step }.map { ($0.name, $1) }
  }

  /// Whether a whole network has kept all its values since the look at `step`: the parameters with the same first name, as
  /// `generator` in `generator.0.weight`. A number there is the place of a layer.
  func hasStandingNetwork(since step: Int) -> Bool {
    var isStanding: [Substring: Bool] = [:]
    for ((name, _), since) in zip(parameters, unchangedSince) {
      let network = name.prefix { $0 != "." }
      guard network.count < name.count, Int(network) == nil else { continue }
      isStanding[network] = (isStanding[network] ?? true) && since <= step
    }
    return isStanding.values.contains(true)
  }

  /// A hash of a few hundred evenly spaced values: an optimizer at work moves more than one value in a hundred.
  private static func print(of value: Tensor) -> UInt64 {
    value.withScalars { scalars in
      stride(from: 0, to: scalars.count, by: max(1, scalars.count / 256)).reduce(14_695_981_039_346_656_037) {
        ($0 ^ UInt64(scalars[$1].bitPattern)) &* 1_099_511_628_211
      }
    }
  }

  func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[integers: "\(name).count"] = [UInt64(prints.count)]
    checkpoint[integers: name] = prints + unchangedSince.map { UInt64($0) }
  }

  mutating func load(from checkpoint: Checkpoint, as name: String) throws {
    let count = Int(try checkpoint.integers(named: "\(name).count", count: 1)[0])
    let words = try checkpoint.integers(named: name, count: 2 * count)
    prints = Array(words[..<count])
    unchangedSince = words[count...].map { Int($0) }
  }
}
