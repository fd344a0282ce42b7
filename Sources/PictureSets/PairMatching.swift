import Datasets
import Files
import Foundation

/// Which input belongs to which target: those of the same name, whatever their extensions.
struct PairMatching {
  /// In the order of the targets' paths.
  private(set) var pairs: [(input: SourcePicture, target: SourcePicture)] = []
  /// The paths of pictures without a partner.
  private(set) var lonely: [URL] = []

  /// - Throws: `DataError` of kind `.sameName` if a folder has two pictures of one name, `.unmatched` if none belongs to
  ///   another.
  init(inputs: SourceFolder, targets: SourceFolder) throws {
    for folder in [inputs, targets] { try folder.requireDistinct(\.stem) }
    var rest = Dictionary(uniqueKeysWithValues: inputs.pictures.map { ($0.stem, $0) })
    for target in targets.pictures {
      if let input = rest.removeValue(forKey: target.stem) {
        pairs.append((input, target))
      } else {
        lonely.append(target.url)
      }
    }
    lonely = inputs.pictures.filter { rest[$0.stem] != nil }.map(\.url) + lonely
    guard pairs.isEmpty else { return }
    throw DataError(
      .unmatched, path: "\(inputs.url.relativePath) and \(targets.url.relativePath)",
      expected: "pictures of the same name in both, whatever their extensions",
      found: "\(Self.examples(of: inputs)) among the inputs, \(Self.examples(of: targets)) among the targets",
      advice: "Give the two pictures of a pair the same name.")
  }

  private static func examples(of folder: SourceFolder) -> String {
    folder.pictures.prefix(3).map(\.path).joined(separator: ", ")
  }
}
