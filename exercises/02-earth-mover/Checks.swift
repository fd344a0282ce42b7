import ExerciseKit
import Foundation
import GANKit
import LessonKit

/// What the learner writes.
protocol EarthMover: SendableMetatype {
  static func distance(_ a: [Double], _ b: [Double]) -> Double
}

extension Random {
  /// Normal random numbers, 5 to 12 of them.
  fileprivate func samples() -> [Double] { (0..<5 + integer(below: 8)).map { _ in normal() } }
}

func checks<E: EarthMover>(_: E.Type) -> [Check] {
  [
    Check("two single samples are as far from each other as they are apart") { conditions in
      let random = conditions.random("single")
      let (x, way) = (random.normal(), 2 + random.uniform())
      for (a, b) in [(x, x + way), (x + way, x)] {
        let found = E.distance([a], [b])
        try expect(
          abs(found - way) < 1e-6,
          "From [\(format(a, 2))] to [\(format(b, 2))] the distance is \(format(found, 3)). All the "
            + "probability lies at one place: how far has it to move?")
      }
    },
    Check("the same distribution has the distance 0") { conditions in
      let random = conditions.random("same")
      let a = random.samples()
      let shuffled = E.distance(a, a.reversed())
      try expect(
        abs(shuffled) < 1e-6,
        "The same \(a.count) samples in the opposite order have the distance \(format(shuffled, 3)). Which "
          + "sample would you move to which place?")
      let repeated = E.distance(a, a + a)
      try expect(
        abs(repeated) < 1e-6,
        "\(a.count) samples and the same samples twice have the distance \(format(repeated, 3)). Which share "
          + "of the probability lies at each place in the two lists?")
    },
    Check("moving all samples by t gives t") { conditions in
      let random = conditions.random("moved")
      let (a, t) = (random.samples(), 0.3 + 0.2 * random.uniform())
      let found = E.distance(a, a.map { $0 + t })
      let text = "\(a.count) samples, all moved by \(format(t, 3)), have the distance \(format(found, 3)). "
      try expect(found < t + 1e-6, text + "Every sample holds a share of the probability: how large is it?")
      try expect(
        found > t - 1e-6,
        text + "A share that moves counts in proportion to its size. How does a small gap count?")
    },
    Check("stretching samples moves them, even if their mean stays") { conditions in
      let random = conditions.random("stretched")
      let half = random.samples().map { abs($0) + 0.1 }
      let a = half + half.map { -$0 }
      let found = E.distance(a, a.map { 2 * $0 })
      // Every sample moves as far as it is from 0.
      let way = a.reduce(0) { $0 + abs($1) } / Double(a.count)
      try expect(
        abs(found - way) < 1e-6,
        "Samples on both sides of 0 and twice these samples have the distance \(format(found, 3)). Both "
          + "lists have the mean 0. Each sample moves by \(format(way, 3)) on average: do the two sides "
          + "cancel?")
    },
    Check("lists may differ in length") { conditions in
      let random = conditions.random("lengths")
      let (shift, scale) = (random.normal(), 1 + random.uniform())
      func placed(_ list: [Double]) -> [Double] { list.map { shift + scale * $0 } }
      let (a, b) = (placed([0, 1]), placed([3, 0, 0]))
      // A sixth has to go from 1 to 0, and a third from 1 to 3.
      let way = scale * (1.0 / 6 + 2.0 / 3)
      for found in [E.distance(a, b), E.distance(b, a)] {
        try expect(
          abs(found - way) < 1e-6,
          "Two samples at 0 and 1 and three at 3, 0 and 0 have the distance \(format(found / scale, 3)). How "
            + "much of the probability lies at 0 in each list, and where has the rest of it to go?")
      }
    },
  ]
}
