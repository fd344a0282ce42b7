import TestSupport
import Testing

@testable import GANKit

/// Until gradients can be differentiated, a penalty on them says so.
@Suite struct SecondDerivativeTests {
  @Test func aGradientPenaltyIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      let critic = Dense(2, 1, activation: .tanh, using: Random(seed: 1))
      _ = gradients(of: critic) { () -> Tensor in
        let x = Tensor.ones([4, 2])
        let slope = gradient(at: x) { critic($0, .inference).sum() }
        return critic(x, .inference).mean() + 10 * square(sqrt(square(slope).sum(axes: [1])) - 1).mean()
      }
    }
    expectMessage(of: result, "gradient", "second derivatives", "detached")
  }

  @Test func aPenaltyAloneIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      let critic = Dense(2, 1, activation: .tanh, using: Random(seed: 1))
      _ = gradients(of: critic) {
        square(gradient(at: Tensor.ones([4, 2])) { critic($0, .inference).sum() }).mean()
      }
    }
    expectMessage(of: result, "second derivatives")
  }

  @Test func theGradientOfAGradientIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor([1, 2])) { x in gradient(at: x) { (x * square($0)).sum() }.sum() }
    }
    expectMessage(of: result, "second derivatives")
  }

  @Test func gradientsOfParametersInALossAreRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      let model = Dense(2, 1, activation: .tanh, using: Random(seed: 1))
      _ = gradients(of: model) { () -> Tensor in
        let (_, inner) = gradients(of: model) { model(.ones([4, 2]), .inference).sum() }
        return square(inner[model.weight]!).sum()
      }
    }
    expectMessage(of: result, "second derivatives")
  }

  @Test func aGradientThatTheLossTakesAsAConstantWorks() {
    let critic = Dense(2, 1, activation: .tanh, using: Random(seed: 1))
    let x = Tensor([1, -2, 0.5, 0.3], shape: [2, 2])
    let slope = gradient(at: x) { critic($0, .inference).sum() }
    let (_, expected) = gradients(of: critic) { critic(x + 0.1 * slope, .inference).mean() }
    let (_, found) = gradients(of: critic) {
      let slope = gradient(at: x) { critic($0, .inference).sum() }.detached
      return critic(x + 0.1 * slope, .inference).mean()
    }
    #expect(found[critic.weight] == expected[critic.weight])
  }

  @Test func outsideOfARecordingGradientsAreConstants() {
    let critic = Dense(2, 1, activation: .tanh, using: Random(seed: 1))
    #expect(!gradient(at: Tensor.ones([1, 2])) { critic($0, .inference).sum() }.isTracked)
  }
}
