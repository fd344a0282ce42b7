import Foundation
import GANKit
import TestSupport
import Testing

/// GANKit computes what PyTorch 2.13 and Keras 3 compute, to 1e-5 of a tensor's largest magnitude.
@Suite("Reference values from PyTorch and Keras")
struct ReferenceValueTests {
  @Test(arguments: [
    ("dense", 20), ("activations", 20), ("convolution", 50), ("transposed-convolution", 26),
    ("batch-norm", 6),
    ("losses", 12), ("adam", 2), ("vanilla-gan", 1),
  ])
  func everyCaseIsThere(family: String, count: Int) throws {
    #expect(try ReferenceFamily(family).cases.count == count)
  }

  @Test(arguments: ReferenceFamily.cases("dense"))
  func dense(_ reference: ReferenceCase) throws {
    let layer = Dense(
      try reference(\.inputs), try reference(\.outputs), bias: try reference(\.bias),
      activation: try activation(reference(\.activation)), using: Random(seed: 1))
    try reference.expect(layer)
  }

  @Test(arguments: ReferenceFamily.cases("activations"))
  func activations(_ reference: ReferenceCase) throws {
    let function: (Tensor) -> Tensor
    switch try reference(\.activation) {
    case "softplus": function = softplus
    case "softmax": function = { softmax($0) }
    case "logSoftmax": function = { logSoftmax($0) }
    case let name:
      let f = try activation(name)
      function = { $0.activated(by: f) }
    }
    let (input, cotangent) = (try reference("input"), try reference("cotangent"))
    try reference.expect("output", function(input))
    try reference.expect("gradient.input", gradient(at: input) { (function($0) * cotangent).sum() })
    // Where the result is a probability or its logarithm, the small values are exact too.
    if ["sigmoid", "softplus"].contains(reference.settings.activation) {
      try reference.expectEach("output", function(input))
    }
  }

  @Test(arguments: ReferenceFamily.cases("convolution"))
  func convolution(_ reference: ReferenceCase) throws {
    let layer = Conv2D(
      try reference(\.inputs), try reference(\.outputs), kernel: try reference(\.kernel),
      stride: try reference(\.stride), padding: try padding(reference(\.padding)),
      bias: try reference(\.bias), using: Random(seed: 1))
    try reference.expect(layer)
  }

  @Test(arguments: ReferenceFamily.cases("transposed-convolution"))
  func transposedConvolution(_ reference: ReferenceCase) throws {
    let layer = ConvTranspose2D(
      try reference(\.inputs), try reference(\.outputs), kernel: try reference(\.kernel),
      stride: try reference(\.stride), padding: try padding(reference(\.padding)),
      outputPadding: reference.settings.outputPadding ?? 0, bias: try reference(\.bias),
      using: Random(seed: 1))
    try reference.expect(layer)
  }

  /// Three batches in training and one in inference; running = momentum * running + (1 - momentum) * batch.
  @Test(arguments: ReferenceFamily.cases("batch-norm"))
  func batchNorm(_ reference: ReferenceCase) throws {
    let layer = try batchNorm(for: reference)
    for batch in ["batch0", "batch1", "batch2", "inference"] {
      let mode = batch == "inference" ? Mode.inference : .training(Random(seed: 1))
      let (input, cotangent) = (try reference("\(batch).input"), try reference("\(batch).cotangent"))
      // Each pass in training moves the running statistics, so the input's gradient has its own layer.
      let other = try batchNorm(for: reference)
      other.runningMean.value = layer.runningMean.value
      other.runningVariance.value = layer.runningVariance.value
      try reference.expect(
        "\(batch).gradient.input", gradient(at: input) { (other($0, mode) * cotangent).sum() })

      let pass = record(layer) { layer(input, mode) }
      try reference.expect("\(batch).output", pass.value)
      let (_, found) = pass.gradients { ($0 * cotangent).sum() }
      try reference.expect("\(batch).gradient.gamma", try #require(found[layer.gamma]))
      try reference.expect("\(batch).gradient.beta", try #require(found[layer.beta]))
    }
    try reference.expect("runningMean", layer.runningMean.value)
    try reference.expect("runningVariance", layer.runningVariance.value)
  }

  private func batchNorm(for reference: ReferenceCase) throws -> BatchNorm {
    let layer = BatchNorm(
      try reference(\.channels), momentum: try reference(\.momentum),
      epsilon: try reference(\.epsilon))
    layer.gamma.value = try reference("gamma")
    layer.beta.value = try reference("beta")
    return layer
  }

  @Test(arguments: ReferenceFamily.cases("losses"))
  func losses(_ reference: ReferenceCase) throws {
    let input = try reference("input")
    let loss: (Tensor) -> Tensor
    switch try reference(\.loss) {
    case "binaryCrossEntropy":
      let target = try reference(\.target)
      loss = { binaryCrossEntropy(logits: $0, target: target) }
    case "softmaxCrossEntropy":
      let labels = try reference("labels").scalars.map { Int($0) }
      loss = { softmaxCrossEntropy(logits: $0, labels: labels) }
    case let name:
      let distance = try #require(
        ["meanSquaredError": meanSquaredError, "meanAbsoluteError": meanAbsoluteError][name])
      let other = try reference("other")
      loss = { distance($0, other) }
      try reference.expect("gradient.other", gradient(at: other) { distance(input, $0) })
    }
    try reference.expect("output", loss(input))
    try reference.expect("gradient.input", gradient(at: input, of: loss))
  }

  /// Five steps from given gradients, each compared. The weights are as small as the steps.
  @Test(arguments: ReferenceFamily.cases("adam"))
  func adam(_ reference: ReferenceCase) throws {
    struct Model: Module {
      let weight = Parameter(.zeros([3, 4]))
      let bias = Parameter(.zeros([4]))
    }
    let model = Model()
    try model.load(from: reference.values, as: "\(reference.name).initial")
    let optimizer = Adam(
      for: model, learningRate: try reference(\.learningRate), beta1: try reference(\.beta1),
      beta2: try reference(\.beta2), epsilon: try reference(\.epsilon))
    for step in 0..<5 {
      let weight = try reference("step\(step).gradient.weight")
      let bias = try reference("step\(step).gradient.bias")
      let (_, found) = gradients(of: model) {
        (model.weight.value * weight).sum() + (model.bias.value * bias).sum()
      }
      optimizer.update(with: found)
      try reference.expect("step\(step).weight", model.weight.value)
      try reference.expect("step\(step).bias", model.bias.value)
    }
  }

  private func activation(_ name: String) throws -> Activation {
    let known: [String: Activation] = [
      "identity": .identity, "relu": .relu, "leakyReLU-0.2": .leakyReLU(0.2),
      "leakyReLU-0.3": .leakyReLU(0.3),
      "tanh": .tanh, "sigmoid": .sigmoid,
    ]
    return try #require(known[name], "unknown activation \(name)")
  }

  private func padding(_ name: String) throws -> Padding {
    switch name {
    case "same": .same
    case "valid": .valid
    case let size: .explicit(try #require(Int(size)))
    }
  }
}
