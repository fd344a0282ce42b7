import ExerciseKit
import Foundation
import GANKit

/// What the learner changes.
protocol NoisyCycle: SendableMetatype {
  static func cycle(
    a: Tensor, b: Tensor, g: (Tensor) -> Tensor, f: (Tensor) -> Tensor, noise: Float, using random: Random
  ) -> (loss: Tensor, fakeA: Tensor, fakeB: Tensor)
}

/// Pictures of two collections of unequal size.
private func pictures(_ random: Random) -> (a: Tensor, b: Tensor) {
  (
    Tensor.uniform([3, 24, 24, 3], in: -1...1, using: random),
    Tensor.uniform([4, 24, 24, 3], in: -1...1, using: random)
  )
}

/// The mean of |n| of normal noise with a standard deviation of 1.
private let meanSize = Float((2 / Double.pi).squareRoot())

func checks<E: NoisyCycle>(_: E.Type) -> [Check] {
  [
    Check("without noise it is the cycle loss of the chapter") { conditions in
      let random = conditions.random("pictures")
      let (a, b) = pictures(random)
      let (brighter, darker) = (Float(random.uniform(in: 0.4..<0.6)), Float(random.uniform(in: 0.1..<0.3)))
      let loss = E.cycle(
        a: a, b: b, g: { $0 + brighter }, f: { $0 - darker }, noise: 0, using: conditions.random("noise")
      ).loss
      try expect(loss.count == 1, "The loss has the shape \(loss.shape). It is one number.")
      try expect(
        loss.scalar, near: 2 * (brighter - darker), within: 1e-3,
        "G adds \(brighter) to every value and F takes away \(darker), without noise. The loss is "
          + "\(loss.scalar), and what comes back differs by \(brighter - darker) in each of two directions.")
    },
    Check("the discriminators get what the generators made") { conditions in
      let (a, b) = pictures(conditions.random("pictures"))
      let made = E.cycle(
        a: a, b: b, g: { -0.5 * $0 }, f: { 0.25 * $0 }, noise: 0.1, using: conditions.random("noise"))
      for (name, found, expected) in [("G(a)", made.fakeB, -0.5 * a), ("F(b)", made.fakeA, 0.25 * b)] {
        try expect(
          found.shape == expected.shape,
          "Expected \(name) in the shape \(expected.shape), found \(found.shape).")
        let difference = meanAbsoluteError(found, expected).scalar
        try expect(
          difference < 1e-5,
          "What is returned as \(name) differs from it by \(difference) on average. Noise that no real "
            + "picture has is a simple way to tell fakes: who looks at these pictures besides the other "
            + "generator?")
      }
    },
    Check("generators that change nothing pay for the noise in both directions") { conditions in
      let random = conditions.random("pictures")
      let (a, b) = pictures(random)
      let noise = Float(random.uniform(in: 0.1..<0.2))
      let loss = E.cycle(
        a: a, b: b, g: { $0 }, f: { $0 }, noise: noise, using: conditions.random("noise")
      ).loss.scalar
      let each = meanSize * noise
      try expect(
        loss > 0.1 * each,
        "The noise has changed nothing: generators that return every picture as it is have a loss of \(loss) "
          + "at a noise of \(noise).")
      try expect(
        (loss - each).magnitude > 0.1 * each,
        "Generators that return every picture as it is have a loss of \(loss) at a noise of \(noise). That "
          + "is the mean size of the noise, once. How many ways back are there?")
      try expect(
        loss, near: 2 * each, within: 0.1 * each,
        "Generators that return every picture as it is have a loss of \(loss) at a noise of \(noise). Normal "
          + "noise of this standard deviation has a mean size of \(each), which should come in twice. What "
          + "is the standard deviation of yours?")
    },
    Check("a message that is fainter than the noise cannot be read") { conditions in
      let (a, b) = pictures(conditions.random("pictures"))
      let noise: Float = 0.05
      let loss = E.cycle(
        a: a, b: b, g: { 0.01 * $0 }, f: { 100 * $0 }, noise: noise, using: conditions.random("noise")
      ).loss.scalar
      let expected = meanSize * noise * (100 + 0.01)
      try expect(
        loss, near: expected, within: 0.1 * expected,
        "G whispers 0.01 a, and F makes it a hundred times as strong. With a noise of \(noise) the loss is "
          + "\(loss), but the noise should drown the whisper and make it \(expected). At which point of the "
          + "cycle does F read?")
    },
    Check("the gradient passes through both generators") { conditions in
      let random = conditions.random("pictures")
      let (a, b) = pictures(random)
      // |p q a - a| = (1 - p q) |a|: its slope in p is -q |a|.
      let p = Float(random.uniform(in: 0.4..<0.6))
      let q = Float(random.uniform(in: 0.7..<0.9))
      let slopes = gradients(at: [Tensor(p), Tensor(q)]) { factors in
        E.cycle(
          a: a, b: b, g: { factors[0] * $0 }, f: { factors[1] * $0 }, noise: 0,
          using: conditions.random("noise")
        ).loss
      }
      let size = abs(a).mean().scalar + abs(b).mean().scalar
      for (name, slope, other) in [("G", slopes[0].scalar, q), ("F", slopes[1].scalar, p)] {
        try expect(
          slope, near: -other * size, within: 0.02 * size,
          "\(name) multiplies by a number, and the slope of the loss in it is \(slope). Two cycles pass "
            + "through \(name), which makes it \(-other * size). Where does one of them end too early?")
      }
    },
  ]
}
