import Datasets
import Files
import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import PictureSets

@Suite("Sets and copies made of somebody's pictures")
struct SetTests {
  private let photos: PhotoFolder

  init() throws { photos = try PhotoFolder() }

  @Test("Two collections: split by themselves, and the loader loads them")
  func unpaired() throws {
    try photos.fill("cats", 12, seed: 1)
    try photos.fill("dogs/young", 5, seed: 2)
    let report = try PictureSet.unpaired(
      a: photos.place("cats"), b: photos.place("dogs"), name: "pets", size: 32, to: photos.home
    ).make()
    let pets = try #require(try UnpairedData.load(from: photos.data, "pets", size: 32))
    #expect(pets.trainA.shape[0] + pets.testA.shape[0] == 12)
    #expect(pets.trainB.shape[0] + pets.testB.shape[0] == 5)
    #expect(pets.testA.shape[0] >= 1 && pets.testB.shape[0] >= 1)
    #expect(
      report.parts.map { $0.folder.split(separator: "/").last } == ["trainA", "testA", "trainB", "testB"])
    #expect(report.leastTrainingCount == pets.trainB.shape[0])
    #expect(report.trainingCount == pets.trainA.shape[0] + pets.trainB.shape[0])
    // The reports are no set.
    let found = photos.data.inventory(verifying: true)
    #expect(found.filter { $0.location != nil }.map(\.set.name) == ["pets"])
    #expect(found.flatMap(\.problems).isEmpty)
    #expect(try photos.files("data/reports").keys.sorted() == ["pets.md", "pets.png"])
  }

  @Test("Names that cannot be a set's", arguments: ["", "a/b", ".hidden", "reports", "facades", "mnist"])
  func names(name: String) throws {
    try photos.fill("a", 2)
    #expect(throws: PlaceTaken.self) {
      try PictureSet.unpaired(
        a: photos.place("a"), b: photos.place("a"), name: name, size: 8, to: photos.home)
    }
  }

  @Test("Portraits: squares of the given size, or of a box in each picture")
  func faces() throws {
    try photos.fill("people", 3)
    try photos.write(PhotoFolder.mosaic(5, side: 20), to: "people/small.png")
    let box = Box(x: 8, y: 16, width: 40, height: 32)
    let report = try PictureSet.faces(from: photos.place("people"), box: box, size: 32, to: photos.home)
      .make()
    #expect(report.unusable.count == 1 && report.unusable[0].contains("small.png"))
    let faces = try #require(try FaceData.load(from: photos.data, size: 32))
    let wanted = PhotoFolder.drawn(3).map { $0.cropped(x: 12, y: 16, width: 32, height: 32) }
    #expect(Image.batch(try faces.images.all()) == wanted)
    #expect(report.parts.map(\.isTest) == [false] && report.parts[0].count == 3)
  }

  @Test("Sharp pictures: their own size but for a multiple of 4, and the loader takes all of them")
  func sharp() throws {
    let scenes = DrawnScenes.pictures(count: 4, using: Random(seed: 1)).pictures
    for (index, scene) in scenes.enumerated() {
      try photos.write(
        scene.image.cropped(x: 0, y: 0, width: 101 + index, height: 98 - index), to: "photos/\(index).png")
    }
    try photos.write(PhotoFolder.mosaic(1, side: 63), to: "photos/tiny.png")
    let report = try PictureSet.sharp(from: photos.place("photos"), name: "mine", to: photos.home).make()
    #expect(report.unusable.count == 1 && report.unusable[0].contains("tiny.png"))
    #expect(report.small.count == 1, "\(report.small)")
    let least = SharpPictures.smallestTestSide
    let train = try #require(try SharpPictures.load(from: photos.data, "mine-train", minimum: least)).pictures
    let test = try #require(try SharpPictures.load(from: photos.data, "mine-test", minimum: least)).pictures
    #expect(!train.isEmpty && !test.isEmpty && train.count + test.count == 4)
    for picture in train + test {
      let index = try #require(Int(picture.name))
      let (width, height) = ((101 + index) / 4 * 4, (98 - index) / 4 * 4)
      #expect(picture.image == scenes[index].image.cropped(x: 0, y: 0, width: width, height: height))
    }
  }

  @Test("A second collection beside the first leaves it alone")
  func twoCollections() throws {
    let scenes = DrawnScenes.pictures(count: 2, using: Random(seed: 1)).pictures
    for scene in scenes { try photos.write(scene.image, to: "photos/\(scene.name).png") }
    for name in ["one", "two"] {
      _ = try PictureSet.sharp(from: photos.place("photos"), name: name, to: photos.home).make()
    }
    #expect(try photos.files("data/sr").count == 4)
    #expect(
      try photos.folder.names.contains("data")
        && FileManager.default.contentsOfDirectory(atPath: photos.place("data/sr").path).count == 4)
  }

  @Test("A resized copy keeps names, folders and equal pictures")
  func resized() throws {
    let picture = PhotoFolder.mosaic(1, side: 45)
    for path in ["a/b/1.jpg", "a/2.png", "3.png"] { try photos.write(picture, to: "photos/\(path)") }
    let report = try PictureSet.resized(
      from: photos.place("photos"), size: 20, to: photos.place("data/small")
    ).make()
    let files = try photos.files("data/small")
    #expect(files.keys.sorted() == ["3.png", "a/2.png", "a/b/1.png"])
    for (name, bytes) in files {
      #expect(try PNG.decode(bytes, name: name) == picture.resized(width: 20, height: 20, .bicubic))
    }
    #expect(report.duplicates.count == 1 && report.duplicates[0].count == 3)
    #expect(try photos.files("data/reports").keys.sorted() == ["small.md", "small.png"])
  }

  @Test("A split copy has the same files byte for byte, each on one side")
  func split() throws {
    try photos.fill("photos", 9)
    try photos.fill("photos/deep", 9, seed: 2)
    try photos.copy("jpeg-cmyk.jpg", to: "photos/ink.jpeg")
    let report = try PictureSet.split(
      from: photos.place("photos"), to: photos.place("copy"),
      PhotoFolder.options { $0.split = TestSplit(share: 0.3) }
    ).make()
    let originals = try photos.files("photos")
    var copies: [String: Data] = [:]
    for (path, bytes) in try photos.files("copy") {
      let parts = path.split(separator: "/", maxSplits: 1)
      #expect(["train", "test"].contains(parts[0]))
      #expect(copies.updateValue(bytes, forKey: String(parts[1])) == nil)
    }
    #expect(copies == originals)
    #expect(report.parts.allSatisfy { $0.count > 0 })
  }
}
