import CZlib
import Foundation

/// Short fingerprints of bytes, which show whether two contents are the same or a file is the expected one.
public enum Checksum {
  /// The CRC-32 that gzip and PNG use.
  ///
  /// - Parameter before: the checksum of the bytes that come before these, if these continue something longer.
  public static func crc32(_ bytes: some ContiguousBytes, continuing before: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBytes { buffer in
      UInt32(
        truncatingIfNeeded: crc32_z(UInt(before), buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count)
      )
    }
  }
}
