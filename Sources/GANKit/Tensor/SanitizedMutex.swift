#if GANKIT_SANITIZE
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Darwin)
    import Darwin
  #endif

  /// Stands in for the `Mutex` of the standard library where `tools/sanitize` builds.
  ///
  /// The thread sanitizer does not see that one: it is compiled into the library, without the sanitizer's calls, so that
  /// two threads which take turns under it count as a race, and so does all that they hand to each other. It sees locks
  /// of the system. A test that imports GANKit as `@testable` writes `Synchronization.Mutex` where it means that one.
  final class Mutex<Value: ~Copyable>: @unchecked Sendable {
    private var value: Value
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init(_ value: consuming Value) {
      self.value = value
      pthread_mutex_init(lock, nil)
    }

    deinit {
      pthread_mutex_destroy(lock)
      lock.deallocate()
    }

    func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      return try body(&value)
    }
  }
#endif
