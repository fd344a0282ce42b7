import DataFolders
import Foundation
import GANKit
import TestSupport
import Testing

@testable import Datasets
@testable import Files
@testable import Pictures

@Suite struct PictureCollectionTests {
  private let folder: TemporaryFolder
  private let data: DataFolder

  init() throws {
    folder = try TemporaryFolder()
    data = DataFolder(explicit: folder.url)
  }

  /// Files `faces/00.png` and so on; each picture has one colour, which depends on its number.
  private func writeFaces(_ count: Int) throws {
    for number in 0..<count {
      let pixels = [UInt8](repeating: UInt8(number), count: 6 * 6 * 3)
      let name = String(format: "faces/%02d.png", number)
      try folder.file(name, [UInt8](PNG.encode(Image(width: 6, height: 6, channels: 3, pixels: pixels))))
    }
  }

  /// The pictures in `faces/` at 4x4 pixels, with this memory.
  private func store(_ memory: PictureMemory) throws -> PictureStore {
    let location = try #require(try data.find(.faces))
    let part = PictureFiles.list(.faces, "", in: location)
    return try PictureStore(part, width: 4, height: 4, memory: memory) { picture, _ in
      picture.squareThumbnail(4).rgb
    }
  }

  @Test func theMemoryChangesNoBit() throws {
    try writeFaces(12)
    let roomy = PictureCollection(try store(PictureMemory(mebibytes: 1)))
    let none = PictureCollection(try store(PictureMemory(mebibytes: 0)))
    let batches = Batches(count: 12, size: 5, using: Random(seed: 1), keepPartial: false)
    for _ in 0..<6 {
      let rows = batches.next()
      let (first, second) = (try roomy.gathered(rows: rows), try none.gathered(rows: rows))
      #expect(first.scalars == second.scalars)
      #expect(
        first.scalars
          == rows.flatMap { row in
            [Float](repeating: PixelRange.signed.value(UInt8(row)), count: 4 * 4 * 3)
          })
    }
    #expect(roomy.note == nil)
  }

  @Test func aSetThatFitsIsReadAtOnceAndNoMore() throws {
    try writeFaces(3)
    let pictures = PictureCollection(try store(PictureMemory(mebibytes: 1)))
    try folder.file("faces/01.png", Array("damaged".utf8))
    #expect(try pictures.gathered(rows: [0, 1, 2]).shape == [3, 4, 4, 3])
    #expect(throws: DataError.self) { try store(PictureMemory(mebibytes: 1)) }
  }

  @Test func aSetThatDoesNotFitIsReadWhenItIsAskedFor() throws {
    try writeFaces(3)
    let pictures = PictureCollection(try store(PictureMemory(mebibytes: 0)))
    _ = try pictures.gathered(rows: [0, 1, 2])
    try folder.file("faces/01.png", Array("damaged".utf8))
    #expect(try pictures.gathered(rows: [0, 2]).shape[0] == 2)
    let error = #expect(throws: DataError.self) { try pictures.gathered(rows: [0, 1]) }
    #expect(error?.path.hasSuffix("faces/01.png") == true)
  }

  /// The memory is shared: what one set has taken is not there for another, and comes back when the set goes.
  @Test func setsShareTheMemory() throws {
    // Half a MiB and one picture more than that, at 64x64 pixels with three channels.
    try writeFaces(44)
    let memory = PictureMemory(mebibytes: 1)
    let location = try #require(try data.find(.faces))
    let part = PictureFiles.list(.faces, "", in: location)
    func store() throws -> PictureStore {
      try PictureStore(part, width: 64, height: 64, memory: memory) { picture, _ in
        picture.squareThumbnail(64).rgb
      }
    }
    let size = 64 * 64 * 3
    var first: PictureStore? = try store()
    let second = try store()
    #expect(memory.freeBytes < size)
    #expect(try second.pictures(Array(0..<44)) == (try #require(first)).pictures(Array(0..<44)))
    first = nil
    #expect(memory.freeBytes >= 44 * size)
    _ = try second.pictures(Array(0..<44))
    #expect(memory.freeBytes == (1 << 20) - 44 * size)
  }

  @Test func aLargeSetSaysWhatItTakes() throws {
    try writeFaces(44)
    let location = try #require(try data.find(.faces))
    let part = PictureFiles.list(.faces, "", in: location)
    let store = try PictureStore(part, width: 256, height: 128, memory: PictureMemory(mebibytes: 3)) {
      picture, _ in
      picture.resized(width: 256, height: 128, .bicubic).rgb
    }
    // 44 * 256 * 128 * 3 bytes are 4.1 MiB.
    let expected = "44 pictures would take 4 MiB; 3 MiB of them stay in memory"
    #expect(PictureCollection(store).note?.hasPrefix(expected) == true)
  }

  @Test func aSubsetIsAPartOfTheSamePictures() throws {
    try writeFaces(10)
    let all = PictureCollection(try store(PictureMemory(mebibytes: 0)))
    let part = all.subset(4..<9)
    #expect(part.shape == [5, 4, 4, 3])
    #expect(try part.gathered(rows: [0, 4]).scalars == all.gathered(rows: [4, 8]).scalars)
    #expect(try part.subset(1..<2).first(3).scalars == all.gathered(rows: [5]).scalars)
    #expect(try all.sample(4).scalars == all.gathered(rows: [0, 2, 5, 7]).scalars)
  }

  /// The halves of a pair stay together, whether they are in memory or come from one file.
  @Test func pairsStayTogether() throws {
    for number in 0..<4 {
      for part in ["train", "test"] {
        let left = Image(
          width: 4, height: 4, channels: 3, pixels: [UInt8](repeating: UInt8(number), count: 48))
        let right = Image(
          width: 4, height: 4, channels: 3, pixels: [UInt8](repeating: UInt8(200 + number), count: 48))
        try folder.file("facades/\(part)/\(number).png", [UInt8](PNG.encode(left.beside(right))))
      }
    }
    let fromFiles = try #require(try PairData.load(from: data, size: 4))
    let inMemory = PairCollection(fromFiles.test)
    for pairs in [fromFiles.train, inMemory] {
      #expect(pairs.count == 4)
      let batch = try pairs.gathered(rows: [3, 1])
      #expect(Image.batch(batch.left).map { $0.pixels[0] } == [3, 1])
      #expect(Image.batch(batch.right).map { $0.pixels[0] } == [203, 201])
      #expect(
        try pairs.left.gathered(rows: [2]).scalars
          == batch.left.scalars.prefix(48).map { _ in
            PixelRange.signed.value(2)
          })
      #expect(pairs.right.subset(2..<4).shape == [2, 4, 4, 3])
    }
  }
}
