import GANKit

/// Which hidden units of a discriminator get no gradient, watched over a training.
///
/// The code looks at one gradient of each unit, that of its bias. It is zero if no gradient reaches the unit.
final class DeadUnits: Checkpointable {
  /// For each unit whether it got no gradient when it was last observed; the first hidden layer comes first.
  private(set) var isDead: [Bool]
  /// For each unit whether it got a gradient at some time after it had got none.
  private(set) var wasRevived: [Bool]
  /// The number of units in each hidden layer.
  private let sizes: [Int]

  init(in discriminator: Sequential) {
    sizes = Self.hiddenLayers(of: discriminator).map { $0.bias!.shape[0] }
    isDead = Array(repeating: false, count: sizes.reduce(0, +))
    wasRevived = isDead
  }

  private static func hiddenLayers(of discriminator: Sequential) -> [Dense] {
    discriminator.layers.compactMap { $0 as? Dense }.dropLast()
  }

  // snippet.dead
  /// Finds the hidden units that get no gradient from these images.
  func observe(_ discriminator: Sequential, real: Tensor, fake: Tensor) {
    let (_, gradients) = gradients(of: discriminator) {
      discriminatorLoss(onReal: discriminator(real, .inference), onFake: discriminator(fake, .inference))
    }
    let biases = Self.hiddenLayers(of: discriminator).flatMap { gradients[$0.bias!]!.scalars }
    for (unit, gradient) in biases.enumerated() {
      if isDead[unit] && gradient != 0 { wasRevived[unit] = true }
      isDead[unit] = gradient == 0
    }
  }
  // snippet.end

  /// The share of the hidden units that got no gradient at the last observation.
  var dead: Double { share(of: isDead) }
  /// The share of the hidden units that got a gradient after they had got none.
  var revived: Double { share(of: wasRevived) }
  /// The share of the units of one hidden layer that got no gradient at the last observation.
  func dead(inLayer layer: Int) -> Double {
    let start = sizes[..<layer].reduce(0, +)
    return share(of: Array(isDead[start..<start + sizes[layer]]))
  }

  private func share(of units: [Bool]) -> Double { Double(units.count { $0 }) / Double(units.count) }

  func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[integers: "\(name).dead"] = isDead.map { $0 ? 1 : 0 }
    checkpoint[integers: "\(name).revived"] = wasRevived.map { $0 ? 1 : 0 }
  }

  func load(from checkpoint: Checkpoint, as name: String) throws {
    let dead = try checkpoint.integers(named: "\(name).dead", count: isDead.count)
    let revived = try checkpoint.integers(named: "\(name).revived", count: isDead.count)
    (isDead, wasRevived) = (dead.map { $0 == 1 }, revived.map { $0 == 1 })
  }
}
