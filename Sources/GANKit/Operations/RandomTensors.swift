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
}
