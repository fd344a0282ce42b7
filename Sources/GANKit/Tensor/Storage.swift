import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A reference-counted buffer of floats, aligned for vector loads.
///
/// Storage is written while it is made and is constant once a tensor holds it. The one exception is an optimizer's
/// update in place, which first makes sure that nobody else holds the buffer (`Parameter.update`).
final class Storage: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Float>
  let count: Int
  private let capacity: Int

  /// A buffer with undefined contents.
  init(count: Int) {
    self.count = count
    capacity = BufferPool.capacity(for: count)
    pointer = BufferPool.shared.take(capacity: capacity)
  }

  deinit { BufferPool.shared.give(pointer, capacity: capacity) }

  var buffer: UnsafeMutableBufferPointer<Float> { UnsafeMutableBufferPointer(start: pointer, count: count) }
}

/// Keeps freed buffers for reuse, so that a training loop at steady state asks the system for no memory: a fresh
/// buffer costs a page fault every 4 KiB, which for large activations takes longer than the arithmetic on them.
final class BufferPool: Sendable {
  static let shared = BufferPool()

  private struct State: ~Copyable {
    var free: [Int: [UnsafeMutablePointer<Float>]] = [:]
    var freeBytes = 0
    var usedBytes = 0
    var peakUsedBytes = 0
  }

  private let state = Mutex(State())

  /// Sizes are rounded up to one of eight steps between powers of two, so that similar shapes share buffers.
  static func capacity(for count: Int) -> Int {
    let smallest = 16
    if count <= smallest { return smallest }
    let step = Swift.max(smallest, 1 << (Int.bitWidth - 4 - (count - 1).leadingZeroBitCount))
    return (count + step - 1) / step * step
  }

  func take(capacity: Int) -> UnsafeMutablePointer<Float> {
    let bytes = capacity * MemoryLayout<Float>.stride
    let reused = state.withLock { state -> UInt? in
      state.usedBytes += bytes
      state.peakUsedBytes = Swift.max(state.peakUsedBytes, state.usedBytes)
      guard let pointer = state.free[capacity]?.popLast() else { return nil }
      state.freeBytes -= bytes
      return UInt(bitPattern: pointer)
    }
    if let reused { return UnsafeMutablePointer(bitPattern: reused)! }
    var raw: UnsafeMutableRawPointer?
    guard posix_memalign(&raw, 64, bytes) == 0, let raw else {
      fatalError(
        "GANKit: the system has no \(bytes >> 20) MiB left for a tensor; use a smaller batch or image size")
    }
    return raw.assumingMemoryBound(to: Float.self)
  }

  func give(_ pointer: UnsafeMutablePointer<Float>, capacity: Int) {
    let bytes = capacity * MemoryLayout<Float>.stride
    let address = UInt(bitPattern: pointer)
    let surplus = state.withLock { state -> Bool in
      state.usedBytes -= bytes
      // What is idle never exceeds what was once in use at the same time: enough for any steady loop.
      if state.freeBytes + bytes > state.peakUsedBytes { return true }
      state.free[capacity, default: []].append(UnsafeMutablePointer(bitPattern: address)!)
      state.freeBytes += bytes
      return false
    }
    if surplus { free(pointer) }
  }

  /// Bytes in tensors now, and bytes kept for reuse.
  var statistics: (used: Int, idle: Int) { state.withLock { ($0.usedBytes, $0.freeBytes) } }
}
