import TestSupport
import Testing

@testable import GANKit

/// A gradient that cannot be had is told; none is lost in silence.
@Suite struct LostGradientTests {
  @Test func aRecordingThatIsUsedTwiceIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      let model = Dense(2, 1, using: Random(seed: 1))
      let recording = record(model) { model(.ones([3, 2]), .inference) }
      _ = recording.gradients { $0.mean() }
      _ = recording.gradients { square($0).mean() }
    }
    expectMessage(of: result, "gradients: ", "record", "once")
  }

  @Test func aLossThatDoesNotDependOnTheModelIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      let random = Random(seed: 1)
      let (model, other) = (Dense(2, 1, using: random), Dense(2, 1, using: random))
      _ = gradients(of: model) { other(.ones([3, 2]), .inference).mean() }
    }
    expectMessage(of: result, "gradients: the loss does not depend on", "2 parameters")
  }

  @Test func aLossThatForgetsTheRecordedOutputIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      let model = Dense(2, 1, using: Random(seed: 1))
      let recording = record(model) { model(.ones([3, 2]), .inference) }
      _ = recording.gradients { _ in recording.value.mean() }
    }
    expectMessage(of: result, "gradients: the loss does not depend on")
  }

  @Test func anOptimizerRefusesTheGradientsOfAnotherModel() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      let random = Random(seed: 1)
      let (model, other) = (Dense(2, 1, using: random), Dense(2, 1, using: random))
      let (_, found) = gradients(of: other) { other(.ones([3, 2]), .inference).mean() }
      Adam(for: model, learningRate: 1e-3).update(with: found)
    }
    expectMessage(of: result, "Adam: ", "2 parameters", "another model")
  }

  @Test func theSameModelRecordedInsideItsOwnRecordingKeepsBothGradients() throws {
    let model = Dense(2, 1, activation: .tanh, using: Random(seed: 1))
    let x = Tensor([1, -2, 0.5, 0.3], shape: [2, 2])
    func loss(_ x: Tensor) -> Tensor { square(model(x, .inference)).mean() }
    let (_, plain) = gradients(of: model) { loss(x) }
    let (_, doubled) = gradients(of: model) { loss(2 * x) }
    var within: Tensor?
    let (_, outer) = gradients(of: model) {
      let (_, inner) = gradients(of: model) { loss(2 * x) }
      within = inner[model.weight]
      return loss(x)
    }
    #expect(within == doubled[model.weight])
    #expect(outer[model.weight] == plain[model.weight] && outer[model.bias!] == plain[model.bias!])
    #expect(!model.weight.value.isTracked)
  }

  @Test func valuesOfAnInnerRecordingReachTheOuterOne() {
    let model = Dense(2, 1, using: Random(seed: 1))
    let x = Tensor([1, -2], shape: [1, 2])
    let (_, found) = gradients(of: model) {
      var kept = Tensor(0)
      let inner = record(model) { () -> Tensor in
        kept = model(x, .inference)
        return kept * 2
      }
      return kept.sum() + inner.value.sum() * 0 + model(x, .inference).sum()
    }
    #expect(found[model.weight]?.scalars == [2, -4])
  }

  @Test func anInnerGradientLeavesTheOuterRecordWhole() {
    let model = Dense(2, 2, activation: .tanh, using: Random(seed: 1))
    let x = Tensor([1, -2, 0.5, 0.3], shape: [2, 2])
    let (_, plain) = gradients(of: model) { square(model(x, .inference)).mean() }
    var slope: Tensor?
    let (_, found) = gradients(of: model) {
      let y = model(x, .inference)
      // Reads the outer record; as a constant its result is harmless.
      slope = gradient(at: x) { (y * $0).sum() }.detached
      return square(y).mean()
    }
    #expect(slope == model(x, .inference))
    #expect(found[model.weight] == plain[model.weight])
  }

  @Test func anInnerLossThatWasDifferentiatedCanStillBePartOfTheOuterOne() {
    let model = Dense(2, 1, using: Random(seed: 1))
    let (_, expected) = gradients(of: model) { model(.ones([1, 2]), .inference).sum() }
    let (_, found) = gradients(of: model) {
      var kept = Tensor(0)
      _ = gradient(at: Tensor.ones([1, 2])) { x in
        kept = model(x, .inference).sum()
        return kept
      }
      return kept
    }
    #expect(found[model.weight] == expected[model.weight])
  }

  @Test func aBufferDoesNotKeepARecord() {
    let buffer = Buffer(.zeros([1]))
    _ = gradient(at: Tensor([1])) { x in
      buffer.value = x * 2
      return x.sum()
    }
    #expect(!buffer.value.isTracked && buffer.value.scalar == 2)
  }
}
