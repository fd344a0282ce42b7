import Datasets
import Figures
import Foundation
import GANKit
import LessonKit

/// The labs of chapter 9: patterns of eight black and white pixels.
public final class GenerativeModelsLabs: LabLesson {
  public static let slug = "generative-models-labs"
  static let iterations = Setting(
    "iterations", smoke: 40, quick: 1000, standard: 1000, full: 1000, in: 1...1_000_000,
    "training iterations")

  static let labs = [
    Lab<GenerativeModelsLabs>(
      "too-good", setting: "mask", broken: "loose", mended: "strict",
      "which inputs an output of the belief network may depend on", named: .lossNearZero
    ) { $0.looseMask(isMended: $1) },
    Lab<GenerativeModelsLabs>(
      "rising-energy", setting: "sign", broken: "wrong", mended: "right",
      "the sign of the two free energies in the Boltzmann machine's loss", named: .growingLoss
    ) { $0.wrongSign(isMended: $1) },
  ]

  let run: Run

  public init(_ run: Run) { self.run = run }

  private func looseMask(isMended: Bool) -> SmallLikelihood {
    let (random, size) = (run.random("too-good networks"), Patterns.pixels)
    // snippet.mask
    let places = Tensor.linspace(from: 1, to: Float(size), count: size)
    let (inputs, outputs) = (places.reshaped(to: [size, 1]), places.reshaped(to: [1, size]))
    let layer = MaskedDense(mask: isMended ? inputs .< outputs : inputs .<= outputs, using: random)
    // snippet.end
    return SmallLikelihood(
      layer, optimizer: Adam(for: layer, learningRate: 0.03, beta2: 0.9), using: run.random("too-good"),
      loss: { x, _ in -bernoulliLogLikelihood(of: x, logits: layer(x, .inference)).mean() },
      logScore: { bernoulliLogLikelihood(of: $0, logits: layer($0, .inference)) },
      draw: { count, random in
        var x = Tensor.zeros([count, size])
        for place in 0..<size {
          let p = sigmoid(layer(x, .inference)) * Tensor.oneHot([place], classes: size)
          x = x + Tensor.bernoulli(p, using: random)
        }
        return x
      })
  }

  private func wrongSign(isMended: Bool) -> SmallLikelihood {
    let machine = SmallMachine(
      visible: Patterns.pixels, hidden: 16, using: run.random("rising-energy networks"))
    let chains = SmallMachine.Chains(100, Patterns.pixels, using: run.random("rising-energy chains"))
    return SmallLikelihood(
      machine, optimizer: SGD(for: machine, learningRate: 0.012), extra: [("chains", chains)],
      using: run.random("rising-energy"),
      loss: { x, random in
        chains.states = machine.sweep(chains.states, using: random)
        // snippet.sign
        let data = machine.freeEnergy(of: x).mean()
        let model = machine.freeEnergy(of: chains.states).mean()
        return isMended ? data - model : model - data
        // snippet.end
      },
      logScore: { -machine.freeEnergy(of: $0) },
      draw: { count, random in
        var states = Tensor.bernoulli(.full([count, Patterns.pixels], 0.5), using: random)
        for _ in 0..<100 { states = machine.sweep(states, using: random) }
        return states
      })
  }
}

/// The data of these labs: rows of eight pixels, one block of three of which is white, wherever it fits.
enum Patterns {
  static let pixels = 8

  /// `[count, 8]`, of zeros and ones.
  static func draw(_ count: Int, using random: Random) -> Tensor {
    let values = (0..<count).flatMap { _ -> [Float] in
      let start = random.integer(below: pixels - 2)
      return (0..<pixels).map { (start..<start + 3).contains($0) ? 1 : 0 }
    }
    return Tensor(values, shape: [count, pixels])
  }

  /// All 256 rows of eight pixels, `[256, 8]`.
  static let all = Tensor(
    (0..<1 << pixels).flatMap { row in (0..<pixels).map { Float(row >> $0 & 1) } },
    shape: [1 << pixels, pixels])
}

/// A restricted Boltzmann machine, as in chapter 9.
struct SmallMachine: Module {
  let weight, visibleBias, hiddenBias: Parameter

  init(visible: Int, hidden: Int, using random: Random) {
    weight = Parameter(.normal([visible, hidden], standardDeviation: 0.1, using: random))
    visibleBias = Parameter(.zeros([visible]))
    hiddenBias = Parameter(.zeros([hidden]))
  }

  func freeEnergy(of v: Tensor) -> Tensor {
    -(v * visibleBias.value).sum(axes: [1])
      - softplus(linear(v, weight: weight.value, bias: hiddenBias.value)).sum(axes: [1])
  }

  func sweep(_ v: Tensor, using random: Random) -> Tensor {
    let onHidden = linear(v, weight: weight.value, bias: hiddenBias.value, activation: .sigmoid)
    let h = Tensor.bernoulli(onHidden, using: random)
    return .bernoulli(
      linear(h, weight: weight.value.transposed(), bias: visibleBias.value, activation: .sigmoid),
      using: random)
  }

  /// Chains that go on from batch to batch.
  final class Chains: Checkpointable {
    var states: Tensor

    init(_ count: Int, _ visible: Int, using random: Random) {
      states = .bernoulli(.full([count, visible], 0.5), using: random)
    }

    func save(to checkpoint: inout Checkpoint, as name: String) { checkpoint[tensor: name] = states }

    func load(from checkpoint: Checkpoint, as name: String) throws {
      states = try checkpoint.tensor(named: name, shape: states.shape)
    }
  }
}
