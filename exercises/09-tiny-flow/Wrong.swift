import GANKit

// Answers that look right, for the test of the checks.

/// Each operation is inverted, and their order is kept.
enum OrderKept: TinyFlow {
  static func forward(_ x: Tensor, _ network: Conditioner) -> (z: Tensor, logDeterminant: Tensor) {
    Solution.forward(x, network)
  }

  static func inverse(_ z: Tensor, _ network: Conditioner) -> Tensor {
    let parts = z.split(axis: 1, into: 2)
    let (s, t) = network(parts[0])
    return concatenate([parts[0], parts[1] * exp(-s) - t], axis: 1)
  }
}

/// The determinant of the generator, from noise to data: "where the map stretches, the density falls".
enum OfTheInverse: TinyFlow {
  static func forward(_ x: Tensor, _ network: Conditioner) -> (z: Tensor, logDeterminant: Tensor) {
    let (z, logDeterminant) = Solution.forward(x, network)
    return (z, -logDeterminant)
  }

  static func inverse(_ z: Tensor, _ network: Conditioner) -> Tensor { Solution.inverse(z, network) }
}

/// The determinant itself, without a logarithm.
enum WithoutLogarithm: TinyFlow {
  static func forward(_ x: Tensor, _ network: Conditioner) -> (z: Tensor, logDeterminant: Tensor) {
    let (z, logDeterminant) = Solution.forward(x, network)
    return (z, exp(logDeterminant))
  }

  static func inverse(_ z: Tensor, _ network: Conditioner) -> Tensor { Solution.inverse(z, network) }
}

/// One determinant for all points of the batch: "the log-determinant is the sum of s".
enum SumOfTheBatch: TinyFlow {
  static func forward(_ x: Tensor, _ network: Conditioner) -> (z: Tensor, logDeterminant: Tensor) {
    let (z, logDeterminant) = Solution.forward(x, network)
    return (z, logDeterminant.sum())
  }

  static func inverse(_ z: Tensor, _ network: Conditioner) -> Tensor { Solution.inverse(z, network) }
}

/// The numbers are taken out of the tensor to give them the shape `[N]`, and the gradient ends there.
enum OutOfTheGraph: TinyFlow {
  static func forward(_ x: Tensor, _ network: Conditioner) -> (z: Tensor, logDeterminant: Tensor) {
    let (z, logDeterminant) = Solution.forward(x, network)
    return (z, Tensor(logDeterminant.scalars))
  }

  static func inverse(_ z: Tensor, _ network: Conditioner) -> Tensor { Solution.inverse(z, network) }
}
