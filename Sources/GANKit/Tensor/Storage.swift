import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A reference-counted buffer of floats, aligned for vector loads.
///
/// Storage is written while it is made and constant once a tensor holds it. The one exception is an optimizer's update
/// in place, which first makes sure that nothing else holds the buffer (`Parameter.update`).
final class Storage: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Float>
  let count: Int
  private let capacity: Int

  /// A buffer with undefined contents.
  init(count: Int) {
    self.count = count
    (pointer, capacity) = BufferPool.shared.take(capacity: BufferPool.capacity(for: count))
  }

  deinit { BufferPool.shared.give(pointer, capacity: capacity) }

  var buffer: UnsafeMutableBufferPointer<Float> { UnsafeMutableBufferPointer(start: pointer, count: count) }
}

/// Keeps freed buffers for reuse, so that a training loop in its steady state asks the system for no memory: a fresh
/// buffer costs a page fault for every 4 KiB, which for large activations takes longer than the arithmetic on them.
final class BufferPool: Sendable {
  static let shared = BufferPool()

  private struct State: ~Copyable {
    var free: [Int: [UnsafeMutablePointer<Float>]] = [:]
    var freeBytes = 0
    var usedBytes = 0
    var peakUsedBytes = 0

    mutating func use(_ bytes: Int) {
      usedBytes += bytes
      peakUsedBytes = Swift.max(peakUsedBytes, usedBytes)
    }
  }

  private let state = Mutex(State())

  /// Sizes are rounded up to one of eight steps between powers of two, so that similar shapes share buffers.
  static func capacity(for count: Int) -> Int {
    let smallest = 16
    if count <= smallest { return smallest }
    let step = Swift.max(smallest, 1 << (Int.bitWidth - 4 - (count - 1).leadingZeroBitCount))
    return (count + step - 1) / step * step
  }

  /// A buffer of at least this capacity, and its actual one.
  func take(capacity: Int) -> (UnsafeMutablePointer<Float>, capacity: Int) {
    let reused = state.withLock { state -> (address: UInt, capacity: Int)? in
      // A buffer of one of the next sizes serves as well, and saves allocating one of exactly this size.
      var candidate = capacity
      for _ in 0..<4 {
        if let pointer = state.free[candidate]?.popLast() {
          state.freeBytes -= Self.bytes(candidate)
          state.use(Self.bytes(candidate))
          return (UInt(bitPattern: pointer), candidate)
        }
        candidate = Self.capacity(for: candidate + 1)
      }
      state.use(Self.bytes(capacity))
      return nil
    }
    if let reused { return (UnsafeMutablePointer(bitPattern: reused.address)!, reused.capacity) }
    return (Self.allocate(capacity), capacity)
  }

  func give(_ pointer: UnsafeMutablePointer<Float>, capacity: Int) {
    let bytes = Self.bytes(capacity)
    let address = UInt(bitPattern: pointer)
    let surplus = state.withLock { state -> Bool in
      state.usedBytes -= bytes
      // A steady loop needs more than its peak, because not every size is at its peak at the same time.
      if state.usedBytes + state.freeBytes + bytes > state.peakUsedBytes * 3 / 2 { return true }
      state.free[capacity, default: []].append(UnsafeMutablePointer(bitPattern: address)!)
      state.freeBytes += bytes
      return false
    }
    if surplus { free(pointer) }
  }

  private static func bytes(_ capacity: Int) -> Int { capacity * MemoryLayout<Float>.stride }

  /// Memory from the system, aligned for vector loads; in large pages if it is large.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Float> {
    let bytes = bytes(capacity)
    let largePage = 2 << 20
    let isLarge = bytes >= 2 * largePage
    var raw: UnsafeMutableRawPointer?
    guard posix_memalign(&raw, isLarge ? largePage : 64, bytes) == 0, let raw else {
      requirementFailed(
        "GANKit: the system has no \(bytes >> 20) MiB left for a tensor; use a smaller batch or image size")
    }
    #if os(Linux)
      if isLarge { madvise(raw, bytes / largePage * largePage, MADV_HUGEPAGE) }
    #endif
    return raw.assumingMemoryBound(to: Float.self)
  }

  /// The bytes that tensors occupy now, and the bytes kept for reuse.
  var statistics: (used: Int, idle: Int) { state.withLock { ($0.usedBytes, $0.freeBytes) } }
}
