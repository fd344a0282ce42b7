import Files
import Foundation

extension DataError {
  /// One error that stands for several; nil if there are none.
  ///
  /// - Parameter count: the number of pictures.
  package static func together(
    _ errors: [any Error], in location: URL, among count: Int = 0
  ) -> (any Error)? {
    guard errors.count > 1 else { return errors.first }
    return DataError(
      .corrupt, path: location.relativePath,
      expected: count > 0 ? "\(count) pictures that can be used" : "pictures that can be used",
      found: "\(errors.count) that cannot:\n" + errors.map { "  \($0)" }.joined(separator: "\n") + "\n",
      advice: "Replace or remove these files.")
  }
}
