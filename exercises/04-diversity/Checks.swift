import ExerciseKit
import GANKit

/// What the learner writes.
protocol Diversity: SendableMetatype {
  static func spread(of points: Tensor) -> Double
}

private func rounded(_ value: Double) -> Double { (1000 * value).rounded() / 1000 }

func checks<E: Diversity>(_: E.Type) -> [Check] {
  [
    Check("twice as far apart is twice the spread") { conditions in
      let random = conditions.random("twice")
      let points = Tensor.normal([31, 6], using: random)
      let (once, twice) = (E.spread(of: points), E.spread(of: points * 2))
      try expect(
        once > 0,
        "No two of 31 pictures are alike, and their spread is \(once). Which picture lies so near to each?")
      try expect(
        abs(twice / once - 2) < 0.01,
        "All pictures lie twice as far apart as before, and the spread is \(rounded(twice / once)) times as "
          + "large. Is it a distance?")
    },
    Check("four pictures that are repeated have hardly any diversity") { conditions in
      let random = conditions.random("four")
      let real = Tensor.normal([64, 20], using: random)
      let four = real.gathered(rows: (0..<64).map { _ in random.integer(below: 4) })
      let fake = four + 0.02 * Tensor.normal(four.shape, using: random)
      let diversity = E.spread(of: fake) / E.spread(of: real)
      try expect(
        diversity < 0.1,
        "G draws four pictures over and over, and the diversity is \(rounded(diversity)). In how many of all "
          + "pairs are the two pictures different ones?")
    },
    Check("the order of the pictures does not matter") { conditions in
      let random = conditions.random("order")
      let points = Tensor.normal([31, 2], using: random)
      let spreads = (0..<5).map { _ in E.spread(of: points.gathered(rows: random.permutation(31))) }
      let (least, most) = (spreads.min()!, spreads.max()!)
      try expect(
        most - least < 1e-4 * most,
        "The same pictures in five orders have spreads from \(rounded(least)) to \(rounded(most)). With "
          + "which others is the first picture compared, and with which the last?")
    },
    Check("one picture that is far from all others hardly matters") { conditions in
      let random = conditions.random("far")
      // On a line: the nearest neighbours are 1, 1, 2, 3 and 100 units away.
      let unit = Float(1 + random.uniform())
      let points = Tensor([0, 1, 3, 6, 106], shape: [5, 1]) * unit
      let spread = E.spread(of: points.gathered(rows: random.permutation(5))) / Double(unit)
      try expect(
        abs(spread - 2) < 1e-3,
        "Five pictures lie on a line, at 0, 1, 3, 6 and 106, and their spread is \(rounded(spread)). Write "
          + "down the five distances to the nearest neighbour. Which single number stands for them, whatever "
          + "the 106 is?")
    },
  ]
}
