// What the readers of file formats share.

/// The size of an array in bytes; nil if an extent is negative or the product overflows, as damaged headers can claim.
package func byteCount(extents: some Sequence<Int>, elementSize: Int) -> Int? {
  var product = elementSize
  for extent in extents {
    let (value, overflow) = product.multipliedReportingOverflow(by: extent)
    guard extent >= 0, !overflow else { return nil }
    product = value
  }
  return product
}

/// Bytes as people write them in error messages: `1f 8b 08`.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined(separator: " ")
}

/// A checksum as people write it: eight hexadecimal digits.
package func hexadecimal(_ checksum: UInt32) -> String {
  let digits = String(checksum, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}
