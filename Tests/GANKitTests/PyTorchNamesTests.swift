import Foundation
import TestSupport
import Testing

@testable import GANKit

/// What is named or ordered in a way of its own in PyTorch, in one network: see `Composed` in
/// `Fixtures/make_pytorch_weights.py`.
private struct Composed: Layer {
  /// `nn.Embedding`, whose only parameter has this name.
  struct Embedding: Module {
    let weight: Parameter
  }

  /// A module with a parameter and a buffer of its own.
  struct Scaled: Layer {
    let conv: Conv2D
    let scale = Parameter(.ones([4]))
    let shift = Buffer(.zeros([4]))

    func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { conv(x, mode) * scale.value + shift.value }
  }

  let embedding: Embedding
  let main: Sequential
  let steps: [Dense]
  let heads: [String: Dense]

  init(seed: UInt64) {
    let random = Random(seed: seed)
    embedding = Embedding(weight: Parameter(.normal([4, 6], using: random)))
    main = Sequential {
      ReflectionPad(1)
      Conv2D(3, 8, kernel: 3, padding: .valid, activation: .relu, using: random)
      PReLU(8)
      Residual {
        Conv2D(8, 8, kernel: 3, activation: .leakyReLU(0.2), using: random)
        BatchNorm(8, epsilon: 1e-5)
      }
      Conv2D(8, 12, kernel: 3, using: random)
      PixelShuffle(2)
      InstanceNorm(3, affine: true, activation: .relu)
      Sequential {
        Conv2D(3, 4, kernel: 4, stride: 2, bias: false, using: random)
        Dropout(0.5)
        Activate(.tanh)
      }
      Scaled(conv: Conv2D(4, 4, kernel: 3, using: random))
      Conv2D(4, 5, kernel: 4, stride: 2, using: random)
      Flatten()
      PReLU(30)
      BatchNorm(30, epsilon: 1e-5)
      Dense(30, 6, using: random)
    }
    steps = (0..<2).map { _ in Dense(6, 6, activation: .tanh, using: random) }
    heads = ["mean": Dense(6, 2, using: random), "deviation": Dense(6, 2, using: random)]
    // Values that differ from channel to channel, so that a mistaken order shows.
    for (name, parameter) in parameters where parameter.shape.rank == 1 {
      let isSlope = name.hasSuffix("slope")
      parameter.value = .uniform(parameter.shape, in: isSlope ? 0.1...0.5 : 0.5...1.5, using: random)
    }
    for (_, buffer) in buffers { buffer.value = .uniform(buffer.value.shape, in: 0.5...1.5, using: random) }
  }

  static let labels = [1, 3, 0]

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    let y = main(x, mode) + embedding.weight.value.gathered(rows: Self.labels)
    let z = steps.reduce(y) { $1($0, mode) }
    return concatenate([heads["mean"]!(z, mode), heads["deviation"]!(z, mode)], axis: 1)
  }
}

/// Names and orders are those that the same network has when it is written in PyTorch.
@Suite("PyTorch's names") struct PyTorchNamesTests {
  private func weights(of network: Composed) throws -> PyTorchWeights {
    // The second of the two heads does not read what the first makes.
    try PyTorchWeights(of: network, flattenedChannels: ["heads.mean": 1])
  }

