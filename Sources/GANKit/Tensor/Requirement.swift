import Foundation
import Synchronization

/// Ends the program with a message if a shape or an argument is wrong, in every build.
///
/// A `precondition` prints its message only in debug builds, and lessons run in release builds.
///
/// ```swift
/// require(a.shape[1] == b.shape[0], "matmul: expected [m, k] and [k, n], found \(a.shape) and \(b.shape)")
/// ```
@inlinable @inline(__always)
package func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) {
  if !condition() { requirementFailed(message(), file: file, line: line) }
}

/// Ends the program because it was asked for something that cannot be done; see ``RequirementFailure``.
@usableFromInline @inline(never)
package func requirementFailed(_ message: String, file: StaticString = #fileID, line: UInt = #line) -> Never {
  RequirementFailure(message: message, place: "\(file):\(line)").end()
}

/// A mistake in a program that uses GANKit: a shape or an argument that an operation cannot take.
///
/// No caller could recover from it, so it is not thrown. The message goes to standard error and the process ends with
/// ``exitCode``; a program that has something to save first does its work in ``handled(by:_:)``.
public struct RequirementFailure: Sendable, CustomStringConvertible {
  /// The exit code of a process that ends this way: 4.
  public static let exitCode: Int32 = 4

  /// The operation, what it expected and what it found.
  public let message: String
  /// The file and the line of the check, such as `GANKit/MatrixProduct.swift:31`.
  public let place: String

  public var description: String { "\(message) (\(place))" }

  private typealias Handler = @Sendable (RequirementFailure) -> Void

  /// The numbers of the handlers in force on the calling thread, innermost last. A thread that does part of another thread's
  /// work enters that thread's scope.
  package struct Scope: Sendable {
    @TaskLocal fileprivate static var numbers: [Int] = []
    fileprivate let numbers: [Int]

    package static var current: Scope { Scope(numbers: numbers) }

    package func entered<Result>(_ body: () throws -> Result) rethrows -> Result {
      try Self.$numbers.withValue(numbers) { try body() }
    }

    fileprivate func adding(_ number: Int) -> Scope { Scope(numbers: numbers + [number]) }
  }

  /// Handlers in the order in which they were registered; a number tells them apart.
  private static let handlers = Mutex<(next: Int, registered: [(number: Int, handler: Handler)])>((0, []))

  /// Runs `body`. If it fails a requirement, `handler` is called before the process ends, in place of the message on
  /// standard error; it may print, and save what should be kept.
  public static func handled<Result>(
    by handler: @escaping @Sendable (RequirementFailure) -> Void, _ body: () throws -> Result
  ) rethrows -> Result {
    let number = handlers.withLock { handlers in
      handlers.registered.append((handlers.next, handler))
      handlers.next += 1
      return handlers.next - 1
    }
    defer { handlers.withLock { $0.registered.removeAll { $0.number == number } } }
    return try Scope.current.adding(number).entered(body)
  }

  /// The thread on which the process ends.
  private static let ending = Mutex<ObjectIdentifier?>(nil)

  fileprivate func end() -> Never {
    let this = ObjectIdentifier(Thread.current)
    let isFirst = Self.ending.withLock { ending in
      if ending == nil { ending = this }
      return ending == this
    }
    // Another thread is saving what should be kept.
    while !isFirst { sleep(1) }
    // The handler is removed first: if it fails a requirement itself, the next one, or the message, ends the process.
    let handler = Self.handlers.withLock { handlers -> Handler? in
      // The threads that share a loop have no scope of their own.
      let own = handlers.registered.lastIndex { Scope.numbers.contains($0.number) }
      return (own ?? handlers.registered.indices.last).map { handlers.registered.remove(at: $0).handler }
    }
    if let handler {
      handler(self)
    } else {
      let line = Array("error: \(self)\n".utf8)
      _ = write(STDERR_FILENO, line, line.count)
    }
    fflush(nil)
    _exit(Self.exitCode)
  }
}
