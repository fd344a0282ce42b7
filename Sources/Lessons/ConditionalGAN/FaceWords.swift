import Datasets
import LessonKit

/// The words for faces: the names of all categories, and of the parts of a picture that they describe.
enum FaceWords {
  /// What a word can mean: a category of an attribute.
  private typealias Reading = (factor: FaceFactor, category: Int)

  /// What each name of a category can mean: "brown" is a colour of skin and of hair.
  private static let readings: [String: [Reading]] = {
    var readings: [String: [Reading]] = [:]
    for factor in FaceFactor.allCases {
      for (category, name) in factor.categories.enumerated() {
        readings[name, default: []].append((factor, category))
      }
    }
    return readings
  }()

  /// The attributes of each part that has a name. A bob and curls are hair, too.
  private static let parts: [String: [FaceFactor]] = [
    "skin": [.skin], "hair": [.hairColour, .hairStyle], "bob": [.hairColour, .hairStyle],
    "curls": [.hairColour, .hairStyle], "eyes": [.eyes], "mouth": [.mouth], "glasses": [.glasses],
    "background": [.background],
  ]

  /// Words that change nothing.
  private static let fillers: Set = ["a", "and", "looking", "the", "turned", "with"]

  /// What a phrase between two commas of a request says. The request is written as it was given.
  /// - Throws: `UsageError`; see `FaceRequest`.
  static func meaning(of phrase: String, in request: String) throws -> [FaceFactor: Int] {
    let words = phrase.lowercased().split { !$0.isLetter }.map(String.init).filter { !fillers.contains($0) }
    let described = words.flatMap { parts[$0] ?? [] }
    var meaning: [FaceFactor: Int] = [:]
    for word in words {
      guard let (factor, category) = try reading(of: word, describing: described, in: request) else {
        continue
      }
      guard meaning[factor, default: category] == category else {
        throw error(request, "asks for two kinds of \(factor.rawValue).")
      }
      meaning[factor] = category
    }
    // Glasses alone are worn. About every other part, something has to be said.
    if described.contains(.glasses), meaning[.glasses] == nil { meaning[.glasses] = position(of: "worn") }
    for word in words {
      guard let factors = parts[word], factors.allSatisfy({ meaning[$0] == nil }) else { continue }
      throw error(request, "does not say what the \(word) should be.")
    }
    return meaning
  }

  /// The category that a word means; nil if it only names a part.
  /// - Parameter described: the attributes of the parts that the same phrase names.
  private static func reading(
    of word: String, describing described: [FaceFactor], in request: String
  ) throws -> Reading? {
    if word == "no" || word == "without" {
      guard described.contains(.glasses) else {
        throw error(request, "says \"\(word)\" about something else than glasses.")
      }
      return (.glasses, position(of: "none"))
    }
    guard let found = readings[word] else {
      guard parts[word] == nil else { return nil }
      let near = NearMiss.question(for: word, among: (Array(readings.keys) + Array(parts.keys)).sorted())
      throw error(request, "has an unknown word, \"\(word)\".\(near)")
    }
    let fitting = found.count == 1 ? found : found.filter { described.contains($0.factor) }
    guard fitting.count == 1 else {
      let choices = found.map { "\"\(word) \(part(of: $0.factor))\"" }
      throw error(request, "can mean \(choices.joined(separator: " or ")).")
    }
    return fitting[0]
  }

  /// A word for what an attribute describes.
  private static func part(of factor: FaceFactor) -> String {
    factor == .hairColour ? "hair" : factor.rawValue
  }

  private static func position(of name: String) -> Int { readings[name]![0].category }

  /// What is wrong with a request, written as it was given, and the words that there are.
  static func error(_ request: String, _ problem: String) -> UsageError {
    let width = FaceFactor.allCases.map(\.rawValue.count).max()! + 2
    let table = FaceFactor.allCases.map { factor in
      let room = String(repeating: " ", count: width - factor.rawValue.count)
      return "  \(factor.rawValue)\(room)\(factor.categories.joined(separator: ", "))"
    }
    return UsageError(
      """
      \(request): the request \(problem)
      The words for each attribute are:
      \(table.joined(separator: "\n"))
      Put commas between attributes, and name the part where a word could be about two: "brown skin, red curls, open \
      mouth, no glasses". What is not named is left to chance.
      """)
  }
}
