import GANKit

// Answers that look right, for the test of the checks.

/// How much the pixels of one picture differ from each other, which is contrast and not variety.
enum VarianceOverPixels: NoiseShare {
  static func noiseShare(of images: Tensor, asked: [Int]) -> Float {
    let x = images.flattened()
    return x.variance(axes: [1]).mean().scalar / x.variance(axes: [0]).mean().scalar
  }
}

/// Takes the groups apart, but measures all of them from the mean of all pictures, like the whole.
enum CommonMean: NoiseShare {
  static func noiseShare(of images: Tensor, asked: [Int]) -> Float {
    let x = images.flattened()
    let deviations = square(x - x.mean(axes: [0])).sum(axes: [1])
    let within = (0..<10).reduce(Float(0)) { sum, digit in
      let rows = asked.indices.filter { asked[$0] == digit }
      return rows.isEmpty ? sum : sum + deviations.gathered(rows: rows).sum().scalar
    }
    return within / deviations.sum().scalar
  }
}

/// Noise to requests, like signal to noise: a ratio of the two parts, and no share of the whole.
enum NoiseToLabel: NoiseShare {
  static func noiseShare(of images: Tensor, asked: [Int]) -> Float {
    let x = images.flattened()
    let mean = x.mean(axes: [0])
    var (within, between) = (Float(0), Float(0))
    for digit in 0..<10 {
      let rows = asked.indices.filter { asked[$0] == digit }
      if rows.isEmpty { continue }
      let group = x.gathered(rows: rows)
      within += Solution.squaredDeviations(group)
      between += Float(rows.count) * square(group.mean(axes: [0]) - mean).sum().scalar
    }
    return within / between
  }
}

/// Standard deviations, in the units of the pixels: they do not add up to a whole.
enum ShareOfDeviation: NoiseShare {
  static func noiseShare(of images: Tensor, asked: [Int]) -> Float {
    Solution.noiseShare(of: images, asked: asked).squareRoot()
  }
}

/// The mean of the variances of the groups, in which a rare request counts as much as a frequent one.
enum MeanOfVariances: NoiseShare {
  static func noiseShare(of images: Tensor, asked: [Int]) -> Float {
    let x = images.flattened()
    let variances = Set(asked).sorted().map { digit in
      x.gathered(rows: asked.indices.filter { asked[$0] == digit }).variance(axes: [0]).sum().scalar
    }
    return variances.reduce(0, +) / Float(variances.count) / x.variance(axes: [0]).sum().scalar
  }
}
