import GANKit
import TestSupport
import Testing

@testable import CycleGAN

/// Chapter 7's networks, at the paper's size and with the same weights, beside PyTorch's.
@Suite("CycleGAN's networks against PyTorch")
struct CycleGANReferenceTests {
  private let reference: NetworkReference
  private let generator, discriminator: Sequential

  init() throws {
    reference = try NetworkReference("cyclegan")
    let players = Players.paper(using: Random(seed: 1))
    (generator, discriminator) = (players.g, players.discriminatorB)
    try generator.load(from: reference.inputs, as: "generator")
    try discriminator.load(from: reference.inputs, as: "discriminator")
  }

  @Test func bothLossesAndTheirGradients() throws {
    let (a, b) = (try reference.input("a"), try reference.input("b"))
    let mode = Mode.training(Random(seed: 1))
    let loss = AdversarialLoss.leastSquares
    let made = record(generator) { generator(a, mode) }
    try reference.expect("fake", made.value)
    try reference.expect("onReal", discriminator(b, mode))
    try reference.expect("onFake", discriminator(made.value, mode))

    let (lossD, gradientsD) = gradients(of: discriminator) {
      loss.discriminator(onReal: discriminator(b, mode), onFake: discriminator(made.value, mode))
    }
    try reference.expect("lossD", Tensor(lossD))
    func lossOfG(_ fake: Tensor) -> Tensor { loss(discriminator(fake, mode), target: 1) }
    try reference.expect("gradient.fake", gradient(at: made.value) { lossOfG($0) })
    let (lossG, gradientsG) = made.gradients { lossOfG($0) }
    try reference.expect("lossG", Tensor(lossG))

    var compared: Set = ["fake", "onReal", "onFake", "lossD", "lossG", "gradient.fake"]
    for (player, network, found) in [
      ("generator", generator, gradientsG), ("discriminator", discriminator, gradientsD),
    ] {
      for (path, parameter) in network.parameters {
        let name = "gradient.\(player).\(path)"
        let gradient = try #require(found[parameter], "no gradient for \(path)")
        if reference.names.contains(name) {
          try reference.expect(name, gradient)
          compared.insert(name)
        } else {
          // A bias whose effect the normalization behind it takes away.
          #expect(path.hasSuffix("bias"), "\(name)")
          expectClose(gradient, .zeros(gradient.shape), within: 1e-5, name)
        }
      }
    }
    #expect(reference.names == compared)
  }
}
