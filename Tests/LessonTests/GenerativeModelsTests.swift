import Datasets
import Foundation
import GANKit
import TestSupport
import Testing

@testable import GenerativeModels

@Suite("The models of chapter 9") struct GenerativeModelsTests {
  private let random = Random(seed: 5)

  /// How often each state occurs among `[N, D]` zeros and ones, in the order of ``BoltzmannMachine/states(of:)``.
  private func counts(of drawn: Tensor) -> [Int] {
    let (rows, size, values) = (drawn.shape[0], drawn.shape[1], drawn.scalars)
    var counts = [Int](repeating: 0, count: 1 << size)
    for row in 0..<rows {
      var state = 0
      for place in 0..<size where values[row * size + place] > 0.5 { state += 1 << place }
      counts[state] += 1
    }
    return counts
  }

  // MARK: - Belief network

  private func network(variables: Int) -> BeliefNetwork {
    let network = BeliefNetwork(variables: variables, hidden: 12, using: random)
    for (_, parameter) in network.parameters {
      parameter.value = .normal(parameter.shape, using: random)
    }
    return network
  }

  @Test func noOutputSeesItsOwnVariableOrALaterOne() {
    let network = network(variables: 9)
    let x = Tensor.bernoulli(.full([5, 9], 0.5), using: random)
    let before = network.logits(of: x)
    for place in 0..<9 {
      let changed = x + (1 - 2 * x) * Tensor.oneHot([place], classes: 9)
      let difference = abs(network.logits(of: changed) - before).maximum(axes: [0]).scalars
      #expect(difference[...place].allSatisfy { $0 == 0 })
      #expect(place == 8 || difference[(place + 1)...].allSatisfy { $0 > 1e-4 })
    }
  }

  @Test func probabilitiesOfAllStatesSumToOne() {
    let network = network(variables: 10)
    let all = BoltzmannMachine.states(of: 10)
    #expect(abs(exp(network.logLikelihood(of: all)).sum().scalar - 1) < 1e-4)
  }

  @Test func samplesFollowTheProbabilities() {
    let network = network(variables: 4)
    let states = BoltzmannMachine.states(of: 4)
    let expected = exp(network.logLikelihood(of: states)).scalars
    let counts = counts(of: network.sample(20_000, using: random))
    for (count, probability) in zip(counts, expected) {
      #expect(abs(Float(count) / 20_000 - probability) < 0.02)
    }
  }

  // MARK: - Flow

  private func flow() -> Flow {
    let flow = Flow(
      masks: [[1, 0, 1], [0, 1, 0], [1, 1, 0]].map { Tensor($0, shape: [1, 3]) }, hidden: 8, using: random)
    for (_, parameter) in flow.parameters {
      parameter.value = .normal(parameter.shape, standardDeviation: 0.5, using: random)
    }
    return flow
  }

  @Test func theInverseIsOne() {
    let flow = flow()
    let x = Tensor.normal([50, 3], using: random)
    let z = flow.forward(x).z
    #expect(abs(flow.inverse(z) - x).maximum().scalar < 1e-4)
    #expect(abs(z - x).maximum().scalar > 0.1)
  }

  @Test func theDeterminantIsThatOfTheJacobianMatrix() {
    let flow = flow()
    for _ in 0..<10 {
      let x = Tensor.normal([1, 3], using: random)
      let rows = (0..<3).map { output in
        gradient(at: x) { flow.forward($0).z.sliced(axis: 1, output..<output + 1).sum() }.scalars.map(
          Double.init)
      }
      let (a, b, c) = (rows[0], rows[1], rows[2])
      let first: Double = a[0] * (b[1] * c[2] - b[2] * c[1])
      let second: Double = a[1] * (b[0] * c[2] - b[2] * c[0])
      let third: Double = a[2] * (b[0] * c[1] - b[1] * c[0])
      let determinant = first - second + third
      #expect(abs(log(abs(determinant)) - Double(flow.forward(x).logDeterminant.scalars[0])) < 1e-4)
    }
  }

