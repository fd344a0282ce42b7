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
    let webP = try fixture("webp-lossy.webp")
    #expect(try ImageFile.read(folder.file("d.jpg", [UInt8](contentsOf: webP))) == WebP.read(webP))
    #expect(
      try ImageFile.readPhotograph(folder.file("e.webp", [UInt8](contentsOf: png))).image == PNG.read(png))
  }

  @Test(arguments: [
    ("", "an empty file"), ("<!DOCTYPE html>\n<html>", "text that begins with \"<!DOCTYPE html>\""),
    (
      "version https://git-lfs.github.com/spec/v1",
      "text that begins with \"version https://git-lfs.github.c\""
    ),
    ("GIF89a...", "a GIF file"), ("RIFF0000WAVE", "text that begins with \"RIFF0000WAVE\""),
    ("II*\0rest", "a TIFF file"),
    ("0000ftypheic", "a HEIC or AVIF file"), ("\u{1}\u{2}xyz", "a file that begins with 01 02 78 79 7a"),
    ("\n", "text that begins with \"\""),
  ])
  func whatIsNoPictureIsNamed(content: String, found: String) throws {
    let url = try folder.file("face.png", Array(content.utf8))
    let error = #expect(throws: DataError.self) { try ImageFile.read(url) }
    #expect(error?.kind == .wrongFormat)
    #expect(error?.found == found)
    #expect(error?.path.hasSuffix("face.png") == true)
    for format in ["PNG", "JPEG", "WebP"] {
      #expect(error?.expected.contains(format) == true && error?.advice.contains(format) == true)
    }
    #expect(throws: try #require(error)) { try ImageFile.readPhotograph(url) }
  }

  @Test(arguments: ["png-rgb-8.png", "jpeg-444.jpg", "webp-lossy.webp"])
  func truncatedFilesOfAnyFormatAreErrors(name: String) throws {
    let url = try folder.file("face.png", [UInt8](contentsOf: fixture(name)).dropLast(20))
    #expect(kind(naming: "face.png") { _ = try ImageFile.read(url) } == .truncated)
    #expect(kind(naming: "face.png") { _ = try ImageFile.readPhotograph(url) } == .truncated)
  }

  @Test func missingFilesAndFoldersAreFileErrors() throws {
    let missing = #expect(throws: FileError.self) { try ImageFile.read(folder.url.appending(path: "no.png")) }
    #expect(missing?.reason == .missing)
    let named = folder.url.appending(path: "picture.png")
    try FileManager.default.createDirectory(at: named, withIntermediateDirectories: false)
    for url in [folder.url, named] {
      let isFolder = #expect(throws: FileError.self) { try ImageFile.read(url) }
      #expect(isFolder?.reason == .isFolder)
      #expect(throws: try #require(isFolder)) { try ImageFile.readPhotograph(url) }
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func filesThatMayNotBeReadAreFileErrors() throws {
    let url = try folder.file("closed.png", [UInt8](contentsOf: fixture("png-rgb-8.png")))
    #expect(chmod(url.path, 0) == 0)
    let error = #expect(throws: FileError.self) { try ImageFile.read(url) }
    #expect(error?.reason == .permissionDenied && error?.path.hasSuffix("closed.png") == true)
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
