extension Tensor {
  /// Independent draws from a normal distribution.
  public static func normal(
    _ shape: Shape, mean: Float = 0, standardDeviation: Float = 1, using random: Random
  ) -> Tensor {
    let standard = Kernels.normal(shape, random.take(shape.elementCount))
    return mean == 0 && standardDeviation == 1 ? standard : standard * standardDeviation + mean
  }

  /// Independent draws from the uniform distribution on a range, by default [0, 1).
  public static func uniform(_ shape: Shape, in range: ClosedRange<Float> = 0...1, using random: Random)
    -> Tensor
  {
    let unit = Kernels.uniform(shape, random.take(shape.elementCount))
    return range == 0...1 ? unit : unit * (range.upperBound - range.lowerBound) + range.lowerBound
  }

  /// Independent draws of 0 or 1: each element is 1 with the probability that stands in its place, 0...1.
  public static func bernoulli(_ probabilities: Tensor, using random: Random) -> Tensor {
    Kernels.uniform(probabilities.shape, random.take(probabilities.count)) .< probabilities.detached
  }
}
