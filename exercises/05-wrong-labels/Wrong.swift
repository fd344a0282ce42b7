import GANKit

// Answers that look right, for the test of the checks.

/// "A pair to be rejected is a fake": so it takes the fakes, which look fake whatever the label is.
enum FakesMislabelled: PairLoss {
  static func wrongLabels(for labels: [Int], using random: Random) -> [Int] {
    Solution.wrongLabels(for: labels, using: random)
  }

  static func loss(
    real: Tensor, fake: Tensor, labels: [Int], wrong: [Int], decide: (Tensor, [Int]) -> Tensor
  ) -> Tensor {
    let onReal = binaryCrossEntropy(logits: decide(real, labels), target: 1)
    let onFake = binaryCrossEntropy(logits: decide(fake, labels), target: 0)
    let onWrong = binaryCrossEntropy(logits: decide(fake, wrong), target: 0)
    return onReal + 0.5 * (onFake + onWrong)
  }
}

/// "The image is real, so the target is 1": it forgets that D judges pairs.
enum RealIsReal: PairLoss {
  static func wrongLabels(for labels: [Int], using random: Random) -> [Int] {
    Solution.wrongLabels(for: labels, using: random)
  }

  static func loss(
    real: Tensor, fake: Tensor, labels: [Int], wrong: [Int], decide: (Tensor, [Int]) -> Tensor
  ) -> Tensor {
    let onReal = binaryCrossEntropy(logits: decide(real, labels), target: 1)
    let onFake = binaryCrossEntropy(logits: decide(fake, labels), target: 0)
    let onWrong = binaryCrossEntropy(logits: decide(real, wrong), target: 1)
    return onReal + 0.5 * (onFake + onWrong)
  }
}

/// The third term is added like the others, and D is rewarded for saying no.
enum ThreeEqualTerms: PairLoss {
  static func wrongLabels(for labels: [Int], using random: Random) -> [Int] {
    Solution.wrongLabels(for: labels, using: random)
  }

  static func loss(
    real: Tensor, fake: Tensor, labels: [Int], wrong: [Int], decide: (Tensor, [Int]) -> Tensor
  ) -> Tensor {
    let onReal = binaryCrossEntropy(logits: decide(real, labels), target: 1)
    let onFake = binaryCrossEntropy(logits: decide(fake, labels), target: 0)
    let onWrong = binaryCrossEntropy(logits: decide(real, wrong), target: 0)
    return onReal + onFake + onWrong
  }
}

/// The right loss, with shuffled labels as in the chapter's last step: a tenth of them is right by chance.
enum Shuffled: PairLoss {
  static func wrongLabels(for labels: [Int], using random: Random) -> [Int] {
    random.permutation(labels.count).map { labels[$0] }
  }

  static func loss(
    real: Tensor, fake: Tensor, labels: [Int], wrong: [Int], decide: (Tensor, [Int]) -> Tensor
  ) -> Tensor {
    Solution.loss(real: real, fake: fake, labels: labels, wrong: wrong, decide: decide)
  }
}

/// The next digit is never the right one, and so D learns nothing about the other eight.
enum NextDigit: PairLoss {
  static func wrongLabels(for labels: [Int], using random: Random) -> [Int] {
    labels.map { ($0 + 1) % 10 }
  }

  static func loss(
    real: Tensor, fake: Tensor, labels: [Int], wrong: [Int], decide: (Tensor, [Int]) -> Tensor
  ) -> Tensor {
    Solution.loss(real: real, fake: fake, labels: labels, wrong: wrong, decide: decide)
  }
}
