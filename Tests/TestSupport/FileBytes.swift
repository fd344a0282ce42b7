import Files
import Foundation

public func bigEndian(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
public func littleEndian(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }

/// A valid gzip file whose content is stored as it is.
public func gzipStored(_ content: [UInt8]) -> [UInt8] {
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
public func idx(_ dimensions: [UInt32], _ values: [UInt8]) -> [UInt8] {
  [0, 0, 8, UInt8(dimensions.count)] + dimensions.flatMap(bigEndian) + values
}

/// A PNG file with another size in its header, and the checksum that makes the header look genuine.
public func announcing(_ width: Int, _ height: Int, _ png: Data) -> Data {
  let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [UInt8](png[24..<29])
  var file = png
  file.replaceSubrange(
    16..<33, with: header + bigEndian(Checksum.crc32(Array("IHDR".utf8) + header)))
  return file
}
