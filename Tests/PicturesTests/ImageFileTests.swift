import Foundation
import TestSupport
import Testing

@testable import Files
@testable import GANKit
@testable import Pictures

@Suite struct ImageFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func theContentDecidesAndNotTheName() throws {
    let (jpeg, png) = (try fixture("jpeg-444.jpg"), try fixture("png-rgb-8.png"))
    let disguised = try folder.file("a.png", [UInt8](contentsOf: jpeg))
    #expect(try ImageFile.read(disguised) == JPEG.read(jpeg))
    #expect(try ImageFile.read(folder.file("b.jpg", [UInt8](contentsOf: png))) == PNG.read(png))
    #expect(try ImageFile.read(folder.file("c", [UInt8](contentsOf: png))) == PNG.read(png))
  }

  @Test(arguments: [
    ("", "an empty file"), ("<!DOCTYPE html>\n<html>", "text that begins with \"<!DOCTYPE html>\""),
    (
      "version https://git-lfs.github.com/spec/v1",
      "text that begins with \"version https://git-lfs.github.c\""
    ),
    ("GIF89a...", "a GIF file"), ("RIFF0000WEBPVP8 ", "a WebP file"), ("II*\0rest", "a TIFF file"),
    ("0000ftypheic", "a HEIC or AVIF file"), ("\u{1}\u{2}xyz", "a file that begins with 01 02 78 79 7a"),
    ("\n", "text that begins with \"\""),
  ])
  func whatIsNoPictureIsNamed(content: String, found: String) throws {
    let url = try folder.file("face.png", Array(content.utf8))
    let error = #expect(throws: DataError.self) { try ImageFile.read(url) }
    #expect(error?.kind == .wrongFormat)
    #expect(error?.found == found)
    #expect(error?.path.hasSuffix("face.png") == true)
    #expect(error?.expected.contains("PNG") == true && error?.expected.contains("JPEG") == true)
  }

  @Test func missingFilesAndFoldersAreFileErrors() throws {
    let missing = #expect(throws: FileError.self) { try ImageFile.read(folder.url.appending(path: "no.png")) }
    #expect(missing?.reason == .missing)
    let isFolder = #expect(throws: FileError.self) { try ImageFile.read(folder.url) }
    #expect(isFolder?.reason == .isFolder)
  }

  @Test func picturesBecomeABatch() {
    let grey = Image(width: 2, height: 1, channels: 1, pixels: [0, 255])
    let colour = Image(width: 2, height: 1, channels: 3, pixels: [0, 0, 0, 255, 255, 255])
    let batch = Tensor([grey, colour])
    #expect(batch.shape == [2, 1, 2, 3])
    #expect(batch.scalars == [-1, -1, -1, 1, 1, 1, -1, -1, -1, 1, 1, 1])
    #expect(Tensor([grey], range: .unit).scalars == [0, 1])
    #expect(Image.batch(batch) == [grey.rgb, colour])
  }
}
