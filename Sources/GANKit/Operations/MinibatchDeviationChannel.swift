extension Tensor {
  /// Images with one more channel that says how much they vary: the standard deviation of each value over the batch,
  /// averaged over all pixels and channels (Karras et al. 2018, "Progressive Growing of GANs", section 3). A
  /// discriminator can tell from it whether a generator draws the same picture again and again.
  ///
  /// - Parameter groupSize: the number of images over which the deviation is taken, a divisor of N; N if nil. In
  ///   StyleGAN it is 4; the images of a group are N / groupSize apart.
  /// - Returns: `[N, H, W, C + 1]`.
  public func withMinibatchDeviation(groupSize: Int? = nil) -> Tensor {
    require(
      rank == 4 && count > 0, "withMinibatchDeviation: needs images [N, H, W, C], found shape \(shape)")
    let size = groupSize ?? shape[0]
    require(
      size >= 1 && shape[0] % size == 0,
      "withMinibatchDeviation: \(shape[0]) images cannot be divided into groups of \(size)")
    let groups = shape[0] / size
    let values = reshaped(to: [size, groups, count / shape[0]])
    let centred = values - values.mean(axes: [0], keepingDimensions: true)
    let deviation = sqrt(square(centred).mean(axes: [0]) + 1e-8).mean(axes: [1])
    let channel = deviation.reshaped(to: [1, groups, 1, 1, 1])
      .broadcast(to: [size, groups, shape[1], shape[2], 1])
    return concatenate([self, channel.reshaped(to: [shape[0], shape[1], shape[2], 1])], axis: 3)
  }
}

extension GradientCase {
  static var minibatchDeviation: [GradientCase] {
    [
      GradientCase("minibatch deviation", [[3, 2, 2, 2]]) { $0[0].withMinibatchDeviation() },
      GradientCase("minibatch deviation in groups", [[4, 1, 2, 3]]) {
        $0[0].withMinibatchDeviation(groupSize: 2)
      },
    ]
  }
}