  /// The files that PyTorch wrote, with a strict `state_dict`, give PyTorch's outputs; those that GANKit wrote, which
  /// PyTorch loads strictly, GANKit's.
  @Test(arguments: ["pytorch", "gankit"]) func outputsAreThoseOfTheFile(program: String) throws {
    let network = Composed(seed: 1)
    try weights(of: network).load(from: fixture("\(program)-composed.safetensors"))
    let outputs = try Checkpoint(contentsOf: fixture("\(program)-composed-outputs.safetensors"))
    let y = network(try #require(outputs[tensor: "x"]), .inference)
    expectClose(y, try #require(outputs[tensor: "y"]), within: 1e-5)
  }

  @Test func namesAreThoseOfTheStateDict() throws {
    let file = try Checkpoint(contentsOf: fixture("pytorch-composed.safetensors"))
    let expected = file.names.filter { !$0.hasSuffix("num_batches_tracked") }
    let entries = try weights(of: Composed(seed: 1)).entries
    #expect(entries.map(\.name).sorted() == expected.sorted())
    for (name, shape) in entries { #expect(file[tensor: name]?.shape == shape, "\(name)") }
  }

  @Test func thereAndBackAgainAreTheSameTensors() throws {
    let network = Composed(seed: 1)
    let original = try Checkpoint(contentsOf: fixture("pytorch-composed.safetensors"))
    try weights(of: network).load(from: fixture("pytorch-composed.safetensors"))
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "composed.safetensors")
    try weights(of: network).save(to: url)
    let written = try Checkpoint(contentsOf: url)
    for name in written.names { #expect(written[tensor: name] == original[tensor: name], "\(name)") }
  }

  @Test func layersWithoutWeightsAreCounted() throws {
    let random = Random(seed: 1)
    func dense() -> Dense { Dense(2, 2, bias: false, using: random) }
    func names(_ layers: [any Layer]) throws -> [String] {
      try PyTorchWeights(of: Sequential(layers + [dense()])).entries.map(\.name)
    }
    for layer in [ReflectionPad(1), PixelShuffle(1), Flatten(), Activate(.relu), Dropout(0.1)] as [any Layer]
    {
      #expect(try names([layer]) == ["1.weight"], "\(layer)")
    }
    #expect(try names([Residual { dense() }]) == ["0.body.0.weight", "1.weight"])
    #expect(try names([Sequential { dense() }]) == ["0.0.weight", "1.weight"])
    #expect(
      try names([Sequential { Dense(2, 2, bias: false, activation: .relu, using: random) }, dense()])
        == ["0.0.weight", "1.weight", "2.weight"])
  }

  /// Arrays are `nn.ModuleList`, whose numbers count no activations.
  @Test func arraysAreModuleLists() throws {
    struct Steps: Module {
      let steps = (0..<3).map { _ in Dense(2, 2, bias: false, activation: .relu, using: Random(seed: 1)) }
    }
    #expect(try PyTorchWeights(of: Steps()).entries.map(\.name) == (0..<3).map { "steps.\($0).weight" })
  }

  // MARK: Reading files

  private struct Pair: Module {
    var second = Dense(2, 2, bias: false, using: Random(seed: 1))
    var first = Dense(2, 2, bias: false, using: Random(seed: 2))
  }

  private func file(_ entries: [String: Tensor]) throws -> (TemporaryFolder, URL) {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "weights.safetensors")
    var checkpoint = Checkpoint()
    for (name, value) in entries { checkpoint[tensor: name] = value }
    try checkpoint.write(to: url)
    return (folder, url)
  }

  /// The alphabet is not the order of declaration.
  @Test(arguments: ["", "module."]) func layersAreFoundByTheirNames(prefix: String) throws {
    let pair = Pair()
    let (first, second) = (Tensor([1, 2, 3, 4], shape: [2, 2]), Tensor([5, 6, 7, 8], shape: [2, 2]))
    let (folder, url) = try file(["\(prefix)first.weight": first, "\(prefix)second.weight": second])
    try PyTorchWeights(of: pair).load(from: url)
    #expect(pair.first.weight.value == first.transposed() && pair.second.weight.value == second.transposed())
    _ = folder
  }

  /// Other names in no order: nothing says which layer is which.
  @Test func namesThatTellNoOrderAreRefused() throws {
    let pair = Pair()
    let before = pair.checksum
    let (folder, url) = try file(["a.weight": .ones([2, 2]), "b.weight": .zeros([2, 2])])
    let error = #expect(throws: PyTorchWeightsError.self) { try PyTorchWeights(of: pair).load(from: url) }
    #expect(error?.kind == .layerOrder && pair.checksum == before)
    #expect(error?.description.contains("\"second\", \"first\"") == true)
    try PyTorchWeights(of: pair, layers: ["b", "a"]).load(from: url)
    #expect(pair.first.weight.value == .ones([2, 2]) && pair.second.weight.value == .zeros([2, 2]))
    _ = folder
  }

  @Test func tiedWeightsWithDifferentValuesAreRefused() throws {
    struct Tied: Module {
      let encoder: Dense
      let decoder: Dense
    }
    let dense = Dense(2, 2, bias: false, using: Random(seed: 1))
    let before = dense.checksum
    let tied = Tied(encoder: dense, decoder: dense)
    #expect(try PyTorchWeights(of: tied).entries.map(\.name) == ["encoder.weight", "decoder.weight"])
    let (folder, url) = try file(["encoder.weight": .ones([2, 2]), "decoder.weight": .zeros([2, 2])])
    let error = #expect(throws: PyTorchWeightsError.self) { try PyTorchWeights(of: tied).load(from: url) }
    #expect(error?.kind == .mismatch && error?.entry == "decoder.weight" && dense.checksum == before)
    #expect(error?.expected.contains("encoder.weight") == true)
    let (other, alike) = try file(["encoder.weight": .ones([2, 2]), "decoder.weight": .ones([2, 2])])
    try PyTorchWeights(of: tied).load(from: alike)
    #expect(dense.weight.value == .ones([2, 2]))
    _ = (folder, other)
  }

  // MARK: The order of pixels and channels

  /// A layer that nobody but its author knows.
  private struct Unknown: Layer {
    func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { concatenate([x, x], axis: 3) }
  }

  /// The channels that a dense layer reads are unknown after a layer that is.
  @Test func anUnknownNumberOfChannelsIsNamed() throws {
    let random = Random(seed: 1)
    let network = Sequential {
      Conv2D(1, 2, kernel: 3, using: random)
      Unknown()
      Flatten()
      Dense(16, 3, using: random)
    }
    let error = #expect(throws: PyTorchWeightsError.self) { try PyTorchWeights(of: network) }
    #expect(error?.kind == .unknownOrder && error?.entry == "3")
    #expect(error?.description.contains("flattenedChannels") == true)
    // Four pixels of four channels each.
    let weights = try PyTorchWeights(of: network, flattenedChannels: ["3": 4])
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "weights.safetensors")
    try weights.save(to: url)
    let written = try #require(try Checkpoint(contentsOf: url)[tensor: "3.weight"])
    let dense = try #require(network.layers[3] as? Dense)
    let expected = dense.weight.value.reshaped(to: [4, 4, 3]).permuted([2, 1, 0]).reshaped(to: [3, 16])
    #expect(written == expected)
    let stray = #expect(throws: PyTorchWeightsError.self) {
      try PyTorchWeights(of: network, flattenedChannels: ["3": 4, "2": 4])
    }
    #expect(stray?.kind == .unsupportedLayer && stray?.entry == "2")
  }

  /// The second head reads the image that the first reads, and not what the first makes.
  @Test func theSecondHeadOfAnImageIsNamed() throws {
    struct Encoder: Module {
      let conv = Conv2D(1, 2, kernel: 3, using: Random(seed: 1))
      let mean = Dense(8, 3, bias: false, using: Random(seed: 2))
      let deviation = Dense(8, 3, bias: false, using: Random(seed: 3))
    }
    let encoder = Encoder()
    let error = #expect(throws: PyTorchWeightsError.self) { try PyTorchWeights(of: encoder) }
    #expect(error?.kind == .unknownOrder && error?.entry == "deviation")
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "weights.safetensors")
    try PyTorchWeights(of: encoder, flattenedChannels: ["deviation": 2]).save(to: url)
    let written = try Checkpoint(contentsOf: url)
    for (name, head) in [("mean", encoder.mean), ("deviation", encoder.deviation)] {
      let expected = head.weight.value.reshaped(to: [4, 2, 3]).permuted([2, 1, 0]).reshaped(to: [3, 8])
      #expect(written[tensor: "\(name).weight"] == expected, "\(name)")
    }
  }

  /// Two convolutions side by side, whose outputs may be joined.
  @Test func channelsOfBranchesAreUnknown() {
    struct Branches: Module {
      let left = Conv2D(1, 2, kernel: 3, using: Random(seed: 1))
      let right = Conv2D(1, 2, kernel: 3, using: Random(seed: 2))
      let middle = Conv2D(1, 2, kernel: 3, using: Random(seed: 3))
      let dense = Dense(24, 3, using: Random(seed: 4))
    }
    let error = #expect(throws: PyTorchWeightsError.self) { try PyTorchWeights(of: Branches()) }
    #expect(error?.kind == .unknownOrder && error?.entry == "dense")
    // After a block with a shortcut of its own, a sequence is straight again.
    struct Block: Layer {
      let conv = Conv2D(1, 2, kernel: 3, using: Random(seed: 1))
      let shortcut = Conv2D(1, 2, kernel: 1, using: Random(seed: 1))
      func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { conv(x, mode) + shortcut(x, mode) }
    }
    let network = Sequential {
      Block()
      Conv2D(2, 4, kernel: 3, using: Random(seed: 1))
      Dense(8, 1, using: Random(seed: 1))
    }
    #expect(throws: Never.self) { try PyTorchWeights(of: network) }
  }

  @Test func groupsDoNotChangeTheNumberOfChannels() throws {
    let random = Random(seed: 1)
    let last = Dense(4 * 6, 1, using: random)
    let network = Sequential {
      ConvTranspose2D(4, 6, kernel: 2, padding: .valid, groups: 2, using: random)
      Flatten()
      last
    }
    let file = try TemporaryFolder()
    let url = file.url.appending(path: "grouped.safetensors")
    try PyTorchWeights(of: network, inputChannels: 4).save(to: url)
    let written = try #require(try Checkpoint(contentsOf: url)[tensor: "2.weight"]).scalars
    // Four pixels of six channels each, pixel by pixel here and channel by channel there.
    let weight = last.weight.value.scalars
    let expected = (0..<24).map { (index: Int) -> Float in
      let (channel, pixel) = (index / 4, index % 4)
      return weight[pixel * 6 + channel]
    }
    #expect(written == expected)
  }

  @Test func newerLayersHaveNames() throws {
    struct Labelled: Module {
      let labels = Embedding(10, 4, using: Random(seed: 1))
      let body = Sequential {
        Conv2D(4, 8, kernel: 3, using: Random(seed: 2))
        MaxPool(2)
        GroupNorm(8, groups: 2, activation: .relu)
        Upsample(2)
        Conv2D(8, 1, kernel: 3, bias: false, using: Random(seed: 3))
      }
    }
    let names = try PyTorchWeights(of: Labelled()).entries.map(\.name)
    #expect(
      names == [
        "labels.weight", "body.0.weight", "body.0.bias", "body.2.weight", "body.2.bias", "body.5.weight",
      ])
  }

  @Test func pixelShufflesChangeTheNumberOfChannels() throws {
    let random = Random(seed: 1)
    let network = Sequential {
      Conv2D(1, 8, kernel: 3, using: random)
      PixelShuffle(2)
      Flatten()
      Dense(8, 3, bias: false, using: random)
    }
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "weights.safetensors")
    try PyTorchWeights(of: network).save(to: url)
    let written = try #require(try Checkpoint(contentsOf: url)[tensor: "3.weight"])
    let dense = try #require(network.layers[3] as? Dense)
    #expect(written == dense.weight.value.reshaped(to: [4, 2, 3]).permuted([2, 1, 0]).reshaped(to: [3, 8]))
  }

  @Test func anUnknownLayerBetweenUnitsAndTheirImageIsNamed() {
    let random = Random(seed: 1)
    let network = Sequential {
      Dense(3, 16, using: random)
      Unknown()
      Conv2D(4, 1, kernel: 3, using: random)
    }
    let error = #expect(throws: PyTorchWeightsError.self) { try PyTorchWeights(of: network) }
    #expect(error?.kind == .unknownOrder && error?.entry == "0")
  }

  /// A layer that GANKit gains later is refused until it is in the table; a user's own is not.
  @Test func layersOfGANKitAreToldFromOthers() {
    #expect(PyTorchPart.isFromGANKit(Flatten()) && PyTorchPart.isFromGANKit(Residual {}))
    #expect(!PyTorchPart.isFromGANKit(Unknown()) && !PyTorchPart.isFromGANKit(Composed(seed: 1)))
    #expect(PyTorchPart.hasCounterpart(Flatten()) && !PyTorchPart.hasCounterpart(Unknown()))
  }

  @Test func membersWithoutNamesAreRefused() {
    struct Model: Module {
      let pair = (Dense(2, 2, using: Random(seed: 1)), Dense(2, 2, using: Random(seed: 1)))
    }
    let error = #expect(throws: PyTorchWeightsError.self) { try PyTorchWeights(of: Model()) }
    #expect(error?.kind == .unsupportedLayer && error?.entry?.hasPrefix("pair.") == true)
  }

  /// Run by hand, before `make_pytorch_weights.py read`.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["GANKIT_WRITE_FIXTURES"] != nil,
      "GANKIT_WRITE_FIXTURES is not set"))
  func writeFixtures() throws {
    let network = Composed(seed: 4)
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    try weights(of: network).save(to: folder.appending(path: "gankit-composed.safetensors"))
    let x = Tensor.normal([3, 6, 4, 3], using: Random(seed: 5))
    var outputs = Checkpoint()
    outputs[tensor: "x"] = x
    outputs[tensor: "y"] = network(x, .inference)
    try outputs.write(to: folder.appending(path: "gankit-composed-outputs.safetensors"))
  }
}
