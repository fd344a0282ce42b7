import Datasets
import Files
import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import PictureSets

@Suite("What a report says of somebody's pictures")
struct ReportTests {
  private let photos: PhotoFolder

  init() throws { photos = try PhotoFolder() }

  private func faces(_ options: PictureSet.Options = .init(), size: Int = 8) throws -> SetReport {
    try PictureSet.faces(from: photos.place("photos"), size: size, to: photos.home, options).make()
  }

  @Test("Sizes, grey, colour, transparency: of the kinds of files that the readers take")
  func kinds() throws {
    let names = [
      "png-rgb-16.png", "png-grey-16.png", "png-rgba-8.png", "png-palette-alpha.png", "png-rgb-key.png",
      "jpeg-cmyk.jpg", "jpeg-grey.jpg",
    ]
    for name in names { try photos.copy(name, to: "photos/\(name)") }
    let report = try faces(PhotoFolder.options { $0.keepsDuplicates = true })
    #expect(report.pictures.count == names.count && report.unusable.isEmpty)
    #expect(report.pictures.withAlpha == 3)
    #expect(report.pictures.grey == 2)
    let sizes = try names.map { name -> Int in
      let picture = try ImageFile.read(fixture(name))
      return picture.width * picture.height
    }.sorted()
    let found = [report.pictures.smallest, report.pictures.median, report.pictures.largest].map {
      $0.map { $0.width * $0.height }
    }
    #expect(found == [sizes[0], sizes[3], sizes[6]])
    #expect(try FaceData.load(from: photos.data, size: 8)?.images.shape[0] == names.count)
  }

  @Test("Only what says so is transparent")
  func alpha() throws {
    for (name, isTransparent) in [
      ("png-rgb-8.png", false), ("png-palette-8.png", false), ("png-rgba-16-interlaced.png", true),
      ("png-grey-alpha-8.png", true), ("png-grey-key.png", true), ("jpeg-444.jpg", false),
      ("webp-lossless.webp", false), ("webp-lossless-alpha.webp", true), ("webp-lossy.webp", false),
      ("webp-lossy-alpha.webp", true),
    ] {
      #expect(ImageFile.announcesOpacity(try [UInt8](contentsOf: fixture(name))) == isTransparent, "\(name)")
    }
    #expect(!ImageFile.announcesOpacity([0x89, 0x50, 0x4e, 0x47]))
  }

  @Test("Files that cannot be read are named with their reasons, and the others go on")
  func unreadable() throws {
    try photos.fill("photos", 3)
    try photos.folder.file("photos/zero.png", [])
    try photos.folder.write("hello", to: "photos/text.jpg")
    try photos.folder.write("a note", to: "photos/notes.txt")
    try photos.write(PhotoFolder.mosaic(1), to: "photos/x.png/inside.png")
    let report = try faces()
    #expect(report.unusable.count == 2, "\(report.unusable)")
    #expect(report.unusable.contains { $0.contains("zero.png") && $0.contains("an empty file") })
    #expect(report.unusable.contains { $0.contains("text.jpg") && $0.contains("hello") })
    #expect(try photos.files("data/faces").keys.sorted() == ["0.png", "1.png", "2.png", "x.png-inside.png"])

    let strict = #expect(throws: DataError.self) {
      try faces(PhotoFolder.options { ($0.isStrict, $0.replaces) = (true, true) })
    }
    #expect(strict?.description.contains("zero.png") == true)
    #expect(try photos.files("data/faces").count == 4, "the set that was there stays")
  }

  @Test("Equal pictures: named, and one is kept unless all shall be")
  func duplicates() throws {
    let mosaic = PhotoFolder.mosaic(1)
    try photos.write(mosaic, to: "photos/a.png")
    try photos.write(mosaic.rgb, to: "photos/b.jpg")
    try photos.write(PhotoFolder.mosaic(2), to: "photos/c.png")
    let report = try faces()
    #expect(report.duplicates.map { $0.map { String($0.suffix(5)) } } == [["a.png", "b.jpg"]])
    #expect(try photos.files("data/faces").keys.sorted() == ["a.png", "c.png"])
    #expect(report.pictures.count == 2)

    let all = try faces(PhotoFolder.options { ($0.keepsDuplicates, $0.replaces) = (true, true) })
    #expect(all.duplicates == report.duplicates)
    #expect(try photos.files("data/faces").count == 3)
  }

  @Test("Pictures that look alike are named and kept, and are on one side of the split")
  func lookAlikes() throws {
    for index in 0..<30 {
      let mosaic = PhotoFolder.mosaic(UInt64(index))
      try photos.write(mosaic, to: "photos/a\(index).png")
      try photos.write(mosaic.brighter, to: "photos/b\(index).png")
    }
    let options = PhotoFolder.options { $0.split = TestSplit(share: 0.5) }
    let report = try PictureSet.split(from: photos.place("photos"), to: photos.place("copy"), options).make()
    #expect(report.lookAlikes.count == 30 && report.duplicates.isEmpty)
    let test = Set(try photos.files("copy/test").keys), train = Set(try photos.files("copy/train").keys)
    #expect(test.count + train.count == 60)
    for index in 0..<30 { #expect(test.contains("a\(index).png") == test.contains("b\(index).png")) }
    let moved = Set(report.movedToTraining.map { String($0.split(separator: "/").last!) })
    #expect(!moved.isEmpty && moved.isSubset(of: train))
    // A share of a half leaves half of all couples apart, and a quarter together on the test side.
    #expect((8...22).contains(moved.count) && (4...28).contains(test.count))
  }

  @Test("The text: every finding with its names, and no more than asked for on a terminal")
  func text() throws {
    try photos.fill("photos", 12)
    for index in 0..<9 { try photos.folder.file("photos/zero\(index).png", []) }
    let report = try faces(size: 70)
    let text = try photos.folder.read("data/reports/faces.md")
    #expect(text == report.markdown())
    for index in 0..<9 { #expect(text.contains("zero\(index).png")) }
    #expect(text.contains("12 pictures with a side below 70 pixels") && text.contains("(faces.png)"))
    let short = report.markdown(names: 5)
    #expect(short.contains("and 4 more") && !short.contains("zero8.png"))
  }

  @Test("The contact sheet: up to 48 pictures in rows")
  func sheet() throws {
    try photos.fill("photos", 60)
    _ = try faces(size: 64)
    let sheet = try PNG.read(photos.home.appending(path: "reports/faces.png"))
    #expect(sheet.width == 8 * 100 + 4 && sheet.height == 6 * 100 + 4)
    let first = try PNG.read(photos.home.appending(path: "faces/0.png")).squareThumbnail(96)
    #expect(sheet.cropped(x: 4, y: 4, width: 96, height: 96) == first)
  }
}
