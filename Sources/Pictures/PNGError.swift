/// Why a picture could not be written as PNG. Reading reports `DataError` instead.
public enum PNGError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The encoder failed.
  case notEncoded(width: Int, height: Int, reason: String)

  /// What was tried, and what the encoder said.
  public var description: String {
    switch self {
    case .notEncoded(let width, let height, let reason):
      "A picture of \(width) x \(height) pixels could not be encoded as PNG: \(reason)."
    }
  }
}
