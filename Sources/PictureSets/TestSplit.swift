import Foundation
import GANKit

/// Which pictures are kept for testing: it depends on a picture's name alone, so that pictures that come later move none of
/// the others to the other side.
public struct TestSplit: Hashable, Sendable {
  /// The share of the pictures that are for testing, above 0 and below 1.
  public let share: Double
  public let seed: UInt64

  public init(share: Double = 0.1, seed: UInt64 = 1) {
    require(share > 0 && share < 1, "TestSplit: the share must lie above 0 and below 1, not \(share)")
    (self.share, self.seed) = (share, seed)
  }

  /// What became of the pictures of one collection.
  struct Sides {
    /// Whether each picture is for testing; true for at least one, false for at least one.
    var isTest: [Bool]
    /// The pictures that look like one on the training side, and were moved there.
    var moved: [Int] = []
    /// Whether pictures on both sides look alike, because all of them do.
    var isMixed = false
  }

  /// A place in 0 ..< 1 that a name has for good; those below the share are for testing.
  private func place(of name: String) -> Double {
    Random(seed: seed, stream: "test " + name.precomposedStringWithCanonicalMapping).uniform()
  }

  /// - Parameters:
  ///   - names: at least two, all different.
  ///   - groups: the positions of those that look alike, which stay together.
  func sides(of names: [String], alike groups: [[Int]]) -> Sides {
    require(names.count >= 2, "TestSplit: needs at least two pictures, found \(names.count)")
    let places = names.map(place)
    let first = places.map { $0 < share }
    var sides = Sides(isTest: first)
    let mixed = groups.filter { group in Set(group.map { first[$0] }).count == 2 }
    for index in mixed.joined() { sides.isTest[index] = false }

    // One side may be empty: then what is nearest to that end of the row goes there, with all that looks like it.
    if Set(sides.isTest).count < 2 {
      let needsTest = !sides.isTest[0]
      let order = names.indices.sorted { needsTest ? places[$0] < places[$1] : places[$0] > places[$1] }
      let unit = groups.first { $0.contains(order[0]) } ?? [order[0]]
      if unit.count == names.count {
        // All look alike: nothing can keep them apart.
        sides.isMixed = true
        if Set(first).count == 2 { sides.isTest = first } else { sides.isTest[order[0]] = needsTest }
      } else {
        for index in unit { sides.isTest[index] = needsTest }
      }
    }
    sides.moved = mixed.joined().filter { first[$0] && !sides.isTest[$0] }.sorted()
    return sides
  }
}
