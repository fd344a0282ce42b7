import Foundation
import Synchronization

/// Ends the program with a message if a shape or an argument is wrong, in every build.
///
/// A `precondition` prints its text in debug builds only, and lessons run in release ones.
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

/// Ends the program because something was asked for that cannot be done; see ``RequirementFailure``.
@usableFromInline @inline(never)
package func requirementFailed(_ message: String, file: StaticString = #fileID, line: UInt = #line) -> Never {
  RequirementFailure(message: message, place: "\(file):\(line)").end()
}

/// A mistake in a program that uses GANKit: a shape or an argument that an operation cannot take.
///
/// No caller could go on from it, so it is not thrown. The message goes to standard error and the process ends with
/// ``exitCode``: a program that has something to save first says so with ``onFailure(_:)``.
public struct RequirementFailure: Sendable, CustomStringConvertible {
  /// The exit code of a process that ends this way: 4.
  public static let exitCode: Int32 = 4

  /// The operation, what it expected and what it found.
  public let message: String
  /// The file and the line of the check, such as `GANKit/MatrixProduct.swift:31`.
  public let place: String

  public var description: String { "\(message) (\(place))" }

  private static let handler = Mutex<(@Sendable (RequirementFailure) -> Void)?>(nil)

  /// Calls `handler` before the process ends, in place of the message on standard error: it may print, and save what is
  /// to be kept. `nil` restores the message.
  public static func onFailure(_ handler: (@Sendable (RequirementFailure) -> Void)?) {
    self.handler.withLock { $0 = handler }
  }

  fileprivate func end() -> Never {
    // Taken out first: a handler that fails a requirement itself ends the process with the plain message.
    let handler = Self.handler.withLock { handler in
      defer { handler = nil }
      return handler
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
