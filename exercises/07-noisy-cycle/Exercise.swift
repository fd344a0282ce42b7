// exercise: 07-noisy-cycle
import GANKit

enum Exercise: NoisyCycle {
  /// The cycle loss of both directions, through noise, and the translations for the discriminators.
  ///
  /// - Parameters:
  ///   - a: pictures of A, `[N, H, W, C]`.
  ///   - b: pictures of B, `[M, H, W, C]`.
  ///   - g: translates from A to B.
  ///   - f: translates from B to A.
  ///   - noise: its standard deviation.
  /// - Returns: the loss, a scalar; F(b), in the shape of b; and G(a), in the shape of a.
  static func cycle(
    a: Tensor, b: Tensor, g: (Tensor) -> Tensor, f: (Tensor) -> Tensor, noise: Float, using random: Random
  ) -> (loss: Tensor, fakeA: Tensor, fakeB: Tensor) {
    let (fakeB, fakeA) = (g(a), f(b))
    // Change these two lines.
    let backToA = f(fakeB)
    let backToB = g(fakeA)
    return (meanAbsoluteError(backToA, a) + meanAbsoluteError(backToB, b), fakeA, fakeB)
  }
}
