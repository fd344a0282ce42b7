import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import Files

@Suite struct IDXTests {
  private let folder: TemporaryFolder
  private let values = (0..<24).map { UInt8($0) }

  init() throws { folder = try TemporaryFolder() }

  @Test func readsPlainAndPackedFilesWhateverTheirNames() throws {
    let plain = idx([2, 3, 4], values)
    for (name, bytes) in [
      ("a", plain), ("b.gz", gzipStored(plain)), ("c", gzipStored(plain)), ("d.gz", plain),
    ] {
      let file = try IDX(contentsOf: folder.file(name, bytes), rank: 3)
      #expect(file.shape == [2, 3, 4])
      #expect(file.bytes == values)
    }
  }

  @Test func wrongMagicNumbersAreFound() throws {
    let wrong: [(String, [UInt8])] = [
      ("empty", []), ("short", [0, 0, 8]), ("text", Array("hello there".utf8)),
      ("floats", [0, 0, 0x0d, 3] + values), ("norank", [0, 0, 8, 0] + values),
    ]
    for (name, bytes) in wrong {
      for (name, bytes) in [(name, bytes), (name + ".gz", gzipStored(bytes))] {
        let url = try folder.file(name, bytes)
        #expect(kind(naming: name) { _ = try IDX(contentsOf: url) } == .wrongFormat, "\(name)")
      }
    }
  }

  @Test func labelsInPlaceOfImagesAreFound() throws {
    let url = try folder.file("train-images-idx3-ubyte", idx([24], values))
    let error = #expect(throws: DataError.self) { _ = try IDX(contentsOf: url, rank: 3) }
    #expect(error?.kind == .wrongFormat)
    #expect(error?.expected == "the magic number 00 00 08 03 (images)")
    #expect(error?.found == "00 00 08 01")
  }

  @Test(arguments: [[2, 3, 5], [2, 3, 3], [0, 3, 4], [3, 3, 4]] as [[UInt32]])
  func countThatDisagreesWithTheSizeIsFound(dimensions: [UInt32]) throws {
    let bytes = idx(dimensions, values)
    for (name, bytes) in [("plain", bytes), ("packed.gz", gzipStored(bytes))] {
      let url = try folder.file(name, bytes)
      #expect(kind(naming: name) { _ = try IDX(contentsOf: url) } == .wrongSize)
    }
  }

  @Test func theMessageHasBothCounts() throws {
    for (dimensions, found) in [([2, 3, 3] as [UInt32], "24"), ([2, 3, 5], "only 24")] {
      let url = try folder.file("packed.gz", gzipStored(idx(dimensions, values)))
      let error = #expect(throws: DataError.self) { _ = try IDX(contentsOf: url) }
      let claim = dimensions.map(String.init).joined(separator: " x ")
      #expect(error?.expected == "\(claim) values, as the header says")
      #expect(error?.found == found)
    }
  }

  @Test func absurdCountsAreRefusedBeforeMemoryIsAskedFor() throws {
    let most = UInt32.max
    for dimensions in [[most], [most, most], [most, most, most], [most, most, most, most]] {
      let bytes = idx(dimensions, values)
      for (name, bytes) in [("plain", bytes), ("packed.gz", gzipStored(bytes))] {
        let url = try folder.file(name, bytes)
        #expect(kind(naming: name) { _ = try IDX(contentsOf: url) } == .wrongSize)
      }
    }
  }

  @Test func headerCutShortIsFound() throws {
    let url = try folder.file("cut", idx([2, 3, 4], []).dropLast(3))
    #expect(kind(naming: "cut") { _ = try IDX(contentsOf: url) } == .truncated)
  }

  @Test func damagedPackedFilesAreFound() throws {
    let packed = gzipStored(idx([2, 3, 4], values))
    let cut = try folder.file("cut.gz", packed.dropLast(9))
    #expect(kind(naming: "cut.gz") { _ = try IDX(contentsOf: cut) } == .truncated)
    let trailer = try folder.file("trailer.gz", packed.dropLast(1))
    #expect(kind(naming: "trailer.gz") { _ = try IDX(contentsOf: trailer) } == .truncated)
    var changed = packed
    changed[packed.count - 10] ^= 1
    let bad = try folder.file("bad.gz", changed)
    #expect(kind(naming: "bad.gz") { _ = try IDX(contentsOf: bad) } == .corrupt)
    let page = try folder.file("page.gz", Array("<html></html>".utf8))
    #expect(kind(naming: "page.gz") { _ = try IDX(contentsOf: page) } == .wrongFormat)
  }

  @Test func missingFilesAndFoldersAreFileErrors() throws {
    let missing = folder.url.appending(path: "absent")
    #expect(throws: FileError(.read, missing, code: ENOENT)) { _ = try IDX(contentsOf: missing) }
    #expect(throws: FileError(.read, folder.url, code: EISDIR)) { _ = try IDX(contentsOf: folder.url) }
  }
}
