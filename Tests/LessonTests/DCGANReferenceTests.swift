import GANKit
import Testing

@testable import DCGAN

/// Chapter 4's networks, at full size and with the same weights, beside Keras's and PyTorch's.
@Suite("DCGAN's networks against Keras and PyTorch")
struct DCGANReferenceTests {
  /// One pair of networks, the file of its reference values, and the mode in which they were made.
  struct Pair: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: String
    let makeG, makeD: @Sendable (Random) -> Sequential
    /// Digits: D has no batch norm, and its dropout is left out on both sides, because two libraries draw different
    /// random numbers. That is what inference does. Faces: D normalizes each batch by itself.
    let modeD: @Sendable () -> Mode
  }

  static let pairs = [
    Pair(
      testDescription: "digits, Keras", file: "dcgan-digits",
      makeG: { makeDocumentGenerator(using: $0) }, makeD: { makeDocumentDiscriminator(using: $0) },
      modeD: { .inference }),
    Pair(
      testDescription: "faces, PyTorch", file: "dcgan-faces",
      makeG: { makeFaceGenerator(using: $0) }, makeD: { makeFaceDiscriminator(using: $0) },
      modeD: { .training(Random(seed: 1)) }),
  ]

  @Test(arguments: pairs) func inferenceUsesRunningStatistics(_ pair: Pair) throws {
    let (reference, generator, discriminator) = try load(pair)
    try reference.expect("inference.images", generator(reference.input("z"), .inference))
    try reference.expect("inference.logits", discriminator(reference.input("real"), .inference))
  }

  /// One training step up to the gradients: G once, D on real and fake images, G's loss through D.
  @Test(arguments: pairs) func bothLossesAndTheirGradients(_ pair: Pair) throws {
    let (reference, generator, discriminator) = try load(pair)
    let (z, real) = (try reference.input("z"), try reference.input("real"))
    let generated = record(generator) { generator(z, .training(Random(seed: 1))) }
    try reference.expect("training.images", generated.value)

    var decisions: (onReal: Tensor, onFake: Tensor)?
    let (lossD, gradientsD) = gradients(of: discriminator) {
      let (onReal, onFake) = (
        discriminator(real, pair.modeD()), discriminator(generated.value, pair.modeD())
      )
      decisions = (onReal.detached, onFake.detached)
      return binaryCrossEntropy(logits: onReal, target: 1) + binaryCrossEntropy(logits: onFake, target: 0)
    }
    try reference.expect("training.onReal", try #require(decisions).onReal)
    try reference.expect("training.onFake", try #require(decisions).onFake)
    try reference.expect("lossD", Tensor(lossD))
    for (player, network) in [("generator", generator), ("discriminator", discriminator)] {
      for (path, buffer) in network.buffers {
        try reference.expect("after.\(player).\(path)", buffer.value)
      }
    }

    func lossOfG(_ fake: Tensor) -> Tensor {
      binaryCrossEntropy(logits: discriminator(fake, pair.modeD()), target: 1)
    }
    let (lossG, gradientsG) = generated.gradients { lossOfG($0) }
    try reference.expect("lossG", Tensor(lossG))
    try reference.expect("gradient.images", gradient(at: generated.value) { lossOfG($0) })

    for (player, network, gradients) in [
      ("generator", generator, gradientsG), ("discriminator", discriminator, gradientsD),
    ] {
      for (path, parameter) in network.parameters {
        try reference.expect(
          "gradient.\(player).\(path)", try #require(gradients[parameter], "no gradient for \(path)"))
      }
    }
  }

  /// The tests above go through the networks' own parameters: the files must hold results for these and no others.
  @Test(arguments: pairs) func nothingIsLeftOut(_ pair: Pair) throws {
    let (reference, generator, discriminator) = try load(pair)
    var expected: Set = [
      "inference.images", "inference.logits", "training.images", "training.onReal", "training.onFake",
      "lossD", "lossG", "gradient.images",
    ]
    for (player, network) in [("generator", generator), ("discriminator", discriminator)] {
      expected.formUnion(network.parameters.map { "gradient.\(player).\($0.name)" })
      expected.formUnion(network.buffers.map { "after.\(player).\($0.name)" })
    }
    #expect(reference.names == expected)
  }

  private func load(_ pair: Pair) throws -> (NetworkReference, Sequential, Sequential) {
    let reference = try NetworkReference(pair.file)
    let (generator, discriminator) = (pair.makeG(Random(seed: 1)), pair.makeD(Random(seed: 1)))
    try generator.load(from: reference.inputs, as: "generator")
    try discriminator.load(from: reference.inputs, as: "discriminator")
    return (reference, generator, discriminator)
  }
}
