import TestSupport
import Testing

@testable import GANKit

@Suite struct BatchesTests {
  @Test func everyEpochVisitsEachRowOnceInAnotherOrder() {
    let batches = Batches(count: 10, size: 4, using: Random(seed: 1), keepPartial: true)
    var orders: [[Int]] = []
    for epoch in 0..<5 {
      let drawn = (0..<3).map { _ in batches.next() }
      #expect(drawn.map(\.count) == [4, 4, 2])
      #expect(drawn.joined().sorted() == Array(0..<10))
      #expect(batches.epoch == epoch)
      orders.append(Array(drawn.joined()))
    }
    #expect(Set(orders).count == 5)
  }

  @Test func withoutPartialBatchesAllHaveTheSameSize() {
    let batches = Batches(count: 10, size: 4, using: Random(seed: 1), keepPartial: false)
    for _ in 0..<5 {
      let (first, second) = (batches.next(), batches.next())
      #expect(first.count == 4 && second.count == 4)
      #expect(Set(first + second).count == 8)
    }
    #expect(batches.epoch == 4)
  }

  @Test func theSeedDecidesTheOrder() {
    func rows(_ seed: UInt64) -> [Int] {
      Batches(count: 100, size: 100, using: Random(seed: seed), keepPartial: false).next()
    }
    #expect(rows(3) == rows(3))
    #expect(rows(3) != rows(4))
  }

  @Test func twoFromOneSourceDiffer() {
    let random = Random(seed: 3)
    let first = Batches(count: 100, size: 100, using: random, keepPartial: false)
    let second = Batches(count: 100, size: 100, using: random, keepPartial: false)
    #expect(first.next() != second.next())
  }

  @Test(arguments: [0, 1, 2, 3, 4, 6, 7, 11]) func continuesWhereItWasSaved(taken: Int) throws {
    let original = Batches(count: 10, size: 4, using: Random(seed: 8), keepPartial: true)
    for _ in 0..<taken { _ = original.next() }
    var checkpoint = Checkpoint()
    original.save(to: &checkpoint, as: "batches")
    // Another seed and another place: all of that is replaced.
    let copy = Batches(count: 10, size: 4, using: Random(seed: 99), keepPartial: true)
    _ = copy.next()
    try copy.load(from: checkpoint, as: "batches")
    #expect(copy.epoch == original.epoch)
    for _ in 0..<10 { #expect(copy.next() == original.next()) }
  }

  @Test func otherRowsOrSizesAreRefused() {
    var checkpoint = Checkpoint()
    Batches(count: 10, size: 4, using: Random(seed: 8), keepPartial: true).save(
      to: &checkpoint, as: "batches")
    for (count, size) in [(11, 4), (10, 5)] {
      let other = Batches(count: count, size: size, using: Random(seed: 8), keepPartial: true)
      let error = #expect(throws: CheckpointError.self) { try other.load(from: checkpoint, as: "batches") }
      #expect(error?.kind == .mismatch)
    }
    checkpoint[integers: "batches"] = [1, .max, .max, 10, 4]
    let same = Batches(count: 10, size: 4, using: Random(seed: 8), keepPartial: true)
    #expect(throws: CheckpointError.self) { try same.load(from: checkpoint, as: "batches") }
  }
}
