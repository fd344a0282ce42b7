import ExerciseKit
import Foundation
import GANKit
import LessonKit

/// What the learner changes.
protocol LikelihoodLoss: SendableMetatype {
  static func losses(onFake logits: Tensor) -> Tensor
}

extension LikelihoodLoss {
  /// The mean loss of the fakes that q draws, where the best critic's logits are held fixed.
  fileprivate static func meanLoss(_ q: Tensor, logits: Tensor) -> Tensor {
    (q * losses(onFake: logits)).sum()
  }

  /// The slope of the loss at each logit.
  fileprivate static func slopes(at logits: Tensor) -> [Float] {
    gradient(at: logits) { losses(onFake: $0).sum() }.scalars
  }
}

func checks<E: LikelihoodLoss>(_: E.Type) -> [Check] {
  [
    Check("each fake has a loss, which falls as its logit rises") { conditions in
      let low = Float(4 * conditions.random("low").uniform() - 3)
      let losses = E.losses(onFake: Tensor([low, low + 1]))
      try expect(
        losses.shape == [2], "For two fakes the shape is \(losses.shape). Where is the loss of each?")
      try expect(
        losses.at(1) < losses.at(0),
        "At the logit \(format(low, 2)) the loss is \(format(losses.at(0), 3)), and at \(format(low + 1, 2)) "
          + "it is \(format(losses.at(1), 3)). G makes the mean loss small: which fakes will it avoid?")
    },
    Check("a fake is pulled no less where real samples are more frequent") { conditions in
      let ratio = 0.2 + Float(2 * conditions.random("ratio").uniform())
      let slopes = E.slopes(at: Tensor([log(ratio), log(2 * ratio)]))
      try expect(
        slopes[1].magnitude >= 0.99 * slopes[0].magnitude,
        "Where p/q is \(format(ratio, 2)), the slope of the loss is \(format(slopes[0], 3)), and where it is "
          + "twice as large, the slope is \(format(slopes[1], 3)). At which of the two places is G leaving "
          + "something out?"
      )
    },
    Check("the gradient is that of KL(p || q)") { conditions in
      let random = conditions.random("outcomes")
      let p = softmax(Tensor.normal([6], using: random))
      let weights = Tensor.normal([6], using: random)
      let q = softmax(weights)
      let logits = log(p / q)
      let found = gradient(at: weights) { E.meanLoss(softmax($0), logits: logits) }
      let other = gradient(at: weights) { weights in
        let q = softmax(weights)
        return (q * log(q / p)).sum()
      }
      // If q is the softmax of the weights, the gradient of the sum of p ln(p / q) is q - p.
      let expected = q - p
      func distance(_ gradient: Tensor) -> Float { abs(found - gradient).maximum().scalar }
      try expect(
        distance(other) > 1e-3 || distance(expected) <= 1e-3,
        "A step down this loss lowers KL(q || p), which is now \(format((q * log(q / p)).sum().scalar, 3)), "
          + "and not KL(p || q). Which of the two is large where q is nearly 0 and p is not?")
      let worst = abs(found - expected).argmax()[0]
      try expect(
        found, near: expected, within: 1e-3,
        "An outcome has p = \(format(p.at(worst), 3)) and q = \(format(q.at(worst), 3)). With respect to its "
          + "weight in q = softmax(weights), the mean loss has the derivative \(format(found.at(worst), 3)), "
          + "and KL(p || q) has \(format(expected.at(worst), 3)). By how much does each change with q "
          + "itself?")
    },
    Check("a generator with one bump covers both bumps of the data") { conditions in
      let x = Tensor.linspace(from: -4, to: 4, count: 161)
      func bump(_ mean: Tensor, _ logDeviation: Tensor) -> Tensor {
        softmax(-square(x - mean) / (2 * exp(2 * logDeviation)))
      }
      let p = 0.65 * bump(Tensor(-1), Tensor(log(0.6))) + 0.35 * bump(Tensor(1.8), Tensor(log(0.8)))
      // It starts on one of the two.
      var mean = Tensor(1.5 + 0.5 * Float(conditions.random("start").uniform()))
      var logDeviation = Tensor(log(0.8))
      for _ in 0..<300 {
        let logits = log(p / bump(mean, logDeviation))
        let slopes = gradients(at: [mean, logDeviation]) { E.meanLoss(bump($0[0], $0[1]), logits: logits) }
        (mean, logDeviation) = (mean - 0.1 * slopes[0], logDeviation - 0.1 * slopes[1])
      }
      let target = (p * x).sum().scalar
      try expect(
        mean.scalar, near: target, within: 0.05,
        "The data have the mean \(format(target, 2)). A generator with one bump, which started on the right "
          + "of the two, ends at \(format(mean.scalar, 2)). Which real samples does it leave out?")
    },
  ]
}
