/// The hinge losses of a GAN (Lim and Ye 2017; Tran, Ranganath and Blei 2017): the discriminator gains nothing from
/// logits above 1 on real images or below -1 on generated ones. There is one logit D(x) for each image or patch.
public enum HingeLoss {
  /// E[max(0, 1 - D(real))] + E[max(0, 1 + D(fake))]; 2 for a discriminator whose logits are all 0.
  public static func discriminator(real: Tensor, fake: Tensor) -> Tensor {
    relu(1 - real).mean() + relu(1 + fake).mean()
  }

  /// -E[D(fake)], which is unbounded.
  public static func generator(fake: Tensor) -> Tensor { -fake.mean() }
}

extension GradientCase {
  static var hingeLoss: [GradientCase] {
    [
      GradientCase("hinge loss, discriminator", [[5, 1], [4, 1]], in: -2...2) {
        HingeLoss.discriminator(real: $0[0], fake: $0[1])
      },
      GradientCase("hinge loss, generator", [[5, 1]]) { HingeLoss.generator(fake: $0[0]) },
    ]
  }
}
