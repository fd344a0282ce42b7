import GANKit

/// One thing that has to hold of an answer to an exercise.
///
/// ```swift
/// Check("it is zero for equal images") { conditions in
///   let x = Tensor.normal([2, 3], using: conditions.random("images"))
///   try expect(E.distance(x, x).scalar == 0, "The distance of an image to itself is \(E.distance(x, x).scalar).")
/// }
/// ```
public struct Check: Sendable {
  /// What holds if the check passes.
  public let name: String
  let body: @Sendable (CheckConditions) throws -> Void

  /// - Parameter body: throws a ``Complaint`` if it does not hold.
  public init(_ name: String, _ body: @escaping @Sendable (CheckConditions) throws -> Void) {
    (self.name, self.body) = (name, body)
  }
}

/// Why an answer is not right: what was found and what to think about, without giving the answer away.
public struct Complaint: Error, Equatable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}

/// - Throws: ``Complaint`` unless the condition holds.
public func expect(_ holds: Bool, _ complaint: @autoclosure () -> String) throws {
  if !holds { throw Complaint(complaint()) }
}

/// - Throws: ``Complaint`` unless two numbers differ by `tolerance` at most. A number that is not finite is near none.
public func expect(
  _ value: Float, near expected: Float, within tolerance: Float, _ complaint: @autoclosure () -> String
) throws {
  try expect((value - expected).magnitude <= tolerance, complaint())
}

/// - Throws: ``Complaint`` unless two tensors have the same shape and differ by `tolerance` at most anywhere.
public func expect(
  _ value: Tensor, near expected: Tensor, within tolerance: Float, _ complaint: @autoclosure () -> String
) throws {
  try expect(
    value.shape == expected.shape, "Expected the shape \(expected.shape), found \(value.shape).")
  let isNear = zip(value.scalars, expected.scalars).allSatisfy { ($0 - $1).magnitude <= tolerance }
  try expect(isNear, complaint())
}
