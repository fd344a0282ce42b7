/// Endless seeded batches of row indices: every epoch visits each row once, in a new order.
///
/// The order of an epoch depends only on the seed and the epoch's number, so a few integers are enough to save and
/// restore a position in the middle of an epoch exactly.
public final class Batches {
  /// The number of rows.
  public let count: Int
  /// The number of rows in a batch.
  public let size: Int
  /// Whether the rows left over at an epoch's end form a smaller batch; otherwise that epoch leaves them out.
  public let keepPartial: Bool

  /// The number of the epoch that the latest batch came from, from 0.
  public private(set) var epoch = 0
  private var position = 0
  private var seed: UInt64
  private var order: [Int]

  /// - Parameters:
  ///   - count: The number of rows.
  ///   - size: The number of rows in a batch, 1 to `count`; it may be larger with `keepPartial`, and every batch then
  ///     has all rows.
  ///   - random: Gives the seed of all orders, in one draw.
  ///   - keepPartial: Whether to give the rows left over at an epoch's end as a smaller batch.
  public init(count: Int, size: Int, using random: Random, keepPartial: Bool) {
    require(count > 0 && size > 0, "Batches: needs rows and a batch size, found \(count) and \(size)")
    require(
      keepPartial || size <= count,
      "Batches: \(count) rows cannot fill a batch of \(size); take at most \(count), or keep partial batches"
    )
    self.count = count
    self.size = size
    self.keepPartial = keepPartial
    seed = random.bits()
    order = Self.order(of: 0, count: count, seed: seed)
  }

  /// The rows of the next batch: `size` of them, fewer only at an epoch's end with `keepPartial`.
  public func next() -> [Int] {
    let left = count - position
    if left == 0 || (left < size && !keepPartial) {
      epoch += 1
      position = 0
      order = Self.order(of: epoch, count: count, seed: seed)
    }
    let end = min(position + size, count)
    defer { position = end }
    return Array(order[position..<end])
  }

  private static func order(of epoch: Int, count: Int, seed: UInt64) -> [Int] {
    Random(seed: seed, stream: "epoch \(epoch)").permutation(count)
  }
}

extension Batches: Checkpointable {
  public func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[integers: name] = [seed, UInt64(epoch), UInt64(position), UInt64(count), UInt64(size)]
  }

  /// Continues where the saved batches were.
  ///
  /// - Throws: `CheckpointError` if the number of rows or the size of the batches differs.
  public func load(from checkpoint: Checkpoint, as name: String) throws {
    let saved = try checkpoint.integers(named: name, count: 5)
    guard saved[3] == count, saved[4] == size, saved[2] <= count, saved[1] < UInt64(Int.max) else {
      throw CheckpointError(
        .mismatch, path: nil, entry: name, expected: "batches of \(size) from \(count) rows",
        found: "batches of \(saved[4]) from \(saved[3]) rows, at row \(saved[2])")
    }
    seed = saved[0]
    epoch = Int(saved[1])
    position = Int(saved[2])
    order = Self.order(of: epoch, count: count, seed: seed)
  }
}
