import Datasets
import Figures
import GANKit
import LessonKit

// The Boltzmann machine: persistent contrastive divergence, and what the chains need to draw.

extension GenerativeModelsLesson {
  func trainBoltzmannMachine(_ report: Report) throws {
    let cells = PlaneCells.names(of: ringTrain)
    try train(
      machineOfPlane,
      chains: Chains(count: run[Self.batchSize], visible: PlaneCells.bits, using: run.random("chains plane")),
      named: "plane", on: cells, iterations: run[Self.planeIterations], rate: 0.3, report)
    try train(
      machine, chains: Chains(count: run[Self.batchSize], visible: 784, using: run.random("chains digits")),
      named: "digits", on: binary.train, iterations: run[Self.machineIterations], rate: run[Self.machineRate],
      report)
    try self.report(planeOfMachine(), report)
    let logZ = machineOfPlane.exactLogPartition()
    let estimate = machineOfPlane.estimatedLogPartition(
      from: logits(ofMean: cells), chains: 100, temperatures: 1000, using: run.random("annealing plane"))
    report.metric("planeLogPartition", logZ)
    report.metric("planeLogPartitionEstimated", estimate)
    likelihoods.machine = Float(nats(of: machine, temperatures: run[Self.temperatures]))
    report.metric("testNats", likelihoods.machine)
    try showMixing(report)
  }

  /// The logits of the means of binary data, kept away from 0 and 1: `[N, D] -> [D]`.
  func logits(ofMean data: Tensor) -> Tensor {
    let mean = 0.98 * data.mean(axes: [0]) + 0.01
    return log(mean) - log(1 - mean)
  }

  /// An estimate of the mean of -ln p(v) over the binarized test digits, in nats.
  func nats(of machine: BoltzmannMachine, temperatures: Int) -> Double {
    let logZ = machine.estimatedLogPartition(
      from: logits(ofMean: binary.train), chains: 100, temperatures: temperatures,
      using: run.random("annealing"))
    return Double(machine.freeEnergy(of: binary.test).mean().scalar) + logZ
  }

  func planeOfMachine() -> PlaneResult {
    let random = run.random("machine plane")
    let chains = Chains(count: 1000, visible: PlaneCells.bits, using: random)
    chains.run(machineOfPlane, sweeps: 1000, using: random)
    let logZ = Float(machineOfPlane.exactLogPartition())
    return PlaneResult(
      "Boltzmann machine", logProbability: { -machineOfPlane.freeEnergy(of: $0) - logZ },
      drawn: chains.states,
      test: ringTest, using: random)
  }

  /// Trains a Boltzmann machine by persistent contrastive divergence (Tieleman 2008).
  ///
  /// The gradient of the mean of -ln p(v) is that of F(data) - F(v'), where v' are draws from the model. Chains that are
  /// never started anew stand in for such draws.
  ///
  /// - Parameter isPersistent: false starts the chains anew at each batch (contrastive divergence, Hinton 2002).
  func train(
    _ machine: BoltzmannMachine, chains: Chains, named name: String, on data: Tensor, iterations: Int,
    rate: Float, isPersistent: Bool = true, _ report: Report
  ) throws {
    let random = run.random("train \(name)")
    let batches = Batches(
      count: data.shape[0], size: run[Self.batchSize], using: random, keepPartial: false)
    let optimizer = SGD(for: machine, learningRate: rate)
    let schedule = LinearDecay(from: rate, overLast: 1, of: iterations)
    let loop = try report.loop(
      iterations, named: name, every: Loop.interval(of: iterations),
      state: [
        ("machine", machine), ("random", random), ("batches", batches), ("optimizer", optimizer),
        ("chains", chains),
      ])
    // snippet.train
    while let i = try loop.next() {
      optimizer.learningRate = schedule.rate(at: i)
      let v = data.gathered(rows: batches.next())
      if !isPersistent { chains.begin(at: v) }
      chains.run(machine, sweeps: 1, using: random)
      let (gap, gradients) = gradients(of: machine) {
        machine.freeEnergy(of: v).mean() - machine.freeEnergy(of: chains.states).mean()
      }
      optimizer.update(with: gradients)
      try loop.log(["gap": gap])
    }
    // snippet.end
  }
}
