/// The losses of a relativistic pairing GAN (Jolicoeur-Martineau 2018, where it is RSGAN; with R1 and R2 in R3GAN,
/// Huang et al. 2024). Each real image is paired with a generated one, and the difference of their logits D says how
/// much more real one of them looks than the other. Both batches have the same shape.
public enum RelativisticPairingLoss {
  /// E[-ln sigmoid(D(real) - D(fake))]; ln 2 for a discriminator whose logits are all equal.
  public static func discriminator(real: Tensor, fake: Tensor) -> Tensor { loss(winner: real, loser: fake) }

  /// E[-ln sigmoid(D(fake) - D(real))]
  public static func generator(real: Tensor, fake: Tensor) -> Tensor { loss(winner: fake, loser: real) }

  private static func loss(winner: Tensor, loser: Tensor) -> Tensor {
    require(
      winner.shape == loser.shape,
      "RelativisticPairingLoss: needs as many real as generated decisions, found \(winner.shape) and \(loser.shape)"
    )
    return softplus(loser - winner).mean()
  }
}

/// The losses of a relativistic average GAN (RaGAN; Jolicoeur-Martineau 2018): the logit D of each image is compared
/// with the mean logit of the other kind, generated or real.
public enum RelativisticAverageLoss {
  /// E[-ln sigmoid(D(real) - E[D(fake)])] + E[-ln(1 - sigmoid(D(fake) - E[D(real)]))]; 2 ln 2 for a discriminator whose
  /// logits are all equal.
  public static func discriminator(real: Tensor, fake: Tensor) -> Tensor { loss(winner: real, loser: fake) }

  /// The same with real and generated images swapped.
  public static func generator(real: Tensor, fake: Tensor) -> Tensor { loss(winner: fake, loser: real) }

  private static func loss(winner: Tensor, loser: Tensor) -> Tensor {
    softplus(loser.mean() - winner).mean() + softplus(loser - winner.mean()).mean()
  }
}

extension GradientCase {
  static var relativisticLoss: [GradientCase] {
    [
      GradientCase("relativistic pairing, discriminator", [[5, 1], [5, 1]], in: -2...2) {
        RelativisticPairingLoss.discriminator(real: $0[0], fake: $0[1])
      },
      GradientCase("relativistic pairing, generator", [[5, 1], [5, 1]], in: -2...2) {
        RelativisticPairingLoss.generator(real: $0[0], fake: $0[1])
      },
      GradientCase("relativistic average, discriminator", [[5, 1], [4, 1]], in: -2...2) {
        RelativisticAverageLoss.discriminator(real: $0[0], fake: $0[1])
      },
      GradientCase("relativistic average, generator", [[5, 1], [4, 1]], in: -2...2) {
        RelativisticAverageLoss.generator(real: $0[0], fake: $0[1])
      },
    ]
  }
}
