/// Penalties on the slope of a critic D with respect to its images. As part of a loss inside `gradients(of:)`,
/// they train it: the slope, a gradient, is itself differentiated with respect to D's weights.
///
/// The critic maps images `[N, ...]` to one value for each. It must treat every image independently of the others,
/// which batch norm does not: only then does the gradient of the sum of its values contain, for each image, the
/// gradient of that image's own value.
public enum GradientPenalty {
  /// λ E[(||∇D(x)|| - 1)^2] at images x on the lines between real and generated ones (WGAN-GP; Gulrajani et al. 2017,
  /// equation 3): x = u real + (1 - u) fake, with u drawn uniformly from [0, 1) for each pair.
  ///
  /// - Parameters:
  ///   - real: images `[N, ...]`.
  ///   - fake: as many generated ones, of the same shape.
  ///   - weight: λ.
  ///   - random: draws the point on each line.
  ///   - critic: D, from images to one value for each.
  public static func wasserstein(
    real: Tensor, fake: Tensor, weight: Float = 10, using random: Random, of critic: (Tensor) -> Tensor
  ) -> Tensor {
    require(
      real.rank >= 1 && real.shape == fake.shape,
      "GradientPenalty: needs as many real as generated images, found \(real.shape) and \(fake.shape)")
    let each = Shape([real.shape[0]] + real.shape.dropFirst().map { _ in 1 })
    let u = Tensor.uniform(each, using: random)
    let slope = slope(of: critic, at: u * real + (1 - u) * fake)
    let length = rootOfSquares(square(slope).sum(axes: [1]))
    return weight * square(length - 1).mean()
  }

  /// (γ / 2) E[||∇D(x)||^2] at real images (R1; Mescheder, Geiger and Nowozin 2018, equation 9).
  ///
  /// - Parameters:
  ///   - real: images `[N, ...]`.
  ///   - weight: γ.
  ///   - critic: D, from images to one value for each.
  public static func r1(real: Tensor, weight: Float = 10, of critic: (Tensor) -> Tensor) -> Tensor {
    meanSquaredSlope(of: critic, at: real) * (weight / 2)
  }

  /// (γ / 2) E[||∇D(x)||^2] at generated images (R2; Mescheder, Geiger and Nowozin 2018, equation 10).
  ///
  /// - Parameters:
  ///   - fake: generated images `[N, ...]`.
  ///   - weight: γ.
  ///   - critic: D, from images to one value for each.
  public static func r2(fake: Tensor, weight: Float = 10, of critic: (Tensor) -> Tensor) -> Tensor {
    meanSquaredSlope(of: critic, at: fake) * (weight / 2)
  }

  private static func meanSquaredSlope(of critic: (Tensor) -> Tensor, at images: Tensor) -> Tensor {
    square(slope(of: critic, at: images)).sum() / Float(images.shape[0])
  }

  /// The gradient of each image's value, `[N, elements]`.
  private static func slope(of critic: (Tensor) -> Tensor, at images: Tensor) -> Tensor {
    require(
      images.rank >= 2 && images.shape[0] > 0, "GradientPenalty: needs images [N, ...], found \(images.shape)"
    )
    return gradient(at: images) { images in
      let values = critic(images)
      require(
        values.count == images.shape[0],
        "GradientPenalty: needs one value for each of \(images.shape[0]) images, found shape \(values.shape)")
      return values.sum()
    }
    .flattened()
  }
}

extension GradientCase {
  static var gradientPenalty: [GradientCase] {
    // A critic whose slope depends on its weight and its images.
    let critic: @Sendable (Tensor, Tensor) -> Tensor = { weight, images in
      linear(tanh(linear(images, weight: weight)), weight: Tensor([0.7, -0.4, 1], shape: [3, 1]))
    }
    return [
      GradientCase("WGAN-GP", [[4, 3], [5, 4], [5, 4]]) { inputs in
        GradientPenalty.wasserstein(
          real: inputs[1], fake: inputs[2], weight: 1, using: Random(seed: 3)
        ) { critic(inputs[0], $0) }
      },
      GradientCase("R1", [[4, 3], [5, 4]]) { inputs in
        GradientPenalty.r1(real: inputs[1]) { critic(inputs[0], $0) }
      },
      GradientCase("R2", [[4, 3], [5, 4]]) { inputs in
        GradientPenalty.r2(fake: inputs[1], weight: 1) { critic(inputs[0], $0) }
      },
    ]
  }
}
