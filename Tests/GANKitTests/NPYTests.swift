import Foundation
import TestSupport
import Testing

@testable import GANKit

@Suite struct NPYTests {
  private let folder: TemporaryFolder
  private var url: URL { folder.url.appending(path: "array.npy") }

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [[], [0], [5], [2, 3, 4], [3, 0, 2], [1, 1, 1, 1, 1, 1, 1]] as [[Int]])
  func everyShapeReturns(dimensions: [Int]) throws {
    let shape = Shape(dimensions)
    let tensor = Tensor((0..<shape.elementCount).map { Float($0) / 3 - 1 }, shape: shape)
    try NPY.write(tensor, to: url)
    #expect(try NPY.read(url) == tensor)
    #expect(try folder.names == ["array.npy"])
  }

  @Test func theHeaderIsTheOneOfTheFormat() throws {
    try NPY.write(Tensor([1, 2], shape: [2]), to: url)
    let bytes = try [UInt8](contentsOf: url)
    #expect(bytes.count == 128 + 8)
    #expect(bytes.starts(with: [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]))
    let header = String(decoding: bytes[10..<128], as: UTF8.self)
    #expect(header.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }   "))
    #expect(header.hasSuffix(" \n"))
    #expect(bytes[128...] == [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40])
  }

  @Test func filesWrittenByNumPyAreRead() throws {
    let expected = Tensor((0..<24).map { Float($0) / 8 - 1 }, shape: [2, 3, 4])
    #expect(try NPY.read(fixture("numpy.npy")) == expected)
    #expect(try NPY.read(fixture("numpy-scalar.npy")) == Tensor(2.5))
  }

  @Test(arguments: ["numpy-double.npy", "numpy-columns.npy"])
  func otherTypesAndOrdersAreNamed(name: String) throws {
    let url = try fixture(name)
    #expect(kind(naming: name) { _ = try NPY.read(url) } == .wrongFormat)
  }

  @Test func everyTruncationIsFound() throws {
    try NPY.write(Tensor([1, 2, 3]), to: url)
    let whole = try [UInt8](contentsOf: url)
    for length in 0..<whole.count {
      let cut = try folder.file("cut.npy", whole.prefix(length))
      let found = kind(naming: "cut.npy") { _ = try NPY.read(cut) }
      #expect(found == (length < 10 ? .wrongFormat : .truncated), "cut to \(length)")
    }
    let long = try folder.file("long.npy", whole + [0])
    #expect(kind(naming: "long.npy") { _ = try NPY.read(long) } == .trailingBytes)
  }

  @Test(arguments: [
    "(99999999999, 99999999999)", "(-3,)", "(x,)", "(3", "3", "(3.0,)", "(99999999999999999999,)",
  ])
  func impossibleShapesAreFound(shape: String) throws {
    let header = Array("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }\n".utf8)
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header
      + [UInt8](repeating: 0, count: 12)
    let file = try folder.file("odd.npy", bytes)
    #expect(kind(naming: "odd.npy") { _ = try NPY.read(file) } != nil)
  }
}
