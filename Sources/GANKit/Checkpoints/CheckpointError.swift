/// A checkpoint file that is damaged, or that lacks what should be restored from it.
public struct CheckpointError: Error, CustomStringConvertible, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// The file is not a complete and consistent safetensors file.
    case damaged
    /// An entry has a type that GANKit does not read.
    case unsupportedType
    /// The entry is not in the checkpoint.
    case missing
    /// The entry has another type or shape.
    case mismatch
  }

  public let kind: Kind
  /// The file, or nil for a checkpoint that was never on disk.
  public let path: String?
  /// The entry in question, if the error concerns one.
  public let entry: String?
  public let expected: String
  public let found: String

  public init(_ kind: Kind, path: String?, entry: String? = nil, expected: String, found: String) {
    self.kind = kind
    self.path = path
    self.entry = entry
    self.expected = expected
    self.found = found
  }

  public var description: String {
    let place = [path ?? "checkpoint", entry.map { "entry \"\($0)\"" }].compactMap { $0 }.joined(
      separator: ", ")
    return "\(place): expected \(expected); found \(found). \(advice)"
  }

  private var advice: String {
    switch kind {
    case .damaged: "The file is damaged: delete it and run the step again."
    case .unsupportedType: "Convert the entry to F32 with the program that wrote it."
    case .missing, .mismatch:
      "It was saved by different code or with different settings: delete it and run the earlier steps again."
    }
  }
}
