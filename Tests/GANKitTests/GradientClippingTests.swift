import TestSupport
import Testing

@testable import GANKit

@Suite("Arithmetic and clipping of gradients") struct GradientClippingTests {
  private struct Model: Module {
    let weight = Parameter(.zeros([3, 4]))
    let bias = Parameter(.zeros([4]))
  }
  private let model = Model()

  /// The gradients of a model that are equal to these tensors.
  private func gradients(weight: Tensor, bias: Tensor? = nil) -> Gradients {
    GANKit.gradients(of: model) {
      let loss = (model.weight.value * weight).sum()
      return bias.map { loss + (model.bias.value * $0).sum() } ?? loss
    }.gradients
  }

  @Test(arguments: ReferenceFamily.cases("clipping")) func clippingIsThatOfPyTorch(_ reference: ReferenceCase)
    throws
  {
    let weight = try #require(reference.values[tensor: "gradient.weight"])
    let bias = try #require(reference.values[tensor: "gradient.bias"])
    let given = gradients(weight: weight, bias: bias)
    let limit = try reference(\.limit)
    let clipped =
      reference.name.hasPrefix("norm") ? given.clipped(toNorm: limit) : given.clipped(toValue: limit)
    // PyTorch adds 1e-6 to the norm, which is 3.9 here.
    for (name, parameter) in [("weight", model.weight), ("bias", model.bias)] {
      try reference.expectEach(name, try #require(clipped[parameter]), within: 4e-7)
    }
    if reference.name == "norm-1" { expectClose(clipped.norm, Float(1), within: .units(2)) }
    if ["norm-100", "value-10"].contains(reference.name) {
      #expect(clipped[model.weight] == given[model.weight] && clipped[model.bias] == given[model.bias])
    }
  }

  @Test func everyCaseIsThere() throws { #expect(try ReferenceFamily("clipping").cases.count == 4) }

  /// The mean of the gradients of two halves of a batch is the gradient of the whole batch.
  @Test func halvesOfABatchAddUp() throws {
    let random = Random(seed: 1)
    let layer = Dense(3, 2, activation: .tanh, using: random)
    let x = Tensor.normal([8, 3], using: random)
    func found(_ rows: Range<Int>) -> Gradients {
      GANKit.gradients(of: layer) { square(layer(x.rows(rows), .inference)).mean() }.gradients
    }
    let (whole, sum) = (found(0..<8), found(0..<4) + found(4..<8))
    for parameter in [layer.weight, try #require(layer.bias)] {
      let expected = try #require(whole[parameter])
      expectClose(try #require((0.5 * sum)[parameter]), expected, within: .ofLargest(1e-6))
      #expect((0.5 * sum)[parameter] == (sum * 0.5)[parameter])
    }
  }

  @Test func aGradientOfOnlyOneSummandIsKept() {
    let (a, b) = (
      gradients(weight: .ones([3, 4])), gradients(weight: .ones([3, 4]), bias: Tensor([1, 2, 3, 4]))
    )
    for sum in [a + b, b + a] {
      #expect(sum[model.weight] == 2 * Tensor.ones([3, 4]) && sum[model.bias] == Tensor([1, 2, 3, 4]))
    }
    #expect((a + a)[model.bias] == nil)
  }

  @Test(arguments: [Float.nan, .infinity, 1e30]) func divergenceIsNotClippedAway(_ value: Float) throws {
    let given = gradients(weight: .ones([3, 4]), bias: Tensor([1, value, 2, -3]))
    let byNorm = given.clipped(toNorm: 1)
    #expect(byNorm[model.weight]?.scalars.allSatisfy(\.isNaN) == true)
    #expect(byNorm[model.bias]?.scalars.allSatisfy(\.isNaN) == true)
    let byValue = try #require(given.clipped(toValue: 2)[model.bias]).scalars
    #expect(
      byValue[0] == 1 && byValue[2...] == [2, -2] && (value.isNaN ? byValue[1].isNaN : byValue[1] == 2))
  }

  @Test func gradientsOfZeroStayZero() throws {
    let clipped = gradients(weight: .zeros([3, 4])).clipped(toNorm: 1)
    #expect(clipped[model.weight] == .zeros([3, 4]))
  }

  @Test func limitsOutOfRangeAreRefused() async {
    let norm = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = Gradients(tensors: [:]).clipped(toNorm: 0)
    }
    expectMessage(of: norm, "clipped(toNorm:)", "above 0", "0.0")
    let value = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = Gradients(tensors: [:]).clipped(toValue: -1)
    }
    expectMessage(of: value, "clipped(toValue:)", "above 0", "-1.0")
  }
}
