/// Why a PNG could not be read or written.
public enum PNGError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file cannot be opened or read.
  case unreadable(name: String, reason: String)
  /// The data does not begin with the PNG signature.
  case notPNG(name: String, found: String)
  /// The data begins like a PNG, but is cut short or damaged.
  case damaged(name: String, reason: String)
  /// The header announces more pixels than a picture of this book could have.
  case tooLarge(name: String, width: Int, height: Int, limit: Int)
  /// The encoder failed.
  case notEncoded(width: Int, height: Int, reason: String)

  /// What was expected, what was found, and what to do next.
  public var description: String {
    switch self {
    case .unreadable(let name, let reason):
      "\(name) cannot be read: \(reason). Check that the file exists and may be read."
    case .notPNG(let name, let found):
      """
      \(name) is not a PNG: a PNG begins with the bytes 89 50 4E 47 0D 0A 1A 0A, this one with \(found). \
      Check the file's format.
      """
    case .damaged(let name, let reason):
      "\(name) is damaged: \(reason). Fetch or save the file again."
    case .tooLarge(let name, let width, let height, let limit):
      """
      \(name) announces \(width) x \(height) pixels; at most \(limit) pixels are read. \
      Its header is probably damaged; otherwise scale it down.
      """
    case .notEncoded(let width, let height, let reason):
      "A picture of \(width) x \(height) pixels could not be encoded as PNG: \(reason)."
    }
  }
}
