import Foundation

/// Limits how many decoded pixels are in memory at once, however many threads read pictures, to those of the largest
/// picture.
package final class PixelBudget: Sendable {
  package static let shared = PixelBudget(ImageFile.pixelLimit)

  private let condition = NSCondition()
  /// Touched only while the condition's lock is held.
  nonisolated(unsafe) private var rest: Int

  init(_ pixels: Int) { rest = pixels }

  /// Does work that needs this many pixels, at most the whole budget; waits until they are available.
  package func spend<Value>(_ pixels: Int, on work: () throws -> Value) rethrows -> Value {
    condition.withLock {
      while rest < pixels { condition.wait() }
      rest -= pixels
    }
    defer {
      condition.withLock {
        rest += pixels
        condition.broadcast()
      }
    }
    return try work()
  }
}
