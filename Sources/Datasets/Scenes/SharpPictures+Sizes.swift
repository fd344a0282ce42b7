import Files
import Foundation

/// How large the pictures of a collection must be for chapter 8, so that `data verify` finds what a run would find.
extension SharpPictures {
  /// The smallest side of a test picture, which is that of the crops shown in figures.
  public static let smallestTestSide = 64
  /// The side of training patches at the standard and full budgets, and the smallest that can be set.
  public static let patchSide = (standard: 96, smallest: 48)
  /// The collections that are used by default.
  public static let collections = (training: "T91", test: "Set5")

  /// A picture that was read, and its size.
  struct Found {
    let file: URL
    let width, height: Int
    var side: Int { min(width, height) }
  }

  /// The pictures that are too small in one collection: an error for each one or for the whole collection, or a remark
  /// if it depends on what the collection is used for.
  static func judge(_ pictures: [Found], collection: String) -> (problems: [DataError], remark: String?) {
    guard let largest = pictures.max(by: { $0.side < $1.side }) else { return ([], nil) }
    switch collection {
    case collections.test:
      let small = pictures.filter { $0.side < smallestTestSide }
      return (
        small.map { tooSmall($0.file.relativePath, $0.width, $0.height, least: smallestTestSide) }, nil
      )
    case collections.training where largest.side < patchSide.standard:
      return ([noneLargeEnough(largest)], nil)
    case collections.training: return ([], nil)
    default:
      if largest.side < patchSide.smallest { return ([noneLargeEnough(largest)], nil) }
      let small = pictures.count { $0.side < smallestTestSide }
      return (
        [],
        small == 0
          ? nil
          : "\(collection): \(small) of \(pictures.count) are smaller than \(smallestTestSide) x \(smallestTestSide) "
            + "pixels, too small to test on"
      )
    }
  }

  private static func noneLargeEnough(_ largest: Found) -> DataError {
    let (side, smallest) = (patchSide.standard, patchSide.smallest)
    return DataError(
      .unsuitableSize, path: largest.file.relativePath,
      expected: "at least \(side) x \(side) pixels, the size of training patches",
      found: "\(largest.width) x \(largest.height), and no picture of the collection is larger",
      advice: "Use larger pictures."
        + (largest.side >= smallest ? " Or take smaller patches: --set patch=\(smallest)." : ""))
  }

  /// The error for a picture that is smaller than a lesson needs.
  static func tooSmall(_ path: String, _ width: Int, _ height: Int, least: Int) -> DataError {
    DataError(
      .unsuitableSize, path: path, expected: "at least \(least) x \(least) pixels",
      found: "\(width) x \(height)",
      advice: "Remove the file, or use a larger picture: the nearest legal size is "
        + "\(max(width, least)) x \(max(height, least)).")
  }
}