  @Test func greyLevelsKeepTheirProbability() {
    // A density of the numbers that is even over the levels: each level has the probability 1/256.
    let levels = Tensor([0, 1, 100, 254, 255], shape: [5, 1])
    let x = GreyPixels.spread(levels, using: random)
    let h: Float = 1e-3
    func unit(_ x: Tensor) -> Tensor { (sigmoid(x) - 0.05) * (1 / 0.9) }
    let logDensity = log((unit(x + h) - unit(x - h)) * (1 / (2 * h))).reshaped(to: [5])
    for value in GreyPixels.logProbability(logDensity, of: x).scalars {
      #expect(abs(value + log(Float(256))) < 2e-3)
    }
    let pixels = GreyPixels.pixels(x).scalars
    for (pixel, level) in zip(pixels, levels.scalars) {
      #expect(abs((pixel + 1) * 128 - level - 0.5) < 0.51)
    }
  }

  // MARK: - Autoencoder

  @Test func theBoundLiesBelowTheLikelihood() {
    let model = Autoencoder(size: 2, hidden: 16, latent: 2, .gaussian, using: random)
    // An encoder that says nothing, and a decoder that is not sure: then few draws make a good estimate.
    for (_, parameter) in model.encoder.parameters { parameter.value = .zeros(parameter.shape) }
    let bias = model.decoder.parameters.last!.parameter
    bias.value = [0, 0, 3, 3]
    let x = Ring.points(200, using: random)
    let exact = Double(model.logDensityByQuadrature(of: x).mean().scalar)
    let bounds = (0..<50).map { _ -> Double in
      let (reconstruction, divergence) = model.bound(of: x, using: random)
      return Double((reconstruction - divergence).scalar)
    }
    #expect(bounds.reduce(0, +) / 50 < exact)
    let estimate = model.logLikelihood(of: x, draws: 500, using: random)
    #expect(abs(estimate - exact) < 0.3, "\(estimate) and \(exact)")
  }

  @Test func theDensityByQuadratureIntegratesToOne() {
    let model = Autoencoder(size: 2, hidden: 16, latent: 2, .gaussian, using: random)
    let side = 200
    var cells: [Float] = []
    for y in 0..<side {
      for x in 0..<side { cells += [Float(x) * 0.06 - 5.97, Float(y) * 0.06 - 5.97] }
    }
    let mass = exp(model.logDensityByQuadrature(of: Tensor(cells, shape: [side * side, 2]))).sum().scalar
    #expect(abs(mass * 0.06 * 0.06 - 1) < 0.01)
  }

  @Test func quantilesOfTheNormalDistribution() {
    #expect(abs(normalQuantile(0.5)) < 1e-9)
    #expect(abs(normalQuantile(0.975) - 1.959964) < 1e-5)
    #expect(abs(normalQuantile(0.01) + 2.326348) < 1e-5)
  }

  // MARK: - Boltzmann machine

  private func machine(_ visible: Int, _ hidden: Int, deviation: Float = 1) -> BoltzmannMachine {
    let machine = BoltzmannMachine(visible: visible, hidden: hidden, using: random)
    for (_, parameter) in machine.parameters {
      parameter.value = .normal(parameter.shape, standardDeviation: deviation, using: random)
    }
    return machine
  }

  /// -ln of the sum over all hidden states, one at a time, in double precision.
  private func freeEnergy(_ machine: BoltzmannMachine, _ v: [Float]) -> Double {
    let (w, b, c) = (
      machine.weight.value.scalars, machine.visibleBias.value.scalars, machine.hiddenBias.value.scalars
    )
    var sum = 0.0
    for state in 0..<1 << c.count {
      var exponent = 0.0
      for place in v.indices { exponent += Double(v[place]) * Double(b[place]) }
      for unit in c.indices where state >> unit & 1 == 1 {
        exponent += Double(c[unit])
        for place in v.indices { exponent += Double(v[place]) * Double(w[place * c.count + unit]) }
      }
      sum += exp(exponent)
    }
    return -log(sum)
  }

