/// The losses of a Wasserstein GAN (Arjovsky, Chintala and Bottou 2017). The critic's values D(x) are scores, not
/// logits; its slope has to be limited, by ``GradientPenalty/wasserstein(real:fake:weight:using:of:)`` or otherwise.
public enum WassersteinLoss {
  /// E[D(fake)] - E[D(real)]. For the best critic whose slope is at most 1, this is minus the Wasserstein distance
  /// between the distributions; for any other such critic, minus a lower bound on it.
  public static func critic(real: Tensor, fake: Tensor) -> Tensor { fake.mean() - real.mean() }

  /// -E[D(fake)]
  public static func generator(fake: Tensor) -> Tensor { -fake.mean() }
}

extension GradientCase {
  static var wassersteinLoss: [GradientCase] {
    [
      GradientCase("Wasserstein loss, critic", [[5], [4]]) {
        WassersteinLoss.critic(real: $0[0], fake: $0[1])
      },
      GradientCase("Wasserstein loss, generator", [[5]]) { WassersteinLoss.generator(fake: $0[0]) },
    ]
  }
}
