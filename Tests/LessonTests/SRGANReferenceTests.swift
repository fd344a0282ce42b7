import GANKit
import TestSupport
import Testing

@testable import SRGAN

/// Chapter 8's networks, with the same weights, beside PyTorch's: see `Fixtures/make_srgan_reference.py`.
@Suite("SRGAN's networks against PyTorch")
struct SRGANReferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let design: Design
    let width, blocks: Int
    var file: String { "srgan-\(design.rawValue)" }
    var testDescription: String { design.rawValue }
  }

  static let cases = [
    Case(design: .paper, width: 64, blocks: 16), Case(design: .light, width: 32, blocks: 8),
  ]

  @Test(arguments: cases) func generator(_ example: Case) throws {
    let reference = try NetworkReference(example.file)
    let generator = Generator(
      example.design, width: example.width, blocks: example.blocks, using: Random(seed: 1))
    try generator.load(from: reference.inputs, as: "generator")
    let (small, sharp) = (try reference.input("small"), try reference.input("sharp"))
    // The bicubic enlargement that the light design adds is a constant, which PyTorch's side does not have.
    let network = generator.network
    try reference.expect("inference.images", network(small, .inference))
    var images: Tensor?
    let (loss, found) = gradients(of: generator) {
      let picture = network(small, .training(Random(seed: 1)))
      images = picture.detached
      return meanSquaredError(picture, sharp)
    }
    try reference.expect("training.images", try #require(images))
    try reference.expect("loss", Tensor(loss))
    var expected: Set = ["inference.images", "training.images", "loss"]
    let largest = found.norm
    for (path, parameter) in generator.parameters {
      let gradient = try #require(found[parameter], "no gradient for \(path)")
      expected.insert("gradient.generator.\(path)")
      if Self.isFollowedByNorm(path, example.design) {
        // Batch norm takes out whatever a bias adds: its gradient is zero, to rounding.
        expectClose(gradient, .zeros(gradient.shape), within: .absolute(1e-5 * Double(largest)), path)
      } else {
        try reference.expect("gradient.generator.\(path)", gradient)
      }
    }
    for (path, buffer) in generator.buffers {
      try reference.expect("after.generator.\(path)", buffer.value)
      expected.insert("after.generator.\(path)")
    }
    #expect(reference.names == expected, "nothing is left out")
  }

  /// Whether a parameter is the bias of a convolution before batch norm.
  private static func isFollowedByNorm(_ path: String, _ design: Design) -> Bool {
    design == .paper && path.hasPrefix("network.2.") && path.hasSuffix(".bias")
  }

  @Test(arguments: cases) func theLightDesignAddsTheBicubicEnlargement(_ example: Case) {
    let generator = Generator(example.design, width: 8, blocks: 1, using: Random(seed: 1))
    let small = Tensor.uniform([1, 6, 5, 3], in: -1...1, using: Random(seed: 2))
    let added = generator(small, .inference) - generator.network(small, .inference)
    let expected =
      example.design == .light ? small.resized(height: 24, width: 20, .bicubic) : .zeros([1, 24, 20, 3])
    expectClose(added, expected, within: 1e-5)
  }

  @Test func discriminator() throws {
    let reference = try NetworkReference("srgan-discriminator")
    let network = makeDiscriminator(width: 64, size: 32, using: Random(seed: 1))
    try network.load(from: reference.inputs, as: "discriminator")
    let (real, fake) = (try reference.input("real"), try reference.input("fake"))
    try reference.expect("inference.logits", network(real, .inference))
    let random = Random(seed: 1)
    var decisions: (onReal: Tensor, onFake: Tensor)?
    let (loss, found) = gradients(of: network) {
      let (onReal, onFake) = (network(real, .training(random)), network(fake, .training(random)))
      decisions = (onReal.detached, onFake.detached)
      return discriminatorLoss(onReal: onReal, onFake: onFake)
    }
    try reference.expect("training.onReal", try #require(decisions).onReal)
    try reference.expect("training.onFake", try #require(decisions).onFake)
    try reference.expect("lossD", Tensor(loss))
    for (path, parameter) in network.parameters {
      try reference.expect("gradient.discriminator.\(path)", try #require(found[parameter]))
    }
    for (path, buffer) in network.buffers {
      try reference.expect("after.discriminator.\(path)", buffer.value)
    }
    try reference.expect(
      "gradient.fake",
      gradient(at: fake) { binaryCrossEntropy(logits: network($0, .training(random)), target: 1) })
    #expect(
      reference.names.count == 5 + network.parameters.count + network.buffers.count, "nothing is left out")
  }

  @Test func features() throws {
    let reference = try NetworkReference("srgan-features")
    let network = FeatureNetwork(width: 16, classes: 7, using: Random(seed: 1))
    var inputs = reference.inputs
    inputs[tensor: "features.scale"] = Tensor([0.25])
    try network.load(from: inputs, as: "features")
    let (real, fake) = (try reference.input("real"), try reference.input("fake"))
    try reference.expect("maps", network(real))
    try reference.expect("logits", network.logits(real))
    let (loss, found) = gradients(of: network) {
      softmaxCrossEntropy(logits: network.logits(real), labels: [3, 0, 6, 3])
    }
    try reference.expect("classification", Tensor(loss))
    for (path, parameter) in network.parameters {
      try reference.expect("gradient.features.\(path)", try #require(found[parameter]))
    }
    try reference.expect("featureLoss", featureLoss(fake, real, network))
    try reference.expect("gradient.fake", gradient(at: fake) { featureLoss($0, real, network) })
    #expect(reference.names.count == 5 + network.parameters.count, "nothing is left out")
  }
}
