import Datasets
import GANKit
import LessonKit

/// A face described in words, such as "dark skin, red curls, smiling, glasses": a category for each attribute that is
/// named.
struct FaceRequest {
  let text: String
  /// The number of the category of each attribute that is named.
  let categories: [FaceFactor: Int]

  /// The value of the setting `request`; see `init(_:givenAs:)`.
  init(_ text: String) throws { try self.init(text, givenAs: "--set request=") }

  /// - Parameter option: how the text was given; an error repeats it.
  /// - Throws: `UsageError`, with the list of the words, if one is unknown or can mean two things, if two contradict each
  ///   other, or if there is none.
  init(_ text: String, givenAs option: String) throws {
    let given = "\(option)\"\(text)\""
    var categories: [FaceFactor: Int] = [:]
    for phrase in text.split(separator: ",") {
      for (factor, category) in try FaceWords.meaning(of: String(phrase), in: given) {
        guard categories[factor, default: category] == category else {
          throw FaceWords.error(given, "asks for two kinds of \(factor.rawValue).")
        }
        categories[factor] = category
      }
    }
    guard !categories.isEmpty else { throw FaceWords.error(given, "names no attribute.") }
    (self.text, self.categories) = (text, categories)
  }

  // snippet.complete
  /// Faces as the words say. An attribute that they do not name is drawn with the probabilities of the data.
  func faces(_ count: Int, using random: Random) -> [FaceFactors] {
    (0..<count).map { _ in
      FaceFactors { factor in categories[factor] ?? random.index(withShares: factor.probabilities) }
    }
  }
  // snippet.end

  /// Whether a face is as the words say.
  func fits(_ face: FaceFactors) -> Bool { categories.allSatisfy { face[$0.key] == $0.value } }
}