  @Test func theFreeEnergySumsTheHiddenUnitsOut() {
    let machine = machine(5, 4)
    let states = BoltzmannMachine.states(of: 5)
    let found = machine.freeEnergy(of: states).scalars
    for row in 0..<32 {
      let v = Array(states.scalars[5 * row..<5 * row + 5])
      #expect(abs(Double(found[row]) - freeEnergy(machine, v)) < 1e-4)
    }
  }

  @Test func thePartitionFunctionIsTheSumOverAllStates() {
    let machine = machine(5, 4)
    let states = BoltzmannMachine.states(of: 5).scalars
    var sum = 0.0
    for row in 0..<32 { sum += exp(-freeEnergy(machine, Array(states[5 * row..<5 * row + 5]))) }
    #expect(abs(machine.exactLogPartition() - log(sum)) < 1e-4)
    let estimate = machine.estimatedLogPartition(
      from: .zeros([5]), chains: 500, temperatures: 500, using: random)
    #expect(abs(estimate - log(sum)) < 0.05)
  }

  /// By central differences, for one number of each parameter after the other.
  @Test func theGradientOfTheFreeEnergy() throws {
    let machine = machine(4, 3, deviation: 0.7)
    let v = Tensor.bernoulli(.full([6, 4], 0.5), using: random)
    let (_, found) = gradients(of: machine) { machine.freeEnergy(of: v).mean() }
    for (path, parameter) in machine.parameters {
      let gradient = try #require(found[parameter]).scalars
      let value = parameter.value
      for place in 0..<value.count {
        let step = Tensor.oneHot([place], classes: value.count).reshaped(to: value.shape) * 0.01
        parameter.value = value + step
        let up = machine.freeEnergy(of: v).mean().scalar
        parameter.value = value - step
        let down = machine.freeEnergy(of: v).mean().scalar
        parameter.value = value
        #expect(abs((up - down) / 0.02 - gradient[place]) < 2e-3, "\(path), \(place)")
      }
    }
  }

  /// Chains that run long enough draw states as often as they are probable.
  @Test func gibbsSamplingEndsAtTheDistribution() {
    let machine = machine(3, 2)
    let states = BoltzmannMachine.states(of: 3)
    let expected = exp(-machine.freeEnergy(of: states) - Float(machine.exactLogPartition())).scalars
    let chains = Chains(count: 20_000, visible: 3, using: random)
    chains.run(machine, sweeps: 100, using: random)
    let counts = counts(of: chains.states)
    for (count, probability) in zip(counts, expected) {
      #expect(abs(Float(count) / 20_000 - probability) < 0.02)
    }
  }

  // MARK: - The plane

  @Test func cellsHaveNamesThatLeadBack() {
    let points = Tensor.uniform([500, 2], in: -3.19...3.19, using: random)
    let names = PlaneCells.names(of: points)
    let back = PlaneCells.points(in: names, using: random)
    #expect(abs(back - points).maximum().scalar <= Float(PlaneCells.width) + 1e-5)
    #expect(Double(abs(PlaneCells.names(of: back) - names).maximum().scalar) == 0)
  }

  @Test func allCellsAreNamedOnceAndNeighboursDifferInOneBit() {
    let names = PlaneCells.all.scalars
    func name(_ cell: Int) -> [Float] { Array(names[cell * 12..<cell * 12 + 12]) }
    #expect(Set((0..<4096).map(name)).count == 4096)
    #expect(abs(PlaneCells.names(of: PlaneCells.middles) - PlaneCells.all).maximum().scalar == 0)
    for (a, b) in [(0, 1), (62, 63), (0, 64), (1000, 1064), (2047, 2111)] {
      #expect(zip(name(a), name(b)).count { $0 != $1 } == 1)
    }
  }
}
