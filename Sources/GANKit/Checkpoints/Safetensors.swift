import Files
import Foundation

/// The safetensors file format, as raw bytes: the types and positions of named arrays.
///
/// A file is the header's length (8 bytes, little-endian), the header (JSON, padded with spaces), and the
/// arrays one after another. Source: <https://github.com/huggingface/safetensors#format>.
enum Safetensors {
  /// The element types that GANKit reads, largest alignment first, which is the order of a file's arrays. GANKit writes
  /// U64 and F32 only; PyTorch's counters are I64.
  enum ElementType: String, CaseIterable {
    case u64 = "U64"
    case i64 = "I64"
    case f32 = "F32"

    var size: Int { self == .f32 ? 4 : 8 }
  }

  /// One array.
  struct Entry {
    let name: String
    let type: ElementType
    let shape: [Int]
    /// Where its bytes are in the file.
    let range: Range<Int>
  }

  /// The key under which the format keeps free text.
  static let metadataKey = "__metadata__"

  // MARK: Writing

  /// The length, header and padding for arrays that follow in this order without gaps.
  ///
  /// The same input always gives the same bytes. The header is padded so that the arrays start at a multiple
  /// of 8.
  static func header(
    of arrays: [(name: String, type: ElementType, shape: [Int])], metadata: [String: String]
  ) -> Data {
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0)):\(quoted($1))" }
      fields.append("\(quoted(metadataKey)):{\(pairs.joined(separator: ","))}")
    }
    var end = 0
    for (name, type, shape) in arrays {
      let start = end
      end += shape.reduce(type.size, *)
      let place = "\"data_offsets\":[\(start),\(end)]"
      let extents = shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(quoted(name)):{\"dtype\":\"\(type.rawValue)\",\"shape\":[\(extents)],\(place)}"
      )
    }
    var text = Array("{\(fields.joined(separator: ","))}".utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Data($0) } + text
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: Reading

  /// The arrays of a file and its free text. Every array lies within the file and no two overlap.
  static func entries(of bytes: [UInt8], path: String) throws -> (
    entries: [Entry], metadata: [String: String]
  ) {
    func damaged(_ entry: String? = nil, expected: String, found: String) -> CheckpointError {
      CheckpointError(.damaged, path: path, entry: entry, expected: expected, found: found)
    }
    guard bytes.count >= 8 else {
      throw damaged(expected: "a safetensors file, which has 8 bytes or more", found: "\(bytes.count) bytes")
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= bytes.count - 8 else {
      throw damaged(
        expected: "a header of \(length) bytes, as the first 8 bytes say",
        found: "only \(bytes.count - 8) bytes")
    }
    let dataStart = 8 + Int(length)
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: Data(bytes[8..<dataStart]))
    } catch {
      throw damaged(
        expected: "a JSON header that describes the arrays", found: "something else (\(brief(error)))")
    }

    var entries: [Entry] = []
    for (name, description) in header.entries {
      guard let type = ElementType(rawValue: description.dtype) else {
        throw CheckpointError(
          .unsupportedType, path: path, entry: name,
          expected: "one of the types \(ElementType.allCases.map(\.rawValue).joined(separator: ", "))",
          found: description.dtype)
      }
      let offsets = description.data_offsets
      guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1],
        offsets[1] <= bytes.count - dataStart
      else {
        throw damaged(
          name, expected: "a place within the file's \(bytes.count - dataStart) bytes of data",
          found: "data_offsets \(offsets)")
      }
      guard byteCount(extents: description.shape, elementSize: type.size) == offsets[1] - offsets[0] else {
        throw damaged(
          name, expected: "as many bytes as shape \(description.shape) of \(type.rawValue) needs",
          found: "\(offsets[1] - offsets[0]) bytes")
      }
      entries.append(
        Entry(
          name: name, type: type, shape: description.shape,
          range: dataStart + offsets[0]..<dataStart + offsets[1]))
    }

    // The format allows neither gaps nor overlaps, so that nothing can hide in a file.
    entries.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    var end = dataStart
    for entry in entries {
      guard entry.range.lowerBound == end else {
        throw damaged(
          entry.name, expected: "its data at byte \(end), right after the array before",
          found: "byte \(entry.range.lowerBound)")
      }
      end = entry.range.upperBound
    }
    guard end == bytes.count else {
      throw damaged(expected: "\(end) bytes, as the header says", found: "\(bytes.count)")
    }
    return (entries, header.metadata)
  }

  private static func brief(_ error: any Error) -> String {
    switch error {
    case DecodingError.dataCorrupted(let context): context.debugDescription
    case DecodingError.keyNotFound(let key, _): "no \(key.stringValue)"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      (context.codingPath.map(\.stringValue) + [context.debugDescription]).joined(separator: ": ")
    default: "\(error)"
    }
  }

  private struct Header: Decodable {
    struct Description: Decodable {
      let dtype: String
      let shape: [Int]
      let data_offsets: [Int]
    }

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    var entries: [String: Description] = [:]
    var metadata: [String: String] = [:]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      for key in container.allKeys {
        if key.stringValue == metadataKey {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          entries[key.stringValue] = try container.decode(Description.self, forKey: key)
        }
      }
    }
  }
}
