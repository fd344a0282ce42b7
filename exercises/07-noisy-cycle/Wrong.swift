import GANKit

// Answers that look right, for the test of the checks.

/// Normal noise of a tensor's shape.
private func noisy(_ x: Tensor, _ noise: Float, _ random: Random) -> Tensor {
  x + noise * Tensor.normal(x.shape, using: random)
}

/// Adds noise where the translations are made: the discriminators see it, too.
enum NoisyFakes: NoisyCycle {
  static func cycle(
    a: Tensor, b: Tensor, g: (Tensor) -> Tensor, f: (Tensor) -> Tensor, noise: Float, using random: Random
  ) -> (loss: Tensor, fakeA: Tensor, fakeB: Tensor) {
    let (fakeB, fakeA) = (noisy(g(a), noise, random), noisy(f(b), noise, random))
    return (meanAbsoluteError(f(fakeB), a) + meanAbsoluteError(g(fakeA), b), fakeA, fakeB)
  }
}

/// Only G is suspected of hiding something, so only its pictures get noise.
enum OneDirection: NoisyCycle {
  static func cycle(
    a: Tensor, b: Tensor, g: (Tensor) -> Tensor, f: (Tensor) -> Tensor, noise: Float, using random: Random
  ) -> (loss: Tensor, fakeA: Tensor, fakeB: Tensor) {
    let (fakeB, fakeA) = (g(a), f(b))
    let (backToA, backToB) = (f(noisy(fakeB, noise, random)), g(fakeA))
    return (meanAbsoluteError(backToA, a) + meanAbsoluteError(backToB, b), fakeA, fakeB)
  }
}

/// Takes the standard deviation for a variance.
enum Variance: NoisyCycle {
  static func cycle(
    a: Tensor, b: Tensor, g: (Tensor) -> Tensor, f: (Tensor) -> Tensor, noise: Float, using random: Random
  ) -> (loss: Tensor, fakeA: Tensor, fakeB: Tensor) {
    let (fakeB, fakeA) = (g(a), f(b))
    let deviation = noise.squareRoot()
    let (backToA, backToB) = (f(noisy(fakeB, deviation, random)), g(noisy(fakeA, deviation, random)))
    return (meanAbsoluteError(backToA, a) + meanAbsoluteError(backToB, b), fakeA, fakeB)
  }
}

/// Adds noise to what came back, when the message has already been read.
enum AfterTheWayBack: NoisyCycle {
  static func cycle(
    a: Tensor, b: Tensor, g: (Tensor) -> Tensor, f: (Tensor) -> Tensor, noise: Float, using random: Random
  ) -> (loss: Tensor, fakeA: Tensor, fakeB: Tensor) {
    let (fakeB, fakeA) = (g(a), f(b))
    let (backToA, backToB) = (noisy(f(fakeB), noise, random), noisy(g(fakeA), noise, random))
    return (meanAbsoluteError(backToA, a) + meanAbsoluteError(backToB, b), fakeA, fakeB)
  }
}

/// Detaches the translations, as for D: each generator learns only from the second half of a cycle.
enum Detached: NoisyCycle {
  static func cycle(
    a: Tensor, b: Tensor, g: (Tensor) -> Tensor, f: (Tensor) -> Tensor, noise: Float, using random: Random
  ) -> (loss: Tensor, fakeA: Tensor, fakeB: Tensor) {
    let (fakeB, fakeA) = (g(a), f(b))
    let (backToA, backToB) = (
      f(noisy(fakeB.detached, noise, random)), g(noisy(fakeA.detached, noise, random))
    )
    return (meanAbsoluteError(backToA, a) + meanAbsoluteError(backToB, b), fakeA, fakeB)
  }
}
