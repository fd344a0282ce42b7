import DataFolders
import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import Files
@testable import Pictures

/// Folders of pictures as people have them: in several formats, with links, and with other things in them.
@Suite struct PictureSearchTests {
  private let folder: TemporaryFolder
  private var data: DataFolder { DataFolder(explicit: folder.url) }
  private let png: [UInt8]
  private let jpeg: [UInt8]
  private let webP: [UInt8]
  private let gif = Array("GIF89a".utf8)

  init() throws {
    folder = try TemporaryFolder()
    png = try [UInt8](contentsOf: fixture("png-rgb-8.png"))
    jpeg = try [UInt8](contentsOf: fixture("jpeg-444.jpg"))
    webP = try [UInt8](contentsOf: fixture("webp-lossy.webp"))
  }

  private func link(_ path: String, to destination: String) throws {
    let url = folder.url.appending(path: path, directoryHint: .notDirectory)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: url.path, withDestinationPath: destination)
  }

  private func found(_ name: String, deep: Bool = true) -> [String] {
    let root = folder.url.appending(path: name, directoryHint: .isDirectory)
    return PictureSearch(in: root, deep: deep).pictures.map {
      String($0.path.dropFirst(root.path.count + 1))
    }
  }

  private func problems(_ name: String, deep: Bool = true) -> [String] {
    PictureSearch(in: folder.url.appending(path: name, directoryHint: .isDirectory), deep: deep).problems.map
    {
      $0.description
    }
  }

  @Test func everyFormatCountsEverywhere() throws {
    let pair = try [UInt8](PNG.encode(Image(width: 4, height: 2, channels: 1, pixels: Array(0..<8))))
    for part in ["train", "test"] { try folder.file("facades/\(part)/1.png", pair) }
    #expect(try PairData.load(from: data, size: 2)?.train.count == 1)
    try folder.file("sr/T91/1.jpg", jpeg)
    try folder.file("sr/T91/2.JPEG", jpeg)
    #expect(try SharpPictures.load(from: data, "T91")?.pictures.map(\.name) == ["1", "2"])
    for part in ["trainA", "trainB", "testA", "testB"] {
      try folder.file("maps/\(part)/1.jfif", jpeg)
      try folder.file("maps/\(part)/2", png)
      // A picture from the web, saved under the name of the format that was asked for.
      try folder.file("maps/\(part)/3.gif", jpeg)
      try folder.file("maps/\(part)/4.webp", webP)
      try folder.file("maps/\(part)/5", webP)
    }
    #expect(try UnpairedData.load(from: data, "maps", size: 4)?.testB.shape[0] == 5)
    let counts = data.inventory(verifying: true).flatMap(\.counts).map(\.count)
    #expect(counts == [1, 1, 2, 5, 5, 5, 5])
  }

  @Test func theOrderIsThatOfPaths() throws {
    for name in ["b.png", "a/z.png", "a.png", "B.jpg", "a/b/c.png", "10.png", "9.png"] {
      try folder.file("faces/\(name)", png)
    }
    #expect(found("faces") == ["10.png", "9.png", "B.jpg", "a.png", "a/b/c.png", "a/z.png", "b.png"])
    #expect(found("faces", deep: false) == ["10.png", "9.png", "B.jpg", "a.png", "b.png"])
  }

  @Test func linksAreFollowedAndCirclesAreNot() throws {
    try folder.file("disk/anna/1.png", png)
    try folder.file("disk/2.png", png)
    try link("faces/anna", to: "../disk/anna")
    try link("faces/two.png", to: "../disk/2.png")
    try link("faces/again", to: ".")
    try link("faces/anna-too/up", to: "..")
    try link("disk/anna/back", to: "../../faces")
    #expect(found("faces") == ["anna/1.png", "two.png"])
    #expect(problems("faces").isEmpty)
    try link("linked", to: "faces")
    #expect(found("linked") == ["anna/1.png", "two.png"])
    #expect(try FaceData.load(from: data, size: 4)?.images.shape[0] == 2)
  }

  @Test func linksThatLeadNowhereAreNamed() throws {
    try folder.file("faces/1.png", png)
    try link("faces/2.png", to: "../gone.png")
    try link("faces/loop", to: "loop")
    let texts = problems("faces")
    #expect(texts.count == 2)
    #expect(texts.contains { $0.contains("faces/2.png") && $0.contains("found: nothing") })
    #expect(texts.contains { $0.contains("faces/loop") && $0.contains("a loop of links") })
    #expect(kind(naming: "faces/2.png") { _ = try FaceData.load(from: data, size: 4) } == .corrupt)
  }

  @Test func foldersNamedLikePicturesAreNone() throws {
    try folder.file("faces/holiday.jpg/1.png", png)
    #expect(found("faces") == ["holiday.jpg/1.png"])
    #expect(found("faces", deep: false).isEmpty)
    #expect(data.inventory(of: .faces, verifying: true).problems.isEmpty)
  }

  @Test func whatHasNothingToDoWithPicturesIsLeftAlone() throws {
    try folder.file("faces/1.png", png)
    for name in [
      ".DS_Store", "Thumbs.db", "README.txt", ".hidden.webp", ".git/x.webp", "list.csv", "notes", "1.png~",
      "film.mp4", "paper.pdf",
    ] {
      try folder.file("faces/\(name)", name == "1.png~" ? png : Array("BM is how this text begins".utf8))
    }
    try folder.file("faces/film.mp4", Array("\0\0\0 ftypisom".utf8))
    try folder.file("faces/paper.pdf", Array("%PDF-1.4".utf8))
    #expect(found("faces") == ["1.png"])
    #expect(problems("faces").isEmpty)
  }

  private static let others: [(name: String, content: [UInt8], kind: String)] = [
    ("a", Array("GIF89a".utf8), "a GIF file"),
    ("a.bmp", Array("BM".utf8) + [9, 0, 0, 0, 0, 0, 0, 0, 54, 0], "a BMP file"),
    ("a.tif", [0x49, 0x49, 0x2a, 0], "a TIFF file"), ("a.TIFF", [0x4d, 0x4d, 0, 0x2a], "a TIFF file"),
    ("a.gif", Array("GIF89a".utf8), "a GIF file"),
    ("a.heic", Array("\0\0\0 ftypheic".utf8), "a HEIC or AVIF file"),
    ("a.avif", Array("\0\0\0 ftypavif".utf8), "a HEIC or AVIF file"),
    ("a.nef", [0x4d, 0x4d, 0, 0x2a], "a camera raw file"),
    ("a.ppm", Array("P6 1 1 255".utf8), "a Netpbm file"),
    ("a.psd", [], "a Photoshop file"),
  ]

  @Test(arguments: others.indices) func otherFormatsAreNamedWithTheWayOut(index: Int) throws {
    let (name, content, kind) = Self.others[index]
    try folder.file("faces/b.png", png)
    try folder.file("faces/\(name)", content)
    let texts = problems("faces")
    #expect(texts.count == 1)
    for part in ["faces/\(name): ", kind, "Convert it to PNG, JPEG or WebP"] {
      #expect(texts.first?.contains(part) == true, "\(texts)")
    }
    // A set that is partly there is no set: whoever runs on it is told.
    let error = #expect(throws: DataError.self) { try FaceData.load(from: data, size: 4) }
    #expect(error?.kind == .unreadFormat)
    #expect(data.inventory(of: .faces, verifying: false).problems.count == 1)
    // It is no obstacle any more when it has been converted.
    try folder.file("faces/a.jpg", jpeg)
    #expect(problems("faces").isEmpty)
  }

  @Test func manyOfOneFormatAreOneProblem() throws {
    for n in 10..<22 { try folder.file("faces/\(n).gif", gif) }
    try folder.file("faces/inside/1.gif", gif)
    let texts = problems("faces")
    #expect(texts.count == 2)
    let many = texts.first { $0.contains("12 GIF files: 10.gif, 11.gif") }
    #expect(
      many?.contains("17.gif and 4 more") == true && many?.contains("Convert them") == true, "\(texts)")
    // Nothing stands in for them, wherever the folder was found.
    let found = DataFolder(environment: ["GANKIT_DATA": folder.url.path], workingDirectory: folder.url)
    #expect(kind(naming: "12 GIF files") { _ = try FaceData.load(from: found, size: 4) } == .corrupt)
    #expect(data.inventory(of: .faces, verifying: false).problems.count == 1)
  }

  @Test func archivesAreNamedWhereTheyAreAll() throws {
    try folder.file("faces/faces.zip", [0x50, 0x4b, 3, 4])
    #expect(kind(naming: "Unpack it") { _ = try FaceData.load(from: data, size: 4) } == .unreadFormat)
    try folder.file("faces/1.png", png)
    #expect(problems("faces").isEmpty)
  }

  @Test func aPartWithoutReadablePicturesIsNamed() throws {
    for part in ["trainA", "trainB", "testA"] { try folder.file("maps/\(part)/1.png", png) }
    try folder.file("maps/testB/1.gif", gif)
    #expect(kind(naming: "maps/testB/1.gif") { _ = try data.find("maps") } == .unreadFormat)
    let maps = data.inventory(verifying: false).first { $0.set.name == "maps" }
    #expect(maps?.problems.count == 1)
  }

  @Test func picturesOneFolderTooDeepAreNamed() throws {
    for part in ["trainA", "trainB", "testA", "testB/photos"] { try folder.file("maps/\(part)/1.png", png) }
    #expect(kind(naming: "maps/testB/photos") { _ = try data.find("maps") } == .misplaced)
    // Beside pictures they are somebody's own affair.
    try folder.file("maps/testB/1.png", png)
    #expect(try UnpairedData.load(from: data, "maps", size: 4)?.testB.shape[0] == 1)
  }

  @Test func aFileInPlaceOfAFolderIsNamed() throws {
    try folder.file("faces", png)
    #expect(kind(naming: "faces") { _ = try data.find("faces") } == .unreadable)
  }

  @Test func aPipeIsNotWaitedFor() throws {
    try folder.file("faces/1.png", png)
    let pipe = folder.url.appending(path: "faces/2.png").path
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(problems("faces").first?.contains("a pipe") == true)
    #expect(mkfifo(folder.url.appending(path: "faces/3").path, 0o600) == 0)
    #expect(problems("faces").count == 1)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func foldersThatMayNotBeReadAreNamed() throws {
    try folder.file("faces/1.png", png)
    let inside = try folder.file("faces/closed/2.png", png).deletingLastPathComponent().path
    #expect(chmod(inside, 0) == 0)
    defer { chmod(inside, 0o700) }
    #expect(kind(naming: "faces/closed") { _ = try FaceData.load(from: data, size: 4) } == .unreadable)
    #expect(data.inventory(of: .faces, verifying: false).problems.count == 1)
  }

  @Test func verifyingFindsPicturesTooSmallForSuperResolution() throws {
    func write(_ path: String, _ width: Int, _ height: Int) throws {
      let image = Image(
        width: width, height: height, channels: 1, pixels: [UInt8](repeating: 9, count: width * height))
      try folder.file(path, PNG.encode(image))
    }
    try write("sr/Set5/small.png", 63, 90)
    try write("sr/Set5/fine.png", 64, 64)
    try write("sr/T91/1.png", 95, 200)
    try write("sr/mine/1.png", 48, 48)
    try write("sr/tiny/1.png", 47, 100)
    let inventory = data.inventory(of: .sr, verifying: true)
    let paths = inventory.problems.compactMap { ($0 as? DataError)?.path }
    #expect(
      paths.map { $0.split(separator: "/").suffix(2).joined(separator: "/") } == [
        "Set5/small.png", "T91/1.png", "tiny/1.png",
      ])
    #expect(inventory.problems.contains { "\($0)".contains("--set patch=48") })
    #expect(inventory.details == ["mine: 1 of 1 are smaller than 64 x 64 pixels, too small to test on"])
    #expect(data.inventory(of: .sr, verifying: false).problems.isEmpty)
  }

  @Test func verifyingComparesTheTestsOfTheUnpairedFacades() throws {
    for part in ["trainA", "trainB", "testA", "testB"] {
      try folder.file("facades_unpaired/\(part)/1.png", png)
    }
    try folder.file("facades_unpaired/testA/2.png", png)
    let inventory = data.inventory(of: .unpaired("facades_unpaired"), verifying: true)
    #expect(inventory.problems.compactMap { ($0 as? DataError)?.kind } == [.countMismatch])
  }
}
