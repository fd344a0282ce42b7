import ExerciseKit
import Foundation
import GANKit
import LessonKit

/// What the learner changes.
protocol SettlingGame: SendableMetatype {
  static func discriminatorLoss(
    real: Tensor, fake: Tensor, weight: Float, score: (Tensor) -> Tensor
  ) -> Tensor
}

/// Two clouds, a weight and a straight D.
private struct Scene {
  static let count = 6
  /// Where the points of both clouds lie around their means, `[N, 2]`.
  let offsets: Tensor
  /// The means of the clouds, `[1, 2]`.
  let meanOfReal, meanOfFake: Tensor
  let weight: Float
  /// The slope of the straight D, `[2, 1]`, and its length.
  let slope: Tensor
  let length: Float

  init(_ random: Random) {
    let scattered = Tensor.normal([Self.count, 2], standardDeviation: 0.3, using: random)
    offsets = scattered - scattered.mean(axes: [0], keepingDimensions: true)
    meanOfReal = Tensor.uniform([1, 2], in: 1...2, using: random)
    meanOfFake = Tensor.uniform([1, 2], in: -4...(-3), using: random)
    weight = 0.5 + Float(random.uniform())
    length = 1.5 + Float(random.uniform())
    let angle = Float(2 * Double.pi * random.uniform())
    slope = Tensor([length * cos(angle), length * sin(angle)], shape: [2, 1])
  }

  var real: Tensor { offsets + meanOfReal }
  var fake: Tensor { offsets + meanOfFake }

  func loss<E: SettlingGame>(_: E.Type, weight: Float, score: (Tensor) -> Tensor) -> Float {
    E.discriminatorLoss(real: real, fake: fake, weight: weight, score: score).scalar
  }

  /// What the weight adds to the loss.
  func penalty<E: SettlingGame>(_: E.Type, score: (Tensor) -> Tensor) -> Float {
    loss(E.self, weight: weight, score: score) - loss(E.self, weight: 0, score: score)
  }

  /// How far the players are from the equilibrium after taking turns.
  func distance<E: SettlingGame>(_: E.Type, after rounds: Int) -> Float {
    let rate: Float = 0.1
    var (w, mean) = (slope, meanOfFake)
    for _ in 0..<rounds {
      let fake = offsets + mean
      let slopeOfLoss = gradient(at: w) { w in
        E.discriminatorLoss(real: real, fake: fake, weight: 1) { matmul($0, w) }
      }
      w = w - rate * slopeOfLoss
      let moved = w
      mean = mean + rate * gradient(at: mean) { matmul(offsets + $0, moved).mean() }
    }
    return sqrt(square(w).sum() + square(mean - meanOfReal).sum()).scalar
  }
}

func checks<E: SettlingGame>(_: E.Type) -> [Check] {
  [
    Check("without weight, or for a flat D, the loss is the difference of the mean scores") { conditions in
      let scene = Scene(conditions.random("flat"))
      let difference = matmul(scene.meanOfFake - scene.meanOfReal, scene.slope).scalar
      let plain = scene.loss(E.self, weight: 0) { matmul($0, scene.slope) }
      try expect(
        plain, near: difference, within: 1e-3,
        "With the weight 0 the loss is \(format(plain, 3)), and the difference of the mean scores is "
          + "\(format(difference, 3)). What else is in it, and with which weight?")
      let flat = scene.penalty(E.self) { matmul($0, Tensor.zeros([2, 1])) }
      try expect(
        flat, near: 0, within: 1e-4,
        "A D that scores every point with 0 pays \(format(flat, 3)). At the equilibrium D is flat: which "
          + "slope has to cost nothing?")
    },
    Check("a straight D pays for its slope, and not for its scores") { conditions in
      let scene = Scene(conditions.random("straight"))
      let found = scene.penalty(E.self) { matmul($0, scene.slope) }
      let raised = scene.penalty(E.self) { matmul($0, scene.slope) + 3 }
      try expect(
        raised, near: found, within: 1e-2,
        "Adding 3 to every score changes the penalty from \(format(found, 3)) to \(format(raised, 3)). G is "
          + "pulled as before: what is it that pulls?")
      let text =
        "For a D whose slope has the length \(format(scene.length, 2)) and the weight "
        + "\(format(scene.weight, 2)), the penalty adds \(format(found, 3)). "
      let expected = scene.weight / 2 * scene.length * scene.length
      func isNear(_ value: Float) -> Bool { (found - value).magnitude <= 0.01 * expected }
      try expect(!isNear(0), text + "What does a steep D have to pay?")
      try expect(found > 0, text + "D minimises its loss: will it become steeper or less steep?")
      try expect(
        !isNear(expected / 2),
        text + "That is half as much as it should be. A point is one, and its slope has two coordinates: by "
          + "which number does the mean divide?")
      try expect(
        isNear(expected),
        text
          + "That is \(format(found / expected, 2)) times as much as it should be. The task has a square, a "
          + "factor 1/2 and a mean over \(Scene.count) points: are all three there?")
    },
    Check("a curved D pays for its slopes at the real points") { conditions in
      let scene = Scene(conditions.random("curved"))
      let found = scene.penalty(E.self) { square($0).sum(axes: [1], keepingDimensions: true) / 2 }
      // The slope of |x|^2 / 2 is x.
      let expected = scene.weight / 2 * square(scene.real).sum(axes: [1]).mean().scalar
      let atFakes = scene.weight / 2 * square(scene.fake).sum(axes: [1]).mean().scalar
      try expect(
        (found - atFakes).magnitude > 1e-2 * atFakes || (found - expected).magnitude <= 1e-2 * expected,
        "For a curved D the penalty is \(format(found, 3)), which is that of its slopes at the fakes. Over "
          + "which distribution is the expectation?")
      try expect(
        found, near: expected, within: 1e-2 * expected,
        "For a curved D the penalty is \(format(found, 3)), and its slopes at the real points give "
          + "\(format(expected, 3)). Every point has a slope of its own: at which points do you take it?")
    },
    Check("the players settle") { conditions in
      let scene = Scene(conditions.random("game"))
      let (start, end) = (scene.distance(E.self, after: 0), scene.distance(E.self, after: 300))
      try expect(
        end < 0.1 * start,
        "After 300 rounds the players are \(format(end, 2)) away from the equilibrium, and "
          + "\(format(start, 2)) at the start: they circle. The penalty has the right value. Does D's "
          + "gradient know of it?")
    },
  ]
}
