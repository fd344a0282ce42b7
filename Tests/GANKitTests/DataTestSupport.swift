import Foundation
import Testing

@testable import GANKit

/// A folder for one test's files, removed afterwards.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "GANKitTests-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, with the folders it is in.
  @discardableResult
  func file(_ path: String, _ bytes: some Sequence<UInt8>) throws -> URL {
    let file = url.appending(path: path, directoryHint: .notDirectory)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }
}

/// A file that another program wrote; see Fixtures/make_files.py.
func fixture(_ name: String) throws -> URL {
  try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name)", directoryHint: .notDirectory)
}

func bigEndian(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
func littleEndian(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }

/// A valid gzip file whose content is stored as it is.
func gzipStored(_ content: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
  var rest = content[...]
  repeat {
    let block = rest.prefix(65_535)
    rest = rest.dropFirst(65_535)
    let length = UInt16(block.count)
    bytes += [rest.isEmpty ? 1 : 0]
    for word in [length, ~length] { bytes += [UInt8(word & 0xff), UInt8(word >> 8)] }
    bytes += block
  } while !rest.isEmpty
  return bytes + littleEndian(Checksum.crc32(content)) + littleEndian(UInt32(content.count))
}

/// An IDX file of bytes, unpacked.
func idx(_ dimensions: [UInt32], _ values: [UInt8]) -> [UInt8] {
  [0, 0, 8, UInt8(dimensions.count)] + dimensions.flatMap(bigEndian) + values
}

/// The kind of the `DataError` that the body throws, after checking that its text names the file.
func kind(naming name: String, _ body: () throws -> Void) -> DataError.Kind? {
  do {
    try body()
    return nil
  } catch let error as DataError {
    #expect(error.description.contains(name), "\(error)")
    return error.kind
  } catch {
    Issue.record("another error: \(error)")
    return nil
  }
}
