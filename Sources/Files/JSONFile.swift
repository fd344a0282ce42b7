import Foundation

/// Small files of JSON that people may read, too: indented, keys sorted, dates in ISO 8601, a newline at the end.
public enum JSONFile {
  /// Writes a value; the folder is made if it is not there.
  /// - Throws: `FileError`, or an `EncodingError` for a number that is not finite.
  public static func write(_ value: some Encodable, to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    let bytes = try encoder.encode(value) + Data("\n".utf8)
    try Folder.make(file.deletingLastPathComponent())
    try AtomicFile.write(bytes, to: file)
  }

  /// Reads a value; nil if there is no such file.
  /// - Throws: a `DecodingError` if the file holds something else.
  public static func read<Value: Decodable>(_ type: Value.Type, from file: URL) throws -> Value? {
    guard let bytes = try? Data(contentsOf: file) else { return nil }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(type, from: bytes)
  }
}
