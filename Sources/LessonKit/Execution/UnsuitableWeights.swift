/// A file that a chapter's networks cannot start from. Exit code 3.
public struct UnsuitableWeights: Error, CustomStringConvertible, Equatable, Sendable {
  /// As it was given.
  public let path: String
  public let expected: String
  public let found: String
  /// What to do.
  public let advice: String
  /// Where the file and the networks differ: one line each, and all of them.
  public let differences: [String]

  init(_ path: String, expected: String, found: String, advice: String, differences: [String] = []) {
    (self.path, self.expected, self.found, self.advice) = (path, expected, found, advice)
    self.differences = differences
  }

  public var description: String {
    let list = differences.isEmpty ? "." : ":\n" + differences.map { "  \($0)\n" }.joined()
    return "--weights \(path): expected \(expected); found \(found)\(list)"
      + (differences.isEmpty ? " " : "") + "\(advice) Nothing was loaded."
  }
}
