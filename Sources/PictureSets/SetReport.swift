import Foundation
import GANKit

/// What a report ends with: what to expect of the set, and what to do with it.
public struct SetAdvice: Sendable {
  /// Markdown, a paragraph each.
  public var sentences: [String]
  /// The command to type next.
  public var next: String?

  public init(_ sentences: [String] = [], next: String? = nil) {
    (self.sentences, self.next) = (sentences, next)
  }
}

/// What was found in the pictures that a set was made of, and what became of them.
public struct SetReport: Encodable, Sendable {
  /// Pictures that were written, in one folder.
  public struct Part: Encodable, Sendable {
    public let folder: String
    public let count: Int
    public let isTest: Bool
  }

  /// The size of a picture in pixels.
  public struct Size: Encodable, Sendable {
    public let width, height: Int
  }

  /// What pictures were like before anything was made of them, in pairs the targets.
  public struct Pictures: Encodable, Sendable {
    public internal(set) var count = 0
    /// By their numbers of pixels.
    public internal(set) var smallest, median, largest: Size?
    /// The others are in colour.
    public internal(set) var grey = 0
    /// Those that say how transparent their pixels are.
    public internal(set) var withAlpha = 0
  }

  public let name: String
  /// The side that pictures should have at least, in pixels.
  public let wantedSide: Int?
  public internal(set) var parts: [Part] = []
  /// Those that are in the set.
  public internal(set) var pictures = Pictures()
  /// Pictures with a side below ``wantedSide``.
  public internal(set) var small: [String] = []
  /// Pairs whose pictures had different sizes.
  public internal(set) var unequalSizes: [String] = []
  /// Groups of pictures of equal pixels, the one that was kept first.
  public internal(set) var duplicates: [[String]] = []
  public let keepsDuplicates: Bool
  /// Groups of pictures that look alike.
  public internal(set) var lookAlikes: [[String]] = []
  /// Pictures that would be for testing, but look like one for training.
  public internal(set) var movedToTraining: [String] = []
  /// Whether pictures for testing look like pictures for training, because all look alike.
  public internal(set) var isMixed = false
  public let withoutPartner: [String]
  /// Files that cannot be used, with the reasons.
  public internal(set) var unusable: [String] = []
  public internal(set) var advice: [String] = []
  /// The command to type next.
  public internal(set) var next: String?
  /// The files of this report: the text, and a picture that shows some of the set.
  public let reportFile, sheetFile: String

  private var sizes: [Size] = []

  init(_ set: PictureSet, _ place: SetPlace) {
    (name, wantedSide, keepsDuplicates) = (set.name, set.wantedSide, set.options.keepsDuplicates)
    withoutPartner = set.lonely.map(\.relativePath)
    (reportFile, sheetFile) = (place.text.relativePath, place.sheet.relativePath)
  }

  private enum CodingKeys: String, CodingKey {
    case name, wantedSide, parts, pictures, small, unequalSizes, duplicates, keepsDuplicates, lookAlikes
    case movedToTraining, isMixed, withoutPartner, unusable, advice, next, reportFile, sheetFile
  }

  /// How many pictures are for training, in all collections.
  public var trainingCount: Int { parts.filter { !$0.isTest }.map(\.count).reduce(0, +) }

  /// The pictures that are for training in the collection with the fewest.
  public var leastTrainingCount: Int { parts.filter { !$0.isTest }.map(\.count).min() ?? 0 }

  /// Adds pictures of the set.
  /// - Parameter all: of each picture of the set, the facts of those that it was made of.
  mutating func add(_ all: [[PictureFacts]], labels: [String]) {
    for (facts, label) in zip(all, labels) {
      pictures.count += 1
      sizes.append(Size(width: facts[0].width, height: facts[0].height))
      if facts[0].isGrey { pictures.grey += 1 }
      if facts.contains(where: \.hasAlpha) { pictures.withAlpha += 1 }
      if let wantedSide, facts.contains(where: { $0.side < wantedSide }) { small.append(label) }
      let isEqual = facts.allSatisfy { ($0.width, $0.height) == (facts[0].width, facts[0].height) }
      if !isEqual { unequalSizes.append(label) }
    }
    sizes.sort { ($0.width * $0.height, $0.width) < ($1.width * $1.height, $1.width) }
    (pictures.smallest, pictures.largest) = (sizes.first, sizes.last)
    pictures.median = sizes.isEmpty ? nil : sizes[(sizes.count - 1) / 2]
  }
}
