import Synchronization
import TestSupport
import Testing

@testable import GANKit

/// Gradients are values that can be differentiated again.
@Suite struct SecondDerivativeTests {
  @Test(arguments: GradientCase.all, GradientPlace.allCases)
  func secondDerivativeAgreesWithDifferencesOfTheFirst(_ operation: GradientCase, _ place: GradientPlace) {
    #expect(operation.placed(place).largestSecondRelativeError() < 5e-3)
  }

  @Test func aSecondDerivativeThatTakesAnOperandAsAConstantIsFound() {
    let wrong = GradientCase("constant operand", [[5]]) { inputs in
      let x = inputs[0].detached
      return (x * x).derivative(wrt: inputs[0]) { dy in dy * x * 2 }
    }
    #expect(wrong.largestRelativeError() < 2e-3)
    #expect(wrong.largestSecondRelativeError() > 0.1)
  }

  @Test func aClosureThatLosesTheRecordIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor([1, 2])) { x in
        gradient(at: x) { x in
          let y = x.detached.derivative(wrt: x) { dy in dy.detached }
          return square(y).sum()
        }
        .sum()
      }
    }
    expectMessage(of: result, "derivative: ", "record of dy", "detached")
  }

  @Test func aPolynomialHasItsDerivativesOfAnyOrder() {
    let x = Tensor([2])
    func order(_ n: Int) -> (Tensor) -> Tensor {
      n == 0 ? { (x: Tensor) in (x * x * square(x)).sum() } : { x in gradient(at: x, of: order(n - 1)) }
    }
    #expect((0...5).map { order($0)(x).scalar } == [16, 32, 48, 48, 24, 0])
  }

  @Test func derivativesOfTanhOfAnyOrder() {
    let x = Tensor([0.5])
    let y = 0.46211715726
    let third = gradient(at: x) { gradient(at: $0) { gradient(at: $0) { tanh($0).sum() } } }
    #expect(abs(Double(third.scalar) - (1 - y * y) * (6 * y * y - 2)) < 1e-5)
  }

  @Test func aGradientPenaltyReachesTheParameters() throws {
    let critic = Dense(2, 1, activation: .tanh, using: Random(seed: 1))
    let x = Tensor([1, -2, 0.5, 0.3], shape: [2, 2])
    func penalty() -> Tensor {
      let slope = gradient(at: x) { critic($0, .inference).sum() }
      return square(sqrt(square(slope).sum(axes: [1])) - 1).mean()
    }
    let (value, found) = gradients(of: critic) { penalty() }
    #expect(value == penalty().scalar)
    let weight = critic.weight.value
    let numeric = weight.scalars.indices.map { index -> Float in
      func moved(_ step: Float) -> Float {
        var scalars = weight.scalars
        scalars[index] += step
        critic.weight.value = Tensor(scalars, shape: weight.shape)
        defer { critic.weight.value = weight }
        return penalty().scalar
      }
      return (moved(0.01) - moved(-0.01)) / 0.02
    }
    expectClose(try #require(found[critic.weight]).scalars, numeric, within: 1e-3)
  }

  @Test func gradientsOfParametersCanBePartOfALoss() throws {
    let model = Dense(1, 1, bias: false, using: Random(seed: 1))
    model.weight.value = Tensor([3], shape: [1, 1])
    // loss = (d/dw of w^2)^2 = 4 w^2
    let (loss, found) = gradients(of: model) { () -> Tensor in
      let (_, inner) = gradients(of: model) { square(model.weight.value).sum() }
      return square(inner[model.weight]!).sum()
    }
    #expect(loss == 36 && found[model.weight]?.scalar == 24)
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

  @Test func firstDerivativesLeaveNoRecord() {
    let random = Random(seed: 1)
    let model = Sequential {
      Conv2D(2, 3, kernel: 3, activation: .tanh, using: random)
      BatchNorm(3, activation: .leakyReLU(0.2))
    }
    let recorded = Synchronization.Mutex(true)
    _ = gradients(of: model) {
      let y = model(.normal([2, 5, 5, 2], using: random), .training(random))
      return y.detached.derivative(wrt: y) { dy in
        recorded.withLock { $0 = (y * dy).isTracked || Node.isRecording }
        return dy
      }
      .sum()
    }
    #expect(!recorded.withLock { $0 })
  }

  @Test func productsWithJacobianAndHessian() {
    let x = Tensor([1, 2, -1])
    // f = (x0 x1, x2^2), with the Jacobian (x1 x0 0; 0 0 2 x2)
    func f(_ x: Tensor) -> Tensor { concatenate([x.rows(0..<1) * x.rows(1..<2), square(x.rows(2..<3))]) }
    #expect(vectorJacobianProduct(at: x, with: Tensor([3, 5]), of: f).scalars == [6, 3, -10])
    #expect(jacobianVectorProduct(at: x, along: Tensor([1, 10, 100]), of: f).scalars == [12, -200])
    // The Hessian of x0 x1 + x2^2
    let product = hessianVectorProduct(at: x, along: Tensor([1, 10, 100])) { f($0).sum() }
    #expect(product.scalars == [10, 1, 200])
  }
}
