import DataFolders
import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import Files
@testable import Pictures

@Suite struct DataFolderTests {
  private let folder: TemporaryFolder
  private let jpeg: [UInt8]
  private let png: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    jpeg = try [UInt8](contentsOf: fixture("jpeg-444.jpg"))
    png = try [UInt8](contentsOf: fixture("png-rgb-8.png"))
  }

  private func path(_ name: String) -> URL { folder.url.appending(path: name, directoryHint: .isDirectory) }

  @Test func aNamedFolderIsTheOnlyOneSearched() {
    let data = DataFolder(
      explicit: path("a"), environment: ["GANKIT_DATA": "/b"], workingDirectory: path("w"))
    #expect(data.searched == [path("a")])
  }

  @Test func otherwiseTheEnvironmentAndThenTheWorkingFolder() {
    let both = DataFolder(environment: ["GANKIT_DATA": "shared"], workingDirectory: path("w"))
    #expect(both.searched.map(\.path) == [path("w/shared").path, path("w/data").path])
    let empty = DataFolder(environment: ["GANKIT_DATA": ""], workingDirectory: path("w"))
    #expect(empty.searched.map(\.path) == [path("w/data").path])
  }

  @Test func theFirstFolderThatHasTheSetIsTaken() throws {
    try folder.file("w/data/faces/anna/1.png", png)
    let data = DataFolder(environment: ["GANKIT_DATA": path("env").path], workingDirectory: path("w"))
    #expect(try data.find("faces")?.path == path("w/data/faces").path)
    try folder.file("env/faces/1.JPG", jpeg)
    #expect(try data.find("faces")?.path == path("env/faces").path)
    #expect(try data.find("mnist") == nil)
  }

  @Test func aNamedFolderHasToHaveTheSet() throws {
    try folder.file("named/other.txt", [1])
    try folder.file("named/faces/1.png", png)
    let error = #expect(throws: DataError.self) { _ = try DataFolder(explicit: path("named")).find("mnist") }
    #expect(error?.kind == .missingSet)
    #expect(error?.found == "faces/, other.txt")
    for name in ["mnist/", "train-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "faces/, other.txt"] {
      #expect(error?.description.contains(name) == true)
    }
    let absent = #expect(throws: DataError.self) {
      _ = try DataFolder(explicit: path("absent")).find("facades")
    }
    #expect(absent?.found == "no such folder")
    #expect(absent?.expected.contains("train/*.jpg") == true)
  }

  @Test func namingTheSetItselfIsExplained() throws {
    for name in ["trainA", "trainB", "testA", "testB"] { try folder.file("horse2zebra/\(name)/1.jpg", jpeg) }
    let error = #expect(throws: DataError.self) {
      _ = try DataFolder(explicit: path("horse2zebra")).find("horse2zebra")
    }
    #expect(error?.advice.contains("is the set itself") == true)
    #expect(try DataFolder(explicit: folder.url).find("horse2zebra") != nil)
  }

  @Test func halfASetIsAnErrorEverywhere() throws {
    try folder.file("data/facades/train/1.jpg", jpeg)
    try folder.file("data/facades/test/readme.txt", [1])
    let data = DataFolder(environment: [:], workingDirectory: folder.url)
    #expect(kind(naming: "no test/ with pictures") { _ = try data.find("facades") } == .incompleteSet)
  }

  @Test func partsOfASetCanBeNamed() throws {
    try folder.file("sr/Set5/baby.png", png)
    let data = DataFolder(explicit: folder.url)
    #expect(try data.find("sr/Set5")?.path == path("sr/Set5").path)
    #expect(throws: DataError.self) { _ = try data.find("sr/Set14") }
  }

  @Test func foldersMayBeLinks() throws {
    try folder.file("disk/anna/1.png", png)
    try FileManager.default.createSymbolicLink(at: path("faces"), withDestinationURL: path("disk"))
    #expect(try DataFolder(explicit: folder.url).find("faces") != nil)
  }

  @Test func inventoryCountsPicturesAndFindsUnpairedSets() throws {
    let pair = try [UInt8](PNG.encode(Image(width: 4, height: 2, channels: 1, pixels: Array(0..<8))))
    for n in 1...3 { try folder.file("facades/train/\(n).jpg", pair) }
    try folder.file("facades/test/1.jpg", pair)
    let large = try [UInt8](
      PNG.encode(Image(width: 96, height: 96, channels: 1, pixels: [UInt8](repeating: 1, count: 96 * 96))))
    for (name, count) in [("Set5", 2), ("T91", 3)] {
      for n in 1...count { try folder.file("sr/\(name)/\(n).png", large) }
    }
    for (name, count) in [("trainA", 2), ("trainB", 1), ("testA", 1), ("testB", 1)] {
      for n in 1...count { try folder.file("maps/\(name)/\(n).jpg", jpeg) }
    }
    let inventory = DataFolder(explicit: folder.url).inventory(verifying: true)
    #expect(inventory.map(\.set.name) == ["mnist", "facades", "faces", "sr", "maps"])
    #expect(inventory.map { $0.location != nil } == [false, true, false, true, true])
    #expect(inventory.allSatisfy { $0.problems.isEmpty })
    #expect(inventory[1].counts.map(\.count) == [3, 1])
    #expect(inventory[3].counts.map(\.part) == ["Set5", "T91"])
    #expect(inventory[3].counts.map(\.count) == [2, 3])
    #expect(inventory[4].counts.map(\.part) == ["trainA", "trainB", "testA", "testB"])
    #expect(inventory[4].counts.map(\.count) == [2, 1, 1, 1])
  }

  @Test func verifyingFindsDamagedPictures() throws {
    try folder.file("faces/1.png", png)
    try folder.file("faces/2.png", png.dropLast(2))
    try folder.file("faces/3.png", Array("<html>".utf8))
    try folder.file("faces/4.jpg", jpeg.dropLast(1))
    try folder.file("faces/5.jpg", [])
    let data = DataFolder(explicit: folder.url)
    let problems = data.inventory(of: .faces, verifying: true).problems.compactMap { $0 as? DataError }
    #expect(
      problems.map { URL(fileURLWithPath: $0.path).lastPathComponent } == [
        "2.png", "3.png", "4.jpg", "5.jpg",
      ])
    #expect(problems.map(\.kind) == [.truncated, .wrongFormat, .truncated, .wrongFormat])
    #expect(data.inventory(of: .faces, verifying: false).problems.isEmpty)
  }

  @Test func verifyingFindsPairsOfOddWidth() throws {
    try folder.file("facades/train/1.jpg", jpeg)
    try folder.file("facades/test/1.jpg", try [UInt8](contentsOf: fixture("jpeg-one-pixel.jpg")))
    let problems = DataFolder(explicit: folder.url).inventory(of: .facades, verifying: true).problems
    #expect(problems.compactMap { ($0 as? DataError)?.kind } == [.unsuitableSize, .unsuitableSize])
  }

  @Test func verifyingSaysWhenMNISTIsNotTheOriginal() throws {
    try folder.file("mnist/train-images-idx3-ubyte", idx([1, 28, 28], [UInt8](repeating: 0, count: 784)))
    try folder.file("mnist/train-labels-idx1-ubyte", idx([1], [4]))
    try folder.file("mnist/t10k-images-idx3-ubyte", idx([1, 28, 28], [UInt8](repeating: 0, count: 784)))
    try folder.file("mnist/t10k-labels-idx1-ubyte", idx([1], [77]))
    let inventory = DataFolder(explicit: folder.url).inventory(of: .mnist, verifying: true)
    #expect(inventory.isCanonical == false)
    #expect(inventory.details.contains("train-labels: 0 0 0 0 1 0 0 0 0 0 (digits 0 to 9)"))
    #expect(inventory.problems.compactMap { ($0 as? DataError)?.kind } == [.labelOutOfRange])
  }
}
