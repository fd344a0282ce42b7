import GANKit
import Testing

@testable import Pix2Pix

/// Chapter 6's networks, at the paper's size and with the same weights, beside PyTorch's.
@Suite("Pix2Pix's networks against PyTorch")
struct Pix2PixReferenceTests {
  /// One training step up to the gradients. G is called without dropout, as in the reference.
  @Test func networksLossesAndGradients() throws {
    let reference = try NetworkReference("pix2pix")
    let random = Random(seed: 1)
    let generator = UNet(levels: 8, width: 64, using: random)
    let discriminator = makeDiscriminator(width: 64, downsamplings: 3, using: random)
    #expect(generator.parameterCount == 54_413_955)
    #expect(discriminator.parameterCount == 2_768_705)
    try generator.load(from: reference.inputs, as: "generator")
    try discriminator.load(from: reference.inputs, as: "discriminator")
    let (input, target) = (try reference.input("input"), try reference.input("target"))
    func decide(_ image: Tensor, on input: Tensor) -> Tensor {
      discriminator(concatenate([input, image], axis: -1), .inference)
    }
    // Why D's own loss is taken on a part of the images, the script says.
    func corner(_ image: Tensor) -> Tensor { image.sliced(axis: 1, 0..<64).sliced(axis: 2, 0..<64) }

    let translated = record(generator) { generator(input, .inference) }
    try reference.expect("images", translated.value)
    var decisions: (onReal: Tensor, onFake: Tensor)?
    let (lossD, gradientsD) = gradients(of: discriminator) {
      let (onReal, onFake) = (
        decide(corner(target), on: corner(input)), decide(corner(translated.value), on: corner(input))
      )
      decisions = (onReal.detached, onFake.detached)
      return discriminatorLoss(onReal: onReal, onFake: onFake)
    }
    try reference.expect("onReal", try #require(decisions).onReal)
    try reference.expect("onFake", try #require(decisions).onFake)
    try reference.expect("lossD", Tensor(lossD))
    for (name, parameter) in discriminator.parameters {
      try reference.expect("gradient.discriminator.\(name)", try #require(gradientsD[parameter]))
    }

    let (lossG, gradientsG) = translated.gradients { fake in
      GeneratorLoss()(output: fake, target: target) { decide(fake, on: input) }
    }
    try reference.expect("lossG", Tensor(lossG))
    for (name, parameter) in generator.parameters {
      try reference.expect("gradient.generator.\(name)", try #require(gradientsG[parameter]))
    }
  }
}
