import GANKit
import Testing

@Suite struct ImagePoolTests {
  /// An image of 2x2 pixels that are all `value`.
  private func image(_ value: Int) -> Tensor { Tensor.full([1, 2, 2, 3], Float(value)) }

  private func value(of image: Tensor) -> Int { Int(image.scalars[0]) }

  @Test func handsOutWhatComesInUntilItIsFull() {
    let (pool, random) = (ImagePool(capacity: 5), Random(seed: 1))
    for i in 0..<5 {
      #expect(pool.exchange(image(i), using: random) == image(i))
      #expect(pool.count == i + 1)
    }
    _ = pool.exchange(image(5), using: random)
    #expect(pool.count == 5)
  }

  /// Half of the images come out at once, the others later or never, and none twice.
  @Test func mixesOldImagesWithNewOnes() {
    let (pool, random) = (ImagePool(capacity: 20), Random(seed: 2))
    let handedOut = (0..<2000).map { value(of: pool.exchange(image($0), using: random)) }
    let fresh = handedOut.enumerated().count { $0 == $1 }
    #expect(fresh > 900 && fresh < 1150)
    #expect(handedOut.enumerated().allSatisfy { $1 <= $0 })
    let ages = handedOut.enumerated().map { $0 - $1 }.filter { $0 > 0 }
    // An image is replaced with a probability of 1/40 in each step.
    #expect((ages.reduce(0, +) / ages.count - 40).magnitude < 12)
    // The first 20 are handed out when they come and once more when they go.
    #expect(Set(handedOut.dropFirst(20)).count == handedOut.count - 20)
  }

  @Test func batchesKeepTheirSize() {
    let (pool, random) = (ImagePool(capacity: 3), Random(seed: 3))
    let batch = concatenate([image(1), image(2), image(3), image(4)])
    let first = pool.exchange(batch, using: random)
    #expect(first.shape == batch.shape && pool.count == 3)
    #expect(first.rows(0..<3) == batch.rows(0..<3))
    #expect(pool.exchange(batch, using: random).shape == batch.shape)
  }

  @Test func capacityZeroChangesNothing() {
    let (pool, random) = (ImagePool(capacity: 0), Random(seed: 4))
    #expect(pool.exchange(image(7), using: random) == image(7))
    #expect(pool.count == 0)
  }

  @Test(arguments: [0, 2, 10, 30]) func aRestoredPoolGoesOnAlike(before: Int) throws {
    let (pool, random) = (ImagePool(capacity: 10), Random(seed: 5))
    for i in 0..<before { _ = pool.exchange(image(i), using: random) }
    var checkpoint = Checkpoint()
    pool.save(to: &checkpoint, as: "pool")
    random.save(to: &checkpoint, as: "random")
    let (other, otherRandom) = (ImagePool(capacity: 10), Random(seed: 99))
    _ = other.exchange(image(77), using: otherRandom)
    try other.load(from: checkpoint, as: "pool")
    try otherRandom.load(from: checkpoint, as: "random")
    #expect(other.count == pool.count)
    for i in 100..<140 {
      #expect(pool.exchange(image(i), using: random) == other.exchange(image(i), using: otherRandom))
    }
  }

  @Test func aLargerPoolDoesNotFit() {
    let pool = ImagePool(capacity: 4)
    for i in 0..<4 { _ = pool.exchange(image(i), using: Random(seed: 6)) }
    var checkpoint = Checkpoint()
    pool.save(to: &checkpoint, as: "pool")
    #expect(throws: CheckpointError.self) { try ImagePool(capacity: 3).load(from: checkpoint, as: "pool") }
    #expect(throws: CheckpointError.self) { try pool.load(from: checkpoint, as: "other") }
  }
}
