/// The mean binary cross-entropy of decisions given as logits, against one target for all (1: real, 0: fake).
///
/// -t ln sigmoid(x) - (1 - t) ln(1 - sigmoid(x)) = softplus(x) - t x, which neither overflows nor takes the logarithm of
/// a rounded zero.
public func binaryCrossEntropy(logits: Tensor, target: Float) -> Tensor {
  switch target {
  case 0: softplus(logits).mean()
  case 1: softplus(-logits).mean()
  default: (softplus(logits) - target * logits).mean()
  }
}

/// The same against a target for each decision, of the shape of the logits.
public func binaryCrossEntropy(logits: Tensor, targets: Tensor) -> Tensor {
  (softplus(logits) - targets * logits).mean()
}

/// The mean of -ln p(label) over a batch of logits `[N, classes]`.
public func softmaxCrossEntropy(logits: Tensor, labels: [Int]) -> Tensor {
  require(
    logits.rank == 2 && logits.shape[0] == labels.count,
    "softmaxCrossEntropy: needs [\(labels.count), classes] for \(labels.count) labels, found \(logits.shape)")
  let chosen = Tensor.oneHot(labels, classes: logits.shape[1])
  return (logSoftmax(logits) * chosen).sum() * (-1 / Float(labels.count))
}

/// The mean of (a - b)^2.
public func meanSquaredError(_ a: Tensor, _ b: Tensor) -> Tensor { square(a - b).mean() }

/// The mean of |a - b|.
public func meanAbsoluteError(_ a: Tensor, _ b: Tensor) -> Tensor { abs(a - b).mean() }

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
