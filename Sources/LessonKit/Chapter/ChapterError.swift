/// What is wrong with a chapter, and where: what was expected, what was found and what to do next.
public struct ChapterError: Error, CustomStringConvertible, Hashable, Codable, Sendable {
  public enum Kind: String, Codable, Sendable {
    case unreadable, nestedTooDeeply
    case frontMatterMissing, keyMissing, keyInvalid, keyUnknown
    case stepMalformed, stepDuplicate, stepsDiffer
    case exerciseMalformed, teachingMissing, teachingWrong
    case predictionMalformed, predictionMissing, predictionWrong
    case metricMalformed, metricUnknown, metricDiffers
    case sourceMissing, snippetMissing, snippetMalformed, snippetTooLong, codeDiffers
    case formulaUnreadable, explorableUnreadable
    case figureMissing, figureWithoutAltText, figureDiffers, figureUnused, chartAsPicture
    case recordMissing, recordUnexpected, recordDamaged, recordOutdated
    case termUnsorted, termDuplicate, termWithoutPlace, termMissing, linkBroken
  }

  public let kind: Kind
  /// The file, as a path that the reader can find: relative to the repository where possible.
  public let file: String
  /// From 1.
  public let line: Int
  public let message: String

  public init(_ kind: Kind, file: String, line: Int, _ message: String) {
    self.kind = kind
    self.file = file
    self.line = line
    self.message = message
  }

  /// `chapters/03-vanilla-gan.md:12: ...`, the form that editors jump to.
  public var description: String { "\(file):\(line): \(message)" }
}
