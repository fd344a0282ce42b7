import GANKit

/// Markov chains over the visible variables, each at its own state.
final class Chains: Checkpointable {
  /// `[chains, D]`, of zeros and ones.
  private(set) var states: Tensor

  /// - Parameter states: where the chains begin.
  init(at states: Tensor) { self.states = states }

  /// Chains that begin at random states, each variable 0 or 1 with equal probability.
  convenience init(count: Int, visible: Int, using random: Random) {
    self.init(at: .bernoulli(.full([count, visible], 0.5), using: random))
  }

  /// Starts all chains anew.
  func begin(at states: Tensor) { self.states = states }

  /// Moves every chain by so many sweeps of Gibbs sampling.
  func run(_ machine: BoltzmannMachine, sweeps: Int, using random: Random) {
    for _ in 0..<sweeps { states = machine.sweep(states, using: random) }
  }

  func save(to checkpoint: inout Checkpoint, as name: String) { checkpoint[tensor: name] = states }

  func load(from checkpoint: Checkpoint, as name: String) throws {
    states = try checkpoint.tensor(named: name, shape: states.shape)
  }
}
