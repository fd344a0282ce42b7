/// The mean binary cross-entropy of decisions, given as logits, against one target in 0...1 for all of them (1: real,
/// 0: fake).
///
/// -t ln sigmoid(x) - (1 - t) ln(1 - sigmoid(x)) = softplus(x) - t x, which neither overflows nor takes the logarithm
/// of a zero that comes from rounding.
public func binaryCrossEntropy(logits: Tensor, target: Float) -> Tensor {
  switch target {
  case 0: softplus(logits).mean()
  case 1: softplus(-logits).mean()
  default:
    logits.hasInfinity
      ? binaryCrossEntropyOfInfinity(logits, .full(logits.shape, target)).mean()
      : (softplus(logits) - target * logits).mean()
  }
}

/// The same, against one target for each decision; targets and logits have the same shape.
public func binaryCrossEntropy(logits: Tensor, targets: Tensor) -> Tensor {
  require(
    logits.shape == targets.shape,
    "binaryCrossEntropy: needs a target for each logit, found logits \(logits.shape) and targets \(targets.shape)"
  )
  if logits.hasInfinity && !targets.isTracked { return binaryCrossEntropyOfInfinity(logits, targets).mean() }
  return (softplus(logits) - targets * logits).mean()
}

/// softplus(x) - t x for each element, with its limit where x is infinite: 0 for a certain decision that is right,
/// infinity for one that may be wrong.
private func binaryCrossEntropyOfInfinity(_ logits: Tensor, _ targets: Tensor) -> Tensor {
  let x = logits.detached
  let finite = softplus(x) - targets * x
  let limits = zip(zip(x.scalars, targets.scalars), finite.scalars).map { pair, value -> Float in
    let (x, t) = pair
    guard x.isInfinite else { return value }
    let doubt = x > 0 ? 1 - t : t
    return doubt == 0 ? 0 : doubt * .infinity
  }
  return Tensor(limits, shape: x.shape)
    .derivative(wrt: logits) { dy in dy * (sigmoid(logits) - targets) }
}

extension Tensor {
  fileprivate var hasInfinity: Bool { withScalars { $0.contains(where: \.isInfinite) } }
}

/// The mean of -ln p(label) over a batch of logits `[N, classes]`, where p is their softmax; labels lie in 0 ..<
/// classes.
public func softmaxCrossEntropy(logits: Tensor, labels: [Int]) -> Tensor {
  require(
    logits.rank == 2 && logits.shape[0] == labels.count,
    "softmaxCrossEntropy: needs [\(labels.count), classes] for \(labels.count) labels, found \(logits.shape)")
  let chosen = Tensor.oneHot(labels, classes: logits.shape[1])
  return chosen.selecting(logSoftmax(logits)).sum() * (-1 / Float(labels.count))
}

extension Tensor {
  /// The elements of x where this is 1, and 0 where it is 0, even if the element of x is infinite, unlike in a product.
  fileprivate func selecting(_ x: Tensor) -> Tensor {
    Kernels.fill(shape, reading: self, x.detached) { sources, out, range in
      for index in range { out[index] = sources[0][index] == 0 ? 0 : sources[1][index] }
    }
    .derivative(wrt: x) { dy in dy * self }
  }
}

/// The mean of (a - b)^2. One of the two may be broadcast to the shape of the other, but not both to a third shape.
public func meanSquaredError(_ a: Tensor, _ b: Tensor) -> Tensor {
  checkPair(a, b, in: "meanSquaredError")
  return square(a - b).mean()
}

/// The mean of |a - b|. One of the two may be broadcast to the shape of the other, but not both to a third shape.
public func meanAbsoluteError(_ a: Tensor, _ b: Tensor) -> Tensor {
  checkPair(a, b, in: "meanAbsoluteError")
  return abs(a - b).mean()
}

/// `[N, 1]` against `[N]` would compare each element with every other.
private func checkPair(_ a: Tensor, _ b: Tensor, in loss: String) {
  let common = a.shape.broadcast(with: b.shape, in: loss)
  require(
    common == a.shape || common == b.shape,
    "\(loss): shapes \(a.shape) and \(b.shape) would be compared as \(common), each element with several; "
      + "reshape one to the other")
}

extension GradientCase {
  static var losses: [GradientCase] {
    [
      GradientCase("binary cross-entropy, ones", [[7]], in: -3...3) {
        binaryCrossEntropy(logits: $0[0], target: 1)
      },
      GradientCase("binary cross-entropy, zeros", [[7]], in: -3...3) {
        binaryCrossEntropy(logits: $0[0], target: 0)
      },
      GradientCase("binary cross-entropy, smoothed", [[7]]) {
        binaryCrossEntropy(logits: $0[0], target: 0.9)
      },
      GradientCase("binary cross-entropy, tensor", [[5]]) {
        binaryCrossEntropy(logits: $0[0], targets: Tensor([0, 1, 1, 0.5, 0.2]))
      },
      GradientCase("softmax cross-entropy", [[3, 4]]) {
        softmaxCrossEntropy(logits: $0[0], labels: [2, 0, 3])
      },
      GradientCase("mean squared error", [[3, 4], [3, 4]]) { meanSquaredError($0[0], $0[1]) },
      GradientCase("mean absolute error", [[3, 4], [3, 4]]) { meanAbsoluteError($0[0], $0[1]) },
    ]
  }
}
