import ExerciseKit
import Foundation
import GANKit

/// What the learner writes.
protocol GeneratorLoss: SendableMetatype {
  static func loss(onFake logits: Tensor) -> Tensor
}

func checks<E: GeneratorLoss>(_: E.Type) -> [Check] {
  [
    Check("where D cannot tell, the loss is ln 2, for batches of any size") { conditions in
      let size = 2 + Int(4 * conditions.random("size").uniform())
      let value = E.loss(onFake: Tensor.zeros([size, 1])).scalar
      try expect(
        value >= 0,
        "For fakes that D gives the probability 1/2, the loss is \(value). Minus the logarithm of a "
          + "probability is never negative: whose logarithm is this?")
      try expect(
        value, near: Float(log(2.0)), within: 1e-4,
        "For \(size) fakes that D gives the probability 1/2, the loss is \(value). One fake would cost ln 2, and the "
          + "loss is a mean.")
    },
    Check("where D is certain, the slope with respect to the logit is still -1") { conditions in
      let sure = Float(-8 - 4 * conditions.random("sure").uniform())
      let slope = gradient(at: Tensor([sure], shape: [1, 1])) { E.loss(onFake: $0) }.scalar
      try expect(
        slope, near: -1, within: 0.01,
        "At the logit \(sure) the slope is \(slope). A poor generator stands exactly here: which of the two losses of "
          + "chapter 1 still teaches it something?")
    },
    Check("it stays finite for logits of -200") { _ in
      let value = E.loss(onFake: Tensor([-200, 3], shape: [2, 1])).scalar
      try expect(
        value.isFinite,
        "At the logit -200 the loss is \(value). A probability of 1e-87 is rounded to 0, and its logarithm is lost. "
          + "Can you compute it without the probability?")
    },
  ]
}
