/// Why a picture could not be written as PNG. Reading reports `DataError` instead.
public enum PNGError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The encoder failed.
  case notEncoded(width: Int, height: Int, reason: String)
  /// A colour profile that is damaged or not for pictures with this many channels.
  case unfitProfile(channels: Int)

  /// What was tried, and what the encoder said.
  public var description: String {
    switch self {
    case .notEncoded(let width, let height, let reason):
      "A picture of \(width) x \(height) pixels could not be encoded as PNG: \(reason)."
    case .unfitProfile(let channels):
      """
      Expected a colour profile for \(channels == 1 ? "grey" : "RGB"); found one that is damaged or for other \
      channels. Leave it out, or convert the picture to its channels first.
      """
    }
  }
}
