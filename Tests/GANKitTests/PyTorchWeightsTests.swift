import Foundation
import TestSupport
import Testing

@testable import GANKit

/// A small DCGAN's weights in PyTorch's files and in GANKit's: see `Fixtures/make_pytorch_weights.py`.
@Suite("PyTorch's weights") struct PyTorchWeightsTests {
  private let generator = Self.makeGenerator(Random(seed: 1))
  private let discriminator = Self.makeDiscriminator(Random(seed: 2))
  private static let namesG = ["main.0", "main.1", "main.4", "main.5", "main.7"]
  private static let namesD = ["main.0", "main.2", "main.3", "main.7"]

  private static func makeGenerator(_ random: Random) -> Sequential {
    Sequential {
      Dense(6, 2 * 3 * 5, bias: false, using: random)
      BatchNorm(2 * 3 * 5, epsilon: 1e-5, activation: .leakyReLU(0.2))
      Reshape([2, 3, 5])
      ConvTranspose2D(5, 4, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(4, epsilon: 1e-5, activation: .relu)
      ConvTranspose2D(4, 3, kernel: 4, stride: 2, activation: .tanh, using: random)
    }
  }

  private static func makeDiscriminator(_ random: Random) -> Sequential {
    Sequential {
      Conv2D(3, 4, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
      Conv2D(4, 5, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(5, epsilon: 1e-5, activation: .leakyReLU(0.2))
      Dropout(0.3)
      Flatten()
      Dense(2 * 3 * 5, 1, using: random)
    }
  }

  private func loadFixtures(_ program: String) throws -> Checkpoint {
    try PyTorchWeights(of: generator).load(from: fixture("\(program)-generator.safetensors"))
    try PyTorchWeights(of: discriminator).load(from: fixture("\(program)-discriminator.safetensors"))
    return try Checkpoint(contentsOf: fixture("\(program)-outputs.safetensors"))
  }

  /// The files that PyTorch wrote give PyTorch's outputs; those that GANKit wrote, and PyTorch reads, GANKit's.
  @Test(arguments: ["pytorch", "gankit"]) func outputsAreThoseOfTheFile(program: String) throws {
    let outputs = try loadFixtures(program)
    let images = generator(try #require(outputs[tensor: "z"]), .inference)
    let logits = discriminator(images, .inference)
    for (found, name) in [(images, "images"), (logits, "logits")] {
      expectClose(found, try #require(outputs[tensor: name]), within: 1e-5, name)
    }
  }

  @Test func thereAndBackAgainAreTheSameTensors() throws {
    _ = try loadFixtures("pytorch")
    let folder = try TemporaryFolder()
    for (network, name, names) in [
      (generator, "generator", Self.namesG), (discriminator, "discriminator", Self.namesD),
    ] {
      let url = folder.url.appending(path: "\(name).safetensors")
      try PyTorchWeights(of: network, layers: names).save(to: url)
      let (original, written) = (
        try Checkpoint(contentsOf: fixture("pytorch-\(name).safetensors")), try Checkpoint(contentsOf: url)
      )
      // PyTorch adds its counters of batches by itself.
      let entries = original.names.filter { !$0.hasSuffix("num_batches_tracked") }
      #expect(written.names == entries)
      #expect(written.metadata == ["format": "pt"])
      for entry in entries { #expect(written[tensor: entry] == original[tensor: entry], "\(entry)") }
    }
  }

  @Test func namesAreThoseOfASequential() throws {
    let entries = try PyTorchWeights(of: generator).entries
    #expect(
      entries.map(\.name) == [
        "0.weight", "1.weight", "1.bias", "1.running_mean", "1.running_var", "4.weight", "5.weight", "5.bias",
        "5.running_mean", "5.running_var", "7.weight", "7.bias",
      ])
    #expect(entries.first?.shape == [30, 6])
    #expect(entries[5].shape == [5, 4, 4, 4] && entries[10].shape == [4, 3, 4, 4])
    let names = try PyTorchWeights(of: discriminator).entries.map(\.name)
    #expect(names.filter { $0.hasSuffix(".weight") } == ["0.weight", "2.weight", "3.weight", "7.weight"])
  }

  @Test func layersAreOrderedByNumber() throws {
    // Twelve layers: "10" and "11" come after "9", not after "1".
    let random = Random(seed: 3)
    let deep = Sequential((0..<12).map { Dense(2 + $0, 3 + $0, using: random) })
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "deep.safetensors")
    try PyTorchWeights(of: deep).save(to: url)
    let checksum = deep.checksum
    for (_, parameter) in deep.parameters { parameter.value = .zeros(parameter.shape) }
    try PyTorchWeights(of: deep).load(from: url)
    #expect(deep.checksum == checksum)
  }

  // MARK: Errors

  private func error(
    loading name: String, into network: Sequential, layers: [String]? = nil
  ) -> PyTorchWeightsError? {
    let before = network.checksum
    let error = #expect(throws: PyTorchWeightsError.self) {
      try PyTorchWeights(of: network, layers: layers).load(from: fixture(name))
    }
    #expect(network.checksum == before, "nothing may change where an error is thrown")
    return error
  }

  @Test func anotherShapeIsNamed() {
    let random = Random(seed: 1)
    let wider = Sequential {
      Conv2D(3, 4, kernel: 4, stride: 2, using: random)
      Conv2D(4, 6, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(6)
      Flatten()
      Dense(36, 1, using: random)
    }
    let error = error(loading: "pytorch-discriminator.safetensors", into: wider)
    #expect(error?.kind == .mismatch)
    for text in ["pytorch-discriminator.safetensors", "\"main.2.weight\"", "[6, 4, 4, 4]", "[5, 4, 4, 4]"] {
      #expect(error?.description.contains(text) == true, "\(text)")
    }
  }

  @Test func anotherNumberOfLayersIsNamed() {
    let error = error(loading: "pytorch-generator.safetensors", into: discriminator)
    #expect(error?.kind == .layerCount)
    #expect(error?.found.contains("5: \"main.0\"") == true)
  }

  @Test func missingAndStrayEntriesAreNamed() {
    let random = Random(seed: 1)
    func discriminator(bias: Bool, otherBias: Bool) -> Sequential {
      Sequential {
        Conv2D(3, 4, kernel: 4, stride: 2, bias: bias, using: random)
        Conv2D(4, 5, kernel: 4, stride: 2, bias: otherBias, using: random)
        BatchNorm(5)
        Flatten()
        Dense(30, 1, using: random)
      }
    }
    let file = "pytorch-discriminator.safetensors"
    let missing = error(loading: file, into: discriminator(bias: true, otherBias: true))
    #expect(missing?.kind == .missing && missing?.entry == "main.2.bias")
    let stray = error(loading: file, into: discriminator(bias: false, otherBias: false))
    #expect(stray?.kind == .unexpected && stray?.entry == "main.0.bias")
    let named = error(
      loading: file, into: discriminator(bias: true, otherBias: false), layers: ["a", "b", "c", "d"])
    #expect(named?.kind == .missing && named?.entry == "a.weight")
  }

  @Test func whatCannotBeTranslatedIsNamed() throws {
    let random = Random(seed: 1)
    let joined = Sequential {
      Conv2D(1, 4, kernel: 3, using: random)
      Dense(30, 1, using: random)
    }
    let unknown = #expect(throws: PyTorchWeightsError.self) { try PyTorchWeights(of: joined) }
    #expect(unknown?.kind == .unknownOrder && unknown?.entry == "1")
    let count = #expect(throws: PyTorchWeightsError.self) {
      try PyTorchWeights(of: generator, layers: ["main.0"])
    }
    #expect(count?.kind == .layerCount)
  }

  /// Run by hand, before `make_pytorch_weights.py` reads the files.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["GANKIT_WRITE_FIXTURES"] != nil,
      "GANKIT_WRITE_FIXTURES is not set"))
  func writeFixtures() throws {
    let random = Random(seed: 4)
    for layer in (generator.layers + discriminator.layers).compactMap({ $0 as? BatchNorm }) {
      layer.gamma.value = .uniform(layer.gamma.shape, in: 0.5...1.5, using: random)
      layer.beta.value = .uniform(layer.beta.shape, in: -0.5...0.5, using: random)
    }
    // A few batches move the running statistics away from 0 and 1.
    for _ in 0..<200 {
      let images = generator(.normal([16, 6], using: random), .training(random))
      _ = discriminator(images, .training(random))
    }
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    try PyTorchWeights(of: generator, layers: Self.namesG).save(
      to: folder.appending(path: "gankit-generator.safetensors"))
    try PyTorchWeights(of: discriminator, layers: Self.namesD).save(
      to: folder.appending(path: "gankit-discriminator.safetensors"))
    let z = Tensor.normal([3, 6], using: random)
    let images = generator(z, .inference)
    var outputs = Checkpoint()
    outputs[tensor: "z"] = z
    outputs[tensor: "images"] = images
    outputs[tensor: "logits"] = discriminator(images, .inference)
    try outputs.write(to: folder.appending(path: "gankit-outputs.safetensors"))
  }
}
