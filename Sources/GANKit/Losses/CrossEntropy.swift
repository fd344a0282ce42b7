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

/// softplus(x) - t x for each element, with its limit where x is infinite: 0 where the target agrees entirely with that
/// certain decision, infinity where it does not.
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

/// The mean of -ln p(label) over a batch of logits `[N, classes]`, where p is the softmax of a row. Each label is one
/// of 0 ..< classes.
public func softmaxCrossEntropy(logits: Tensor, labels: [Int]) -> Tensor {
  require(
    logits.rank == 2 && logits.shape[0] == labels.count,
    "softmaxCrossEntropy: needs [\(labels.count), classes] for \(labels.count) labels, found \(logits.shape)")
  let chosen = Tensor.oneHot(labels, classes: logits.shape[1])
  // A product with `chosen` would make a NaN of an impossible class that is not the label.
  return logSoftmax(logits).replacing(with: 0, where: chosen .== 0).sum() * (-1 / Float(labels.count))
}

extension GradientCase {
  static var crossEntropy: [GradientCase] {
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
    ]
  }
}
