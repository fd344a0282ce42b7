/// A data set or data file that is missing or damaged: what was expected, what was found, and what to do.
public struct DataError: Error, CustomStringConvertible, Equatable, Sendable {
  /// What is wrong.
  public enum Kind: Equatable, Sendable {
    /// The named folder does not contain the set.
    case missingSet
    /// Some of the set's files are there and others are missing.
    case incompleteSet
    /// The bytes are not of the expected format.
    case wrongFormat
    /// The file ends too early.
    case truncated
    /// The file continues after its proper end.
    case trailingBytes
    /// The content does not match its checksum, or cannot be decoded.
    case corrupt
    /// The sizes in the header do not fit the content.
    case wrongSize
    /// A picture or its file is larger than the limit.
    case tooLarge
    /// A picture, or an archive of pictures, has a format that is not supported.
    case unreadFormat
    /// Pictures are in a folder where they are not looked for.
    case misplaced
    /// The system does not allow the file or folder to be read.
    case unreadable
    /// A picture is intact, but its size does not suit the set.
    case unsuitableSize
    /// A picture is intact, but does not show what is asked of it, such as a hole to fill.
    case unsuitableContent
    /// A label is not one of the set's classes.
    case labelOutOfRange
    /// Two files that belong together have different numbers of entries.
    case countMismatch
    /// Two files would be one in the set, because they have the same name.
    case sameName
    /// Pictures that should form pairs do not.
    case unmatched
  }

  public let kind: Kind
  /// The file or folder, as the user wrote it.
  public let path: String
  public let expected: String
  public let found: String
  /// What to do next, in one sentence.
  public let advice: String

  public init(_ kind: Kind, path: String, expected: String, found: String, advice: String) {
    self.kind = kind
    self.path = path
    self.expected = expected
    self.found = found
    self.advice = advice
  }

  /// For a file or folder of a data set that the system does not allow to be read.
  package init(_ error: FileError) {
    self.init(
      .unreadable, path: error.path, expected: "something that can be read", found: error.systemReason,
      advice: error.advice)
  }

  public var description: String {
    // A folder's expected tree takes several lines; a file's expectation fits into the sentence.
    let end = found.hasSuffix("\n") ? "" : ". "
    return expected.contains("\n")
      ? "\(path): \(headline).\nExpected:\n\(expected)\nFound: \(found)\(end)\(advice)"
      : "\(path): \(headline). Expected: \(expected); found: \(found)\(end)\(advice)"
  }

  private var headline: String {
    switch kind {
    case .missingSet: "the data set is missing"
    case .incompleteSet: "the data set is incomplete"
    case .wrongFormat: "not a file of the expected format"
    case .truncated: "the file ends too early"
    case .trailingBytes: "there is extra data after the file's proper end"
    case .corrupt: "the file is damaged"
    case .wrongSize: "the size in the header does not fit the content"
    case .tooLarge: "the picture is too large"
    case .unreadFormat: "unsupported format"
    case .misplaced: "pictures are in the wrong folder"
    case .unreadable: "it cannot be read"
    case .unsuitableSize: "the picture's size does not suit the set"
    case .unsuitableContent: "the picture does not show what is needed"
    case .labelOutOfRange: "a label is out of range"
    case .countMismatch: "the numbers of images and labels differ"
    case .sameName: "two files have the same name"
    case .unmatched: "no two pictures belong together"
    }
  }
}
