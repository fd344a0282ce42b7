import ExerciseKit
import GANKit

/// What the learner writes.
protocol Pool: SendableMetatype {
  static func exchange(
    _ fresh: Tensor, with pool: inout [Tensor], capacity: Int, using random: Random
  ) -> Tensor
}

/// A pool at work. Its pictures are numbered: all values of picture i are i.
private struct NumberedPool<E: Pool> {
  let capacity: Int
  let random: Random
  var images: [Tensor] = []
  /// How many pictures went in.
  var count = 0

  init(_: E.Type, capacity: Int, _ random: Random) { (self.capacity, self.random) = (capacity, random) }

  /// Pictures that have not been there yet.
  private mutating func fresh(_ size: Int) -> Tensor {
    defer { count += size }
    return concatenate((count..<count + size).map { Tensor.full([1, 2, 2, 3], Float($0)) })
  }

  /// The numbers of the stored pictures.
  func stored() throws -> [Int] { try images.flatMap { try Self.numbers(of: $0, count: 1, "The pool") } }

  /// Puts pictures in.
  /// - Returns: their numbers, and those of the pictures that were handed out.
  mutating func exchange(_ size: Int) throws -> (fresh: [Int], handedOut: [Int]) {
    let pictures = fresh(size)
    let result = E.exchange(pictures, with: &images, capacity: capacity, using: random)
    try expect(
      images.count <= capacity,
      "A pool for \(capacity) pictures stores \(images.count). What makes room for a new one?")
    return (
      Array(count - size..<count), try Self.numbers(of: result, count: size, "What was handed out")
    )
  }

  private static func numbers(of pictures: Tensor, count: Int, _ place: String) throws -> [Int] {
    try expect(
      pictures.shape == [count, 2, 2, 3],
      "\(place) has a tensor of shape \(pictures.shape) where [\(count), 2, 2, 3] belongs.")
    return try pictures.split(into: count).map { picture in
      let values = picture.scalars
      try expect(
        values.allSatisfy { $0 == values[0] },
        "\(place) has a picture that never went in: parts of several, or a mean of them.")
      return Int(values[0])
    }
  }
}

/// `27 %`
private func percent(_ part: Int, of whole: Int) -> String { "\((100 * part + whole / 2) / max(whole, 1)) %" }

func checks<E: Pool>(_: E.Type) -> [Check] {
  [
    Check("a pool with room stores every picture, and hands it out") { conditions in
      let capacity = 5 + conditions.random("capacity").integer(below: 3)
      var pool = NumberedPool(E.self, capacity: capacity, conditions.random("coins"))
      let first = try pool.exchange(4)
      let stored = try pool.stored()
      try expect(
        stored.sorted() == first.fresh,
        "Pictures 0 to 3 went into an empty pool for \(capacity), and afterwards it stores \(stored.count) "
          + "of them.")
      try expect(
        first.handedOut == first.fresh,
        "Pictures 0 to 3 went into an empty pool, and \(first.handedOut) were handed out. What else could "
          + "the discriminator get at this time?")
      _ = try pool.exchange(4)
      try expect(
        pool.images.count == capacity,
        "After 8 pictures a pool for \(capacity) stores \(pool.images.count). Is every picture dealt with by "
          + "itself, or the whole batch?")
    },
    Check("a full pool neither loses a picture nor doubles one") { conditions in
      var pool = NumberedPool(E.self, capacity: 6, conditions.random("coins"))
      _ = try pool.exchange(6)
      for _ in 0..<100 {
        let before = try pool.stored()
        let (fresh, handedOut) = try pool.exchange(3)
        let after = try pool.stored() + handedOut
        for number in before + fresh {
          let copies = after.count { $0 == number }
          try expect(
            copies > 0,
            "Picture \(number) was there before the exchange and is lost after it: it is neither in the pool "
              + "nor handed out. Which of two steps comes first?")
          try expect(
            copies == 1,
            "After the exchange picture \(number) is there \(copies) times, in the pool and handed out "
              + "together. A full pool has no room for both.")
        }
      }
    },
    Check("half of the pictures go straight through, each by a coin of its own") { conditions in
      var pool = NumberedPool(E.self, capacity: 6, conditions.random("coins"))
      _ = try pool.exchange(6)
      let count = 1000
      var (straight, both) = (0, 0)
      for _ in 0..<count {
        let (fresh, handedOut) = try pool.exchange(2)
        let passed = zip(fresh, handedOut).count { $0 == $1 }
        straight += passed
        both += passed / 2
      }
      try expect(
        Float(straight) / Float(2 * count), near: 0.5, within: 0.06,
        "\(percent(straight, of: 2 * count)) of \(2 * count) new pictures went straight through a full pool. "
          + "What decides whether a picture does?")
      try expect(
        Float(both) / Float(count), near: 0.25, within: 0.07,
        "In \(percent(both, of: count)) of \(count) batches of two, both pictures went straight through. How "
          + "often do two coins both show heads?")
    },
    Check("chance decides which picture leaves the pool") { conditions in
      let capacity = 5
      var pool = NumberedPool(E.self, capacity: capacity, conditions.random("coins"))
      _ = try pool.exchange(capacity)
      var (exchanges, oldest, newest) = (0, 0, 0)
      for _ in 0..<2000 {
        let before = try pool.stored()
        let (fresh, handedOut) = try pool.exchange(1)
        guard handedOut != fresh else { continue }
        exchanges += 1
        if handedOut[0] == before.min() { oldest += 1 }
        if handedOut[0] == before.max() { newest += 1 }
      }
      let (oldShare, newShare) = (
        Float(oldest) / Float(max(exchanges, 1)), Float(newest) / Float(max(exchanges, 1))
      )
      try expect(
        oldShare < 0.26,
        "Of \(exchanges) pictures that left a pool of \(capacity), \(percent(oldest, of: exchanges)) were "
          + "the oldest in it. Should the pool hold the last \(capacity), or a mixture of ages?")
      try expect(
        oldShare > 0.14,
        "Of \(exchanges) pictures that left a pool of \(capacity), \(percent(oldest, of: exchanges)) were "
          + "the oldest in it; chance would choose it in one of \(capacity) cases. Can every place be "
          + "chosen?")
      try expect(
        newShare, near: 0.2, within: 0.06,
        "Of \(exchanges) pictures that left a pool of \(capacity), \(percent(newest, of: exchanges)) were "
          + "the newest in it; chance would choose it in one of \(capacity) cases.")
    },
    Check("no picture carries a record of what made it") { conditions in
      let random = conditions.random("record")
      var (pool, tracked): ([Tensor], Int) = ([], 0)
      _ = gradient(at: Tensor.normal([6, 2, 2, 3], using: random)) { fresh in
        let handedOut = E.exchange(fresh, with: &pool, capacity: 4, using: random)
        tracked = pool.count(where: \.isTracked) + (handedOut.isTracked ? 1 : 0)
        return fresh.sum()
      }
      try expect(
        tracked == 0,
        "Fakes that are still tracked went in, and \(tracked) of the 5 tensors in the pool and handed out "
          + "are tracked, too. Each keeps the whole computation that made it. Whose weights would D's update "
          + "reach?")
    },
  ]
}
