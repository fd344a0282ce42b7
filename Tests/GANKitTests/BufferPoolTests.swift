import Testing

@testable import GANKit

/// A pool of the test's own, which no other test takes buffers from.
@Suite("The pool of buffers") struct BufferPoolTests {
  private static let sizes = [16, 1000, 1000, 4097, 100_000]
  private static let bytes = sizes.reduce(0) { $0 + 4 * BufferPool.capacity(for: $1) }

  /// One turn of a loop: takes all buffers, gives them back, and says where they were.
  private func turn(_ pool: BufferPool) -> Set<UnsafeMutablePointer<Float>> {
    let buffers = Self.sizes.map { pool.take(capacity: BufferPool.capacity(for: $0)) }
    for (pointer, capacity) in buffers { pool.give(pointer, capacity: capacity) }
    return Set(buffers.map { $0.0 })
  }

  @Test func aLoopAtSteadyStateAsksTheSystemForNothing() {
    let pool = BufferPool()
    let first = turn(pool)
    #expect(first.count == Self.sizes.count)
    #expect(pool.statistics == (0, Self.bytes), "what was given back is kept")
    for _ in 0..<50 {
      #expect(turn(pool) == first)
      #expect(pool.statistics == (0, Self.bytes))
    }
  }

  @Test func whatIsInUseIsNotHandedOutTwice() {
    let pool = BufferPool()
    _ = turn(pool)
    let buffers = Self.sizes.map { pool.take(capacity: BufferPool.capacity(for: $0)) }
    #expect(Set(buffers.map(\.0)).count == buffers.count)
    #expect(pool.statistics == (Self.bytes, 0), "all of it is reused")
    let more = pool.take(capacity: 1000)
    #expect(!buffers.contains { $0.0 == more.0 })
    for (pointer, capacity) in buffers + [more] { pool.give(pointer, capacity: capacity) }
  }

  @Test func slightlyLargerBuffersServeAsWellAndMuchLargerOnesDoNot() {
    let pool = BufferPool()
    let buffer = pool.take(capacity: BufferPool.capacity(for: 1100))
    pool.give(buffer.0, capacity: buffer.capacity)
    let smaller = pool.take(capacity: BufferPool.capacity(for: 900))
    #expect(smaller.0 == buffer.0 && smaller.capacity == buffer.capacity)
    let tiny = pool.take(capacity: 16)
    pool.give(smaller.0, capacity: smaller.capacity)
    let other = pool.take(capacity: 16)
    #expect(other.capacity == 16)
    for (pointer, capacity) in [tiny, other] { pool.give(pointer, capacity: capacity) }
  }

  /// After a peak the pool keeps half as much again as was in use then, not all that was ever given back.
  @Test func whatIsIdleIsBounded() {
    let pool = BufferPool()
    for size in 1...60 {
      let (pointer, capacity) = pool.take(capacity: BufferPool.capacity(for: 1000 * size))
      pool.give(pointer, capacity: capacity)
      let (used, idle) = pool.statistics
      #expect(used == 0 && idle <= 4 * BufferPool.capacity(for: 1000 * size) * 3 / 2)
    }
  }

  @Test func capacitiesAreALittleMoreThanWasAsked() {
    #expect(BufferPool.capacity(for: 1) == 16)
    for count in [17, 100, 1000, 4097, 1 << 20] {
      let capacity = BufferPool.capacity(for: count)
      #expect(capacity >= count && Double(capacity) <= Double(count) * 1.25 + 16)
    }
  }
}
