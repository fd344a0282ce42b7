import Foundation
import GANKit

// The partition function of a Boltzmann machine: exact for a tiny one, estimated for a large one.

extension BoltzmannMachine {
  // snippet.enumeration
  /// ln Z, exact: the logarithm of the sum of e^-F(v) over all 2^D states. For D up to 20.
  func exactLogPartition() -> Double {
    let visible = visibleBias.shape[0]
    require(visible <= 20, "exactLogPartition: 2^\(visible) states are too many, D can be at most 20")
    return Double(logSumExp(-freeEnergy(of: BoltzmannMachine.states(of: visible))).scalar)
  }
  // snippet.end

  /// All states of so many binary variables, `[2^count, count]`; the first variable is the lowest bit of the row.
  static func states(of count: Int) -> Tensor {
    Tensor(
      (0..<1 << count).flatMap { row in (0..<count).map { Float(row >> $0 & 1) } },
      shape: [1 << count, count])
  }

  // snippet.annealing
  /// ln Z, estimated by annealed importance sampling (Neal 2001; Salakhutdinov and Murray 2008): chains are led from a
  /// machine without connections, whose Z is known, to this one, along machines between the two.
  ///
  /// The mean of the chains' weights is an unbiased estimate of Z. Its logarithm tends to be too low, so likelihoods tend
  /// to look too good.
  ///
  /// - Parameters:
  ///   - bias: of the machine without connections, `[D]`; those of the data are best.
  ///   - temperatures: how many machines, from 0 to 1.
  func estimatedLogPartition(
    from bias: Tensor, chains: Int, temperatures: Int, using random: Random
  ) -> Double {
    let hidden = Float(hiddenBias.shape[0])
    let base = Double(softplus(bias).sum().scalar) + Double(hidden) * log(2.0)
    var v = Tensor.bernoulli(sigmoid(bias) + Tensor.zeros([chains, bias.count]), using: random)
    var logWeights = [Double](repeating: 0, count: chains)
    for k in 1..<temperatures {
      let (before, now) = (Float(k - 1) / Float(temperatures - 1), Float(k) / Float(temperatures - 1))
      let onHidden = linear(v, weight: weight.value, bias: hiddenBias.value)
      let onVisible = (v * (visibleBias.value - bias)).sum(axes: [1])
      let gain =
        (now - before) * onVisible
        + (softplus(now * onHidden) - softplus(before * onHidden)).sum(axes: [1])
      for (chain, value) in gain.scalars.enumerated() { logWeights[chain] += Double(value) }
      // One sweep of the machine at this temperature.
      let h = Tensor.bernoulli(sigmoid(now * onHidden), using: random)
      let back = linear(h, weight: weight.value.transposed(), bias: visibleBias.value)
      v = Tensor.bernoulli(sigmoid((1 - now) * bias + now * back), using: random)
    }
    let largest = logWeights.max()!
    let mean = logWeights.reduce(0) { $0 + exp($1 - largest) } / Double(chains)
    return base + largest + log(mean)
  }
  // snippet.end
}
