import Files
import Foundation

/// NumPy's own format for one array, version 1.0, with 32-bit floats in row-major order.
///
/// `numpy.load("samples/train-digits.npy")` gives the tensor with its shape.
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
public enum NPY {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Saves a tensor, either completely or not at all.
  ///
  /// - Throws: `FileError`.
  public static func write(_ tensor: Tensor, to url: URL) throws {
    let extents = tensor.shape.map(String.init).joined(separator: ", ") + (tensor.rank == 1 ? "," : "")
    let dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(extents)), }"
    // The header ends with a line feed, and the data starts at a multiple of 64 bytes.
    let padding = 63 - (10 + dictionary.utf8.count) % 64
    let header = dictionary + String(repeating: " ", count: padding) + "\n"
    let length = UInt16(header.utf8.count)

    var bytes = Data(magic + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)] + Array(header.utf8))
    bytes.reserveCapacity(bytes.count + 4 * tensor.count)
    tensor.withScalars { bytes.append(contentsOf: UnsafeRawBufferPointer($0)) }
    try AtomicFile.write(bytes, to: url)
  }

  /// Reads an array of 32-bit floats in row-major order.
  ///
  /// - Throws: `FileError` if the file cannot be read, `DataError` if it is damaged or holds another type or
  ///   order.
  public static func read(_ url: URL) throws -> Tensor {
    let bytes = try [UInt8](contentsOf: url)
    let name = url.relativePath
    guard bytes.count >= 10, bytes.starts(with: magic), (1...3).contains(bytes[6]) else {
      throw DataError(
        .wrongFormat, path: name, expected: "a NumPy file, which starts with \(hexadecimal(magic))",
        found: bytes.isEmpty ? "an empty file" : hexadecimal(bytes.prefix(8)),
        advice: "Check that it is a .npy file.")
    }
    let lengthBytes = bytes[8..<Swift.min(bytes[6] == 1 ? 10 : 12, bytes.count)]
    let start = lengthBytes.endIndex
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - start else {
      throw DataError(
        .truncated, path: name, expected: "a header of \(length) bytes",
        found: "\(bytes.count - start) bytes",
        advice: "The file was cut short: write it again.")
    }
    let header = String(decoding: bytes[start..<start + length], as: UTF8.self)
    guard let shape = shape(from: header), header.contains("'descr': '<f4'"),
      header.contains("'fortran_order': False")
    else {
      throw DataError(
        .wrongFormat, path: name, expected: "'descr': '<f4', 'fortran_order': False and a shape",
        found: header.trimmingCharacters(in: .whitespacesAndNewlines),
        advice: "Save it with numpy.save(file, numpy.ascontiguousarray(array, dtype=\"<f4\")).")
    }

    let size = byteCount(extents: shape, elementSize: 4)
    let data = bytes[(start + length)...]
    guard let size, size == data.count else {
      throw DataError(
        size ?? .max > data.count ? .truncated : .trailingBytes, path: name,
        expected: "data for the shape \(shape) in its header", found: "\(data.count) bytes of data",
        advice: "The file is damaged: write it again.")
    }
    return Tensor(shape: Shape(shape)) { buffer in
      data.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
    }
  }

  /// The numbers between the parentheses after 'shape'; nil if there is anything but numbers and commas.
  private static func shape(from header: String) -> [Int]? {
    guard let key = header.range(of: "'shape': ("),
      let end = header[key.upperBound...].firstIndex(of: ")")
    else { return nil }
    let parts = header[key.upperBound..<end].split(separator: ",").map { $0.filter { $0 != " " } }
    let extents = parts.filter { !$0.isEmpty }.map { Int($0) ?? -1 }
    return extents.contains { $0 < 0 } ? nil : extents
  }
}
