import GANKit
import TestSupport
import Testing

/// Chapter 3's training step on chapter 3's networks, made tiny, beside PyTorch's.
@Suite("A GAN's training against PyTorch")
struct ReferenceTrainingTests {
  struct Generator: Layer {
    let dense1 = Dense(6, 8, activation: .leakyReLU(0.2), using: Random(seed: 1))
    let norm1 = BatchNorm(8, momentum: 0.8, epsilon: 1e-3)
    let dense2 = Dense(8, 12, activation: .leakyReLU(0.2), using: Random(seed: 1))
    let norm2 = BatchNorm(12, momentum: 0.8, epsilon: 1e-3)
    let output = Dense(12, 10, activation: .tanh, using: Random(seed: 1))

    func callAsFunction(_ z: Tensor, _ mode: Mode) -> Tensor {
      output(norm2(dense2(norm1(dense1(z, mode), mode), mode), mode), mode)
    }
  }

  struct Discriminator: Layer {
    let dense1 = Dense(10, 9, activation: .leakyReLU(0.2), using: Random(seed: 1))
    let output = Dense(9, 1, using: Random(seed: 1))

    func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { output(dense1(x, mode), mode) }
  }

  /// Three alternating steps: losses, and every weight and running statistic afterwards.
  @Test(arguments: ReferenceFamily.cases("vanilla-gan"))
  func threeSteps(_ reference: ReferenceCase) throws {
    let (generator, discriminator) = (Generator(), Discriminator())
    try generator.load(from: reference.values, as: "\(reference.name).initial.generator")
    try discriminator.load(from: reference.values, as: "\(reference.name).initial.discriminator")
    let optimizers = try [generator as any Module, discriminator].map { model in
      Adam(
        for: model, learningRate: try reference(\.learningRate), beta1: try reference(\.beta1),
        beta2: try reference(\.beta2), epsilon: try reference(\.epsilon))
    }
    let mode = Mode.training(Random(seed: 1))

    for step in 0..<(try reference(\.steps)) {
      let (real, z) = (try reference("step\(step).real"), try reference("step\(step).z"))
      let generated = record(generator) { generator(z, mode) }

      let (lossD, gradientsD) = gradients(of: discriminator) {
        binaryCrossEntropy(logits: discriminator(real, mode), target: 1)
          + binaryCrossEntropy(logits: discriminator(generated.value, mode), target: 0)
      }
      optimizers[1].update(with: gradientsD)

      let (lossG, gradientsG) = generated.gradients { fake in
        binaryCrossEntropy(logits: discriminator(fake, mode), target: 1)
      }
      optimizers[0].update(with: gradientsG)

      try reference.expect("step\(step).discriminatorLoss", Tensor(lossD))
      try reference.expect("step\(step).generatorLoss", Tensor(lossG))
    }

    for (player, model) in [("generator", generator as any Module), ("discriminator", discriminator)] {
      for (path, parameter) in model.parameters {
        let (initial, final) = ("initial.\(player).\(path)", "final.\(player).\(path)")
        try reference.expect(final, parameter.value)
        // The steps are small beside the weights, so the movement is compared as well: to 1e-3, because a
        // weight near 1 rounds by 6e-8 in a step of 2e-4.
        let moved = try reference(final) - reference(initial)
        #expect(moved.scalars.contains { abs($0) > 1e-4 }, "\(path) should have moved")
        expectClose(
          parameter.value - (try reference(initial)), moved, within: .ofLargest(1e-3),
          "the movement of \(player).\(path)")
      }
      for (path, buffer) in model.buffers {
        try reference.expect("final.\(player).\(path)", buffer.value)
      }
    }
  }
}
