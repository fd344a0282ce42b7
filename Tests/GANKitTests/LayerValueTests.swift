import Foundation
import TestSupport
import Testing

@testable import GANKit

/// Pooling, upsampling, norms and attention compute what PyTorch 2.13 computes, to 1e-5 of a tensor's largest magnitude;
/// see `Fixtures/make_layer_values.py`.
@Suite("Values of layers from PyTorch") struct LayerValueTests {
  @Test(arguments: [
    ("pooling", 22), ("upsampling", 10), ("norms", 7), ("attention", 7), ("spectral-norm", 3),
  ])
  func everyCaseIsThere(family: String, count: Int) throws {
    #expect(try ReferenceFamily(family).cases.count == count)
  }

  @Test(arguments: ReferenceFamily.cases("pooling"))
  func pooling(_ reference: ReferenceCase) throws {
    let mode = try reference(\.mode)
    if mode == "global" { return try reference.expect(GlobalAveragePool(), named: []) }
    let (kernel, stride) = (try perAxis(reference(\.kernels)), try perAxis(reference(\.strides)))
    let sides = try perAxis(reference(\.paddings))
    let padding = Padding.sides(
      top: sides.height, bottom: sides.height, left: sides.width, right: sides.width)
    try reference.expect(
      mode == "max"
        ? MaxPool(kernel, stride: stride, padding: padding)
        : AveragePool(kernel, stride: stride, padding: padding, countingPadding: mode == "average"),
      named: [])
  }

  @Test(arguments: ReferenceFamily.cases("upsampling"))
  func upsampling(_ reference: ReferenceCase) throws {
    let interpolation = try #require(Interpolation(rawValue: reference(\.mode)))
    try reference.expect(Upsample(try perAxis(reference(\.strides)), interpolation), named: [])
  }

  @Test(arguments: ReferenceFamily.cases("norms"))
  func norms(_ reference: ReferenceCase) throws {
    let (channels, epsilon) = (try reference(\.channels), try reference(\.epsilon))
    try reference.expect(
      reference(\.mode) == "layer"
        ? LayerNorm(channels, epsilon: epsilon)
        : GroupNorm(channels, groups: reference(\.groups), epsilon: epsilon),
      named: ["gamma", "beta"])
  }

  @Test(arguments: ReferenceFamily.cases("attention"))
  func attention(_ reference: ReferenceCase) throws {
    switch try reference(\.mode) {
    case "dotProduct":
      let names = ["query", "key", "value"]
      let inputs = try names.map { try reference($0) }
      let result = { (x: [Tensor]) in GANKit.attention(query: x[0], key: x[1], value: x[2]) }
      try reference.expect("output", result(inputs))
      let cotangent = try reference("cotangent")
      let found = gradients(at: inputs) { (result($0) * cotangent).sum() }
      for (name, gradient) in zip(names, found) { try reference.expect("gradient.\(name)", gradient) }
    case "self":
      let layer = SelfAttention(
        try reference(\.channels), innerChannels: try reference(\.inputs), using: Random(seed: 1))
      try reference.expect(
        layer, named: ["key.weight", "query.weight", "value.weight", "output.weight", "gamma"])
    default:
      try reference.expect(MinibatchDeviation(groupSize: reference(\.groups)), named: [])
    }
  }

  /// One power iteration before each of three steps, none in inference; the gradient takes the vectors as constants.
  @Test(arguments: ReferenceFamily.cases("spectral-norm"))
  func spectralNorm(_ reference: ReferenceCase) throws {
    let random = Random(seed: 1)
    switch try reference(\.mode) {
    case "dense": try spectralNorm(SpectralNorm(Dense(5, 3, using: random), using: random), reference)
    case "convolution":
      let layer = Conv2D(2, 4, kernel: 3, stride: 2, padding: .explicit(1), using: random)
      try spectralNorm(SpectralNorm(layer, using: random), reference)
    default:
      let layer = ConvTranspose2D(3, 2, kernel: 4, stride: 2, padding: .explicit(1), using: random)
      try spectralNorm(SpectralNorm(layer, using: random), reference)
    }
  }

  private func spectralNorm(_ layer: SpectralNorm<some WeightedLayer>, _ reference: ReferenceCase) throws {
    let bias = try #require(layer.parameters.first { $0.name == "layer.bias" }?.parameter)
    layer.layer.weight.value = try reference("weight")
    bias.value = try reference("bias")
    (layer.u.value, layer.v.value) = (try reference("u"), try reference("v"))
    for pass in ["step0", "step1", "step2", "inference"] {
      let mode = pass == "inference" ? Mode.inference : .training(Random(seed: 1))
      let (input, cotangent) = (try reference("\(pass).input"), try reference("\(pass).cotangent"))
      let forward = record(layer) { layer(input, mode) }
      try reference.expect("\(pass).output", forward.value)
      try reference.expect("\(pass).u", layer.u.value)
      try reference.expect("\(pass).v", layer.v.value)
      // A pass in training would move the vectors once more.
      try reference.expect(
        "\(pass).gradient.input", gradient(at: input) { (layer($0, .inference) * cotangent).sum() })
      let (_, found) = forward.gradients { ($0 * cotangent).sum() }
      let gradient = try #require(found[layer.layer.weight])
      try reference.expect("\(pass).gradient.weight", gradient)
      try reference.expect("\(pass).gradient.bias", try #require(found[bias]))
      if pass == "inference" { continue }
      layer.layer.weight.value = layer.layer.weight.value - 0.1 * gradient
      try reference.expect("\(pass).weight", layer.layer.weight.value)
    }
  }
}

extension ReferenceCase {
  /// Compares a layer whose parameters have these names, and no others.
  fileprivate func expect(_ layer: any Layer, named names: [String]) throws {
    #expect(layer.parameters.map(\.name) == names)
    func expect(_ layer: some Layer) throws { try self.expect(layer) }
    if !names.isEmpty { return try expect(layer) }
    let (input, cotangent) = (try self("input"), try self("cotangent"))
    try self.expect("output", layer(input, .inference))
    try self.expect(
      "gradient.input", gradient(at: input) { (layer($0, .inference) * cotangent).sum() })
  }
}
