import GANKit
import Testing

@testable import Pix2Pix

/// Chapter 6's networks with PyTorch's weights; what is compared at which size, the script says.
@Suite("Pix2Pix's networks against PyTorch")
struct Pix2PixReferenceTests {
  let reference: NetworkReference
  let random = Random(seed: 1)
  let discriminator: Sequential

  init() throws {
    reference = try NetworkReference("pix2pix")
    discriminator = makeDiscriminator(width: 64, downsamplings: 3, using: random)
    try discriminator.load(from: reference.inputs, as: "discriminator")
  }

  private func decide(_ input: Tensor, _ image: Tensor) -> Tensor {
    discriminator(concatenate([input, image], axis: -1), .inference)
  }

  @Test func outputsAtThePapersSize() throws {
    let generator = UNet(levels: 8, width: 64, using: random)
    #expect(generator.parameterCount == 54_413_955)
    #expect(discriminator.parameterCount == 2_768_705)
    try generator.load(from: reference.inputs, as: "generator")
    let (input, target) = (try reference.input("input"), try reference.input("target"))
    // Without dropout, as in the reference.
    let translated = generator(input, .inference)
    try reference.expect("images", translated)
    try reference.expect("onReal", decide(input, target))
    try reference.expect("onFake", decide(input, translated))
  }

  @Test func lossesAndGradients() throws {
    let generator = UNet(levels: 5, width: 64, using: random)
    try generator.load(from: reference.inputs, as: "small")
    let (input, target) = (try reference.input("smallInput"), try reference.input("smallTarget"))
    let translated = record(generator) { generator(input, .inference) }
    // These, and those of the other size.
    var compared: Set = ["lossD", "lossG", "images", "onReal", "onFake"]
    let (lossD, gradientsD) = gradients(of: discriminator) {
      discriminatorLoss(onReal: decide(input, target), onFake: decide(input, translated.value))
    }
    try reference.expect("lossD", Tensor(lossD))
    for (name, parameter) in discriminator.parameters {
      try reference.expect("gradient.discriminator.\(name)", try #require(gradientsD[parameter]))
      compared.insert("gradient.discriminator.\(name)")
    }
    let (lossG, gradientsG) = translated.gradients { fake in
      GeneratorLoss()(output: fake, target: target) { decide(input, fake) }
    }
    try reference.expect("lossG", Tensor(lossG))
    for (name, parameter) in generator.parameters {
      try reference.expect("gradient.small.\(name)", try #require(gradientsG[parameter]))
      compared.insert("gradient.small.\(name)")
    }
    #expect(reference.names == compared, "nothing is left out")
  }
}
