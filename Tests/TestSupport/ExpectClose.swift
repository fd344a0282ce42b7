import GANKit
import Testing

/// Expects numbers that are all finite and within a tolerance of the expected ones: see ``disagreement(of:with:within:)``.
public func expectClose(
  _ found: [some ComparedNumber], _ expected: [some ComparedNumber], within tolerance: Tolerance,
  _ what: @autoclosure () -> String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let problem = disagreement(of: found, with: expected, within: tolerance) else { return }
  let what = what()
  Issue.record("\(what.isEmpty ? problem : "\(what), \(problem)")", sourceLocation: sourceLocation)
}

/// The same for two numbers.
public func expectClose(
  _ found: some ComparedNumber, _ expected: some ComparedNumber, within tolerance: Tolerance,
  _ what: @autoclosure () -> String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  expectClose([found], [expected], within: tolerance, what(), sourceLocation: sourceLocation)
}

/// The same for two tensors, which also have to have the same shape.
public func expectClose(
  _ found: Tensor, _ expected: Tensor, within tolerance: Tolerance, _ what: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard found.shape == expected.shape else {
    Issue.record(
      "\(what()): expected shape \(expected.shape), found \(found.shape)", sourceLocation: sourceLocation)
    return
  }
  expectClose(
    found.scalars, expected.scalars, within: tolerance, what(), sourceLocation: sourceLocation)
}
