import GANKit
import TestSupport
import Testing

/// Critics that pay for their slope, trained beside PyTorch's.
@Suite("Gradient penalties against PyTorch")
struct PenaltyTrainingTests {
  struct Generator: Layer {
    let dense = Dense(5, 32, activation: .relu, using: Random(seed: 1))
    let up1 = ConvTranspose2D(
      8, 4, kernel: 4, stride: 2, padding: .explicit(1), activation: .relu, using: Random(seed: 1))
    let up2 = ConvTranspose2D(
      4, 1, kernel: 4, stride: 2, padding: .explicit(1), activation: .tanh, using: Random(seed: 1))

    func callAsFunction(_ z: Tensor, _ mode: Mode) -> Tensor {
      up2(up1(dense(z, mode).reshaped(to: [z.shape[0], 2, 2, 8]), mode), mode)
    }
  }

  struct Critic: Layer {
    let down1 = Conv2D(
      1, 4, kernel: 3, stride: 2, padding: .explicit(1), activation: .leakyReLU(0.2), using: Random(seed: 1))
    let norm = InstanceNorm(4, affine: true, activation: .tanh)
    let down2 = Conv2D(
      4, 6, kernel: 4, stride: 2, padding: .explicit(1), activation: .leakyReLU(0.2), using: Random(seed: 1))
    let dense = Dense(24, 1, using: Random(seed: 1))

    func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
      dense(down2(norm(down1(x, mode), mode), mode).flattened(), mode)
    }
  }

  /// Five steps of WGAN-GP, R1 and R2: penalties, losses, the first gradients, and every weight afterwards.
  @Test(arguments: ReferenceFamily.cases("penalty-training"))
  func fiveSteps(_ reference: ReferenceCase) throws {
    let (generator, critic) = (Generator(), Critic())
    let players = [("generator", generator as any Module), ("critic", critic)]
    for (name, model) in players {
      try model.load(from: reference.values, as: "\(reference.name).initial.\(name)")
    }
    let optimizers = try players.map { _, model in
      Adam(
        for: model, learningRate: try reference(\.learningRate), beta1: try reference(\.beta1),
        beta2: try reference(\.beta2), epsilon: try reference(\.epsilon))
    }
    func score(_ x: Tensor) -> Tensor { critic(x, .inference) }
    func slope(_ x: Tensor) -> Tensor { gradient(at: x) { score($0).sum() }.flattened() }

    for step in 0..<(try reference(\.steps)) {
      let (real, z) = (try reference("step\(step).real"), try reference("step\(step).z"))
      let share = try reference("step\(step).share")
      let generated = record(generator) { generator(z, .inference) }
      let fake = generated.value
      let isWasserstein = reference.name == "wgan-gp"

      let (lossD, gradientsD, penalty) = gradients(of: critic) { () -> (loss: Tensor, auxiliary: Tensor) in
        if isWasserstein {
          let lengths = sqrt(square(slope(share * real + (1 - share) * fake)).sum(axes: [1]))
          let penalty = 10 * square(lengths - 1).mean()
          return (score(fake).mean() - score(real).mean() + penalty, penalty.detached)
        }
        let penalty =
          reference.name == "r1"
          ? GradientPenalty.r1(real: real, of: score) : GradientPenalty.r2(fake: fake, of: score)
        let loss =
          binaryCrossEntropy(logits: score(real), target: 1)
          + binaryCrossEntropy(logits: score(fake), target: 0)
        return (loss + penalty, penalty.detached)
      }
      if step == 0 {
        for (path, parameter) in critic.parameters {
          try reference.expect("step0.gradient.\(path)", try #require(gradientsD[parameter]))
        }
      }
      optimizers[1].update(with: gradientsD)
      let (lossG, gradientsG) = generated.gradients {
        isWasserstein ? -score($0).mean() : binaryCrossEntropy(logits: score($0), target: 1)
      }
      optimizers[0].update(with: gradientsG)

      try reference.expect("step\(step).penalty", penalty, within: 1e-4)
      try reference.expect("step\(step).criticLoss", Tensor(lossD), within: 1e-4)
      try reference.expect("step\(step).generatorLoss", Tensor(lossG), within: 1e-4)
    }
    for (name, model) in players {
      for (path, parameter) in model.parameters {
        let (initial, final) = ("initial.\(name).\(path)", "final.\(name).\(path)")
        try reference.expect(final, parameter.value, within: 1e-4)
        let moved = try reference(final) - reference(initial)
        // The critic's last bias cancels in a difference of means, and its slope does not depend on it.
        guard reference.name != "wgan-gp" || final != "final.critic.dense.bias" else { continue }
        #expect(moved.scalars.contains { abs($0) > 5e-4 }, "\(path) should have moved")
      }
    }
  }
}
