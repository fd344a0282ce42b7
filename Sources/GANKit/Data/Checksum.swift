import CZlib
import Foundation

/// Short fingerprints of bytes, to see whether two are the same or a file is the one that was meant.
public enum Checksum {
  /// The CRC-32 that gzip and PNG use.
  public static func crc32(_ bytes: some ContiguousBytes) -> UInt32 {
    bytes.withUnsafeBytes { buffer in
      UInt32(truncatingIfNeeded: crc32_z(0, buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count))
    }
  }
}
