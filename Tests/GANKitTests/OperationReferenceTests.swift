import GANKit
import TestSupport
import Testing

/// Operations and losses against PyTorch 2.13: values, first and second derivatives.
@Suite("Operations have PyTorch's values and derivatives")
struct OperationReferenceTests {
  /// The functions of `Fixtures/make_operation_values.py`, by the same names.
  static let operations: [String: @Sendable ([Tensor]) -> Tensor] = [
    "multiply, channels": { $0[0] * $0[1] },
    "multiply, each image": { $0[0] * $0[1] },
    "multiply, pixels": { $0[0] * $0[1] },
    "multiply, both": { $0[0] * $0[1] },
    "divide, channels": { $0[0] / $0[1] },
    "sin": { sin($0[0]) },
    "cos": { cos($0[0]) },
    "pow 2.5": { pow($0[0], 2.5) },
    "pow -3": { pow($0[0], -3) },
    "pow": { pow($0[0], $0[1]) },
    "power of 1.7": { pow(1.7, $0[0]) },
    "gelu": { gelu($0[0]) },
    "silu": { silu($0[0]) },
    "elu": { elu($0[0]) },
    "elu 0.4": { elu($0[0], alpha: 0.4) },
    "softmax, axis 1": { softmax($0[0], axis: 1) },
    "logSoftmax, axis 0": { logSoftmax($0[0], axis: 0) },
    "max, axis 1": { $0[0].maximum(axes: [1]) },
    "max, equal elements": { $0[0].maximum(axes: [1]) },
    "min, axes 0 and 2": { $0[0].minimum(axes: [0, 2]) },
    "variance": { $0[0].variance(axes: [0, 2]) },
    "unbiased variance": { $0[0].variance(axes: [1], unbiased: true) },
    "standard deviation": { $0[0].standardDeviation(axes: [1]) },
    "cumulative sum": { $0[0].cumulativeSum(axis: 1) },
    "flipped": { $0[0].flipped(axes: [0, 2]) },
    "stack, axis 1": { stack($0, axis: 1) },
    "replacing": { $0[0].replacing(with: $0[1], where: $0[0] .< $0[1]) * $0[1] },
    "matmul, batches": { matmul($0[0], $0[1]) },
    "matmul, right matrix": { matmul($0[0], $0[1]) },
    "matmul, left matrix": { matmul($0[0], $0[1]) },
    "matmul, both broadcast": { matmul($0[0], $0[1]) },
    "Huber loss": { huberLoss($0[0], $0[1], delta: 0.7) },
    "hinge, discriminator": { HingeLoss.discriminator(real: $0[0], fake: $0[1]) },
    "Wasserstein, critic": { WassersteinLoss.critic(real: $0[0], fake: $0[1]) },
    "pairing, discriminator": { RelativisticPairingLoss.discriminator(real: $0[0], fake: $0[1]) },
    "pairing, generator": { RelativisticPairingLoss.generator(real: $0[0], fake: $0[1]) },
    "average, discriminator": { RelativisticAverageLoss.discriminator(real: $0[0], fake: $0[1]) },
    "average, generator": { RelativisticAverageLoss.generator(real: $0[0], fake: $0[1]) },
    "divergence, standard normal": { klDivergence(mean: $0[0], logVariance: $0[1]) },
    "divergence": {
      klDivergence(mean: $0[0], logVariance: $0[1], fromMean: $0[2], fromLogVariance: $0[3])
    },
    "recoloured": { $0[0].recoloured(by: colours) },
    "recoloured, two channels": { $0[0].recoloured(by: colours) },
    "translated": { $0[0].translated(by: shifts) },
    "cutting out": { $0[0].cuttingOut(cutouts) },
    "augmented": { $0[0].recoloured(by: colours).translated(by: shifts).cuttingOut(cutouts) },
    "WGAN-GP": { inputs in
      GradientPenalty.wasserstein(real: inputs[1], fake: inputs[2], using: Random(seed: 3)) {
        critic(inputs[0], $0)
      }
    },
    "R1": { inputs in GradientPenalty.r1(real: inputs[1]) { critic(inputs[0], $0) } },
    "R2": { inputs in GradientPenalty.r2(fake: inputs[1]) { critic(inputs[0], $0) } },
  ]

  /// The draws of the script, for three pictures.
  private static let colours = [
    ColourChange(brightness: 0.3, saturation: 1.7, contrast: 0.6),
    ColourChange(brightness: -0.45, saturation: 0, contrast: 1.4), ColourChange(saturation: 0.25),
  ]
  private static let shifts: [PerAxis] = [[1, -2], [-1, 0], [0, 1]]
  private static let cutouts = [
    PixelRectangle(rows: 0..<4, columns: 2..<5), PixelRectangle(rows: 3..<7, columns: 0..<3),
    PixelRectangle(rows: 4..<8, columns: 5..<6),
  ]

  private static func critic(_ weight: Tensor, _ images: Tensor) -> Tensor {
    matmul(linear(images, weight: weight, activation: .tanh), [[0.7], [-0.4], [1]])
  }

  @Test func everyOperationHasItsValues() throws {
    #expect(try Set(ReferenceFamily("operations").cases.map(\.name)) == Set(Self.operations.keys))
  }

  @Test(arguments: ReferenceFamily.cases("operations"))
  func agrees(_ reference: ReferenceCase) throws {
    let operation = try #require(Self.operations[reference.name])
    let inputs = (0..<4).compactMap { reference.values[tensor: "\(reference.name).input\($0)"] }
    let cotangent = try reference("cotangent")
    func first(_ inputs: [Tensor]) -> [Tensor] {
      gradients(at: inputs) { (operation($0) * cotangent).sum() }
    }
    try reference.expect("output", operation(inputs))
    for (index, found) in first(inputs).enumerated() {
      try reference.expect("gradient.input\(index)", found)
    }
    let directions = try inputs.indices.map { try reference("direction\($0)") }
    let second = gradients(at: inputs) { inputs in
      zip(first(inputs), directions).reduce(Tensor(0)) { $0 + ($1.0 * $1.1).sum() }
    }
    for (index, found) in second.enumerated() {
      try reference.expect("second.input\(index)", found, within: 2e-5)
    }
  }

  /// In the lower tail, where 1 + erf loses all digits.
  @Test func geluKeepsItsDigitsBelowZero() {
    let x: Tensor = [-12, -8, -5, -1]
    // x (1 - Φ(-x)), from a table of the normal distribution
    expectClose(
      gelu(x).scalars, [-12 * 1.7764821e-33, -8 * 6.2209606e-16, -5 * 2.8665157e-7, -0.15865525],
      within: .ofEach(5e-6))
  }
}
