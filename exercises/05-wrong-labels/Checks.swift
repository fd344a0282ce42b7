import ExerciseKit
import Foundation
import GANKit

/// What the learner changes.
protocol PairLoss: SendableMetatype {
  static func wrongLabels(for labels: [Int], using random: Random) -> [Int]
  static func loss(
    real: Tensor, fake: Tensor, labels: [Int], wrong: [Int], decide: (Tensor, [Int]) -> Tensor
  ) -> Tensor
}

func checks<E: PairLoss>(_: E.Type) -> [Check] {
  [
    Check("D is asked about real pairs, generated pairs and real images with wrong labels") { conditions in
      var asked: Set<Pair> = []
      _ = Batch(using: conditions.random("asked")).loss(E.self) { pair in
        asked.insert(pair)
        return 0
      }
      let list = asked.map(\.description).sorted().joined(separator: "; ")
      try expect(
        !asked.contains(.wrongFake),
        "D is asked about \(asked.count) kinds of pairs: \(list). It can reject a generated image with a "
          + "wrong label for its looks. Which image would leave it nothing but the label to go by?")
      try expect(
        asked.isSuperset(of: [.real, .fake]),
        "D is asked about \(asked.count) kinds of pairs: \(list). Are both kinds of the chapter there?")
      try expect(
        asked.contains(.mislabelled),
        "D is asked about \(asked.count) kinds of pairs: \(list). A D that judges looks alone makes no "
          + "mistake on them. On which pair would it make one?")
    },
    Check("a D that judges all pairs rightly pays nothing") { conditions in
      let loss = Batch(using: conditions.random("right")).loss(E.self) { $0 == .real ? 15 : -15 }
      try expect(
        loss, near: 0, within: 0.001,
        "D accepts real images with their own labels, rejects the rest, and is sure of it. Its loss is "
          + "\(loss). What should it say of a real 3 that is called a 7?")
    },
    Check("real pairs weigh 1, and both kinds of pairs to be rejected weigh 1/2") {
      conditions in
      let batch = Batch(using: conditions.random("mistakes"))
      // What D pays when it is sure of everything and wrong about one kind.
      let weights = [Pair.real, .fake, .mislabelled].map { mistaken in
        batch.loss(E.self) { pair in (pair == .real) == (pair != mistaken) ? 15 : -15 } / 15
      }
      let shown = weights.map { String(format: "%.2f", $0) }
      let rejected = String(format: "%.2f", (weights[1] + weights[2]) / weights[0])
      for (weight, expected) in zip(weights, [1, 0.5, 0.5] as [Float]) {
        try expect(
          weight, near: expected, within: 0.01,
          "D's mistakes on real pairs weigh \(shown[0]), on generated ones \(shown[1]) and on wrong labels "
            + "\(shown[2]). The pairs to be rejected weigh \(rejected) times as much as the real ones. To "
            + "what answer does this push a D that knows nothing?")
      }
    },
    Check("a wrong label is never the right one") { conditions in
      let random = conditions.random("labels")
      let labels = (0..<2000).map { _ in random.integer(below: 10) }
      let wrong = E.wrongLabels(for: labels, using: random)
      try expect(wrong.count == labels.count, "For 2000 labels there are \(wrong.count) wrong ones.")
      let outside = wrong.filter { !(0..<10).contains($0) }
      try expect(
        outside.isEmpty,
        "Of 2000 wrong labels, \(outside.count) are no digits, such as \(outside.first ?? 0).")
      let right = zip(labels, wrong).count { $0 == $1 }
      try expect(
        right == 0,
        "Of 2000 \"wrong\" labels, \(right) are right. D is told to reject these pairs in the same iteration "
          + "in which it is told to accept them. How does a right label get in?")
    },
    Check("each of the other nine digits is equally often the wrong label") { conditions in
      let random = conditions.random("shares")
      let digit = random.integer(below: 10)
      let labels = (0..<45_000).map { $0 % 10 }
      let wrong = E.wrongLabels(for: labels, using: random)
      let drawn = zip(labels, wrong).filter { $0.0 == digit }.map(\.1)
      let counts = (0..<10).filter { $0 != digit }.map { other in drawn.count { $0 == other } }
      let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
      try expect(
        least > 380 && most < 620,
        "Of \(drawn.count) wrong labels for the digit \(digit), the most frequent digit has \(most) and the "
          + "rarest of the other nine has \(least). What would D make of a \(digit) with a label that it "
          + "never sees there?")
    },
  ]
}

/// What there is to know about a pair of an image and a label.
private enum Pair: CustomStringConvertible {
  case real, fake, mislabelled, wrongFake

  var description: String {
    switch self {
    case .real: "real images with their labels"
    case .fake: "generated images with their labels"
    case .mislabelled: "real images with wrong labels"
    case .wrongFake: "generated images with wrong labels"
    }
  }
}

/// Images whose pixels say what they are: a tenth of the digit plus 1, negative in generated images.
private struct Batch {
  let labels, wrong: [Int]

  init(using random: Random) {
    labels = (0..<12).map { _ in random.integer(below: 10) }
    wrong = labels.map { ($0 + 1 + random.integer(below: 9)) % 10 }
  }

  private func images(_ sign: Float) -> Tensor {
    let values = labels.map { sign * Float($0 + 1) / 10 }
    return Tensor(values, shape: [labels.count, 1, 1, 1]).broadcast(to: [labels.count, 28, 28, 1])
  }

  /// D's loss, for a D that sees what each pair is.
  func loss<E: PairLoss>(_: E.Type, logit: (Pair) -> Float) -> Float {
    E.loss(real: images(1), fake: images(-1), labels: labels, wrong: wrong) { images, labels in
      let logits = labels.indices.map { row -> Float in
        let value = images.at(row, 0, 0, 0)
        let isRight = Int((value.magnitude * 10).rounded()) - 1 == labels[row]
        return logit(value > 0 ? (isRight ? .real : .mislabelled) : (isRight ? .fake : .wrongFake))
      }
      return Tensor(logits, shape: [logits.count, 1])
    }.scalar
  }
}
