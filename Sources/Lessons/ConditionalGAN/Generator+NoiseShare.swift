import GANKit

extension Generator {
  // snippet.noiseShare
  /// How much of what G's first layer computes is due to the noise: the variance of its outputs that comes from z, as a
  /// share of the variance that comes from z and from the label, summed over all outputs. 1: the label has no influence;
  /// 0: the noise has none.
  ///
  /// z has variance 1 in each of its components, and each digit is asked for equally often.
  var noiseShare: Double {
    guard let first = network.layers.first as? Dense else { return .nan }
    let (forNoise, forLabels) = (
      first.weight.value.rows(0..<latentSize),
      loudness * first.weight.value.rows(latentSize..<latentSize + 10)
    )
    let fromNoise = Double((forNoise * forNoise).sum().scalar)
    let deviation = forLabels - forLabels.mean(axes: [0])
    let fromLabels = Double((deviation * deviation).sum().scalar) / 10
    return fromNoise / (fromNoise + fromLabels)
  }
  // snippet.end
}
