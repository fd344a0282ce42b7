import Datasets
import Files
import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import PictureSets

@Suite("Pairs made of somebody's pictures")
struct PairSetTests {
  private let photos: PhotoFolder

  init() throws { photos = try PhotoFolder() }

  private func matched(size: Int = 64, _ options: PictureSet.Options = .init()) throws -> PictureSet {
    try .pairs(
      inputs: photos.place("in"), targets: photos.place("out"), size: size, to: photos.home, options)
  }

  @Test("Matched by name: the target on the left, what has no partner named, and the loader loads it")
  func matching() throws {
    let (inputs, targets) = (PhotoFolder.drawn(4, seed: 1), PhotoFolder.drawn(4, seed: 2))
    for (index, name) in ["a", "sub/b", "sub/deep/c", "alone"].enumerated() {
      try photos.write(inputs[index], to: "in/\(name).jpg")
      try photos.write(targets[index], to: "out/\(index == 3 ? "lonely" : name).png")
    }
    let report = try matched().make()
    #expect(report.withoutPartner.map { $0.split(separator: "/").last } == ["alone.jpg", "lonely.png"])
    #expect(report.pictures.count == 3 && report.unusable.isEmpty)

    let pairs = try #require(try PairData.load(from: photos.data, size: 64))
    #expect(pairs.train.count == 2 && pairs.test.count == 1)
    let lefts = Image.batch(try pairs.train.left.all()) + Image.batch(pairs.test.left)
    let rights = Image.batch(try pairs.train.right.all()) + Image.batch(pairs.test.right)
    #expect(Set(lefts) == Set(targets[..<3]))
    for (left, right) in zip(lefts, rights) {
      #expect(right == inputs[try #require(targets.firstIndex(of: left))])
    }
    let names = try photos.files("data/facades").keys.map { $0.split(separator: "/")[1] }
    #expect(Set(names) == ["a.png", "sub-b.png", "sub-deep-c.png"])
  }

  @Test("Nothing matches: three names of each side, and nothing is made")
  func unmatched() throws {
    for (index, name) in ["one", "two", "three", "four"].enumerated() {
      try photos.write(.plain(8, 8), to: "in/\(name).png")
      try photos.write(.plain(8, 8), to: "out/\(index).png")
    }
    let error = #expect(throws: DataError.self) { try matched() }
    #expect(error?.kind == .unmatched)
    #expect(
      error?.found == "four.png, one.png, three.png among the inputs, 0.png, 1.png, 2.png among the targets")
    #expect(!photos.hasData)
  }

  @Test("Two files of one name are an error that names both", arguments: ["in", "out"])
  func sameName(side: String) throws {
    for folder in ["in", "out"] { try photos.write(.plain(8, 8), to: "\(folder)/a.jpg") }
    try photos.write(.plain(8, 8), to: "\(side)/a.png")
    let error = #expect(throws: DataError.self) { try matched() }
    #expect(error?.kind == .sameName && error?.found == "a.jpg and a.png")
  }

  @Test("A name that is another one's path without its slash is an error that names both")
  func sameNameOfPath() throws {
    for folder in ["in", "out"] {
      try photos.write(.plain(8, 8), to: "\(folder)/a-b.png")
      try photos.write(.plain(8, 8), to: "\(folder)/a/b.png")
    }
    let error = #expect(throws: DataError.self) { try matched() }
    #expect(error?.kind == .sameName && error?.found == "a-b.png and a/b.png")
  }

  @Test("Pictures of a pair that differ in size are reported and scaled; small ones are reported")
  func sizes() throws {
    try photos.fill("in", 3, seed: 1)
    try photos.fill("out", 3, seed: 2)
    try photos.write(PhotoFolder.mosaic(1, side: 90), to: "in/0.png")
    let report = try matched(size: 70).make()
    #expect(report.unequalSizes.map { $0.hasSuffix("out/0.png") } == [true])
    #expect(report.small.count == 3 && report.wantedSide == 70)
    let file = try #require(try photos.files("data/facades").first?.value)
    let picture = try PNG.decode(file, name: "pair")
    #expect(picture.width == 140 && picture.height == 70)
  }

  @Test("stretch takes all of a picture, crop its middle")
  func fits() throws {
    // Two rows of black, four of white, two of black.
    let pixels =
      [UInt8](repeating: 0, count: 8) + [UInt8](repeating: 255, count: 16) + [UInt8](repeating: 0, count: 8)
    for folder in ["in", "out"] {
      for name in ["a", "b"] {
        try photos.write(
          Image(width: 4, height: 8, channels: 1, pixels: name == "a" ? pixels : pixels.map { $0 / 2 }),
          to: "\(folder)/\(name).png")
      }
    }
    for (fit, top) in [(Fit.crop, UInt8(255)), (.stretch, 0)] {
      _ = try PictureSet.pairs(
        inputs: photos.place("in"), targets: photos.place("out"), size: 8, fit: fit, to: photos.home,
        PhotoFolder.options { $0.replaces = true }
      ).make()
      let file = try #require(try photos.files("data/facades").first { $0.key.hasSuffix("a.png") }?.value)
      #expect(try PNG.decode(file, name: "a")[3, 0] == top, "\(fit)")
    }
  }

  @Test("Names with spaces, line breaks, quotes and letters of any script are kept")
  func unusualNames() throws {
    let names = ["two words", "line\nbreak", "naïve 写真", "it's `quoted` 100% #1?"]
    for (name, picture) in zip(names, PhotoFolder.drawn(4)) {
      try photos.write(picture, to: "in/\(name).png")
    }
    let report = try PictureSet.pairs(.colourize, from: photos.place("in"), size: 64, to: photos.home).make()
    let made = try photos.files("data/facades").keys.map {
      String($0.drop { $0 != "/" }.dropFirst().dropLast(4))
    }
    #expect(Set(made) == Set(names))
    #expect(try PairData.load(from: photos.data, size: 64)?.train.count == 3)
    #expect(!report.markdown().contains("line\nbreak"))
  }
}

extension Image {
  /// A picture of one colour.
  static func plain(_ width: Int, _ height: Int, _ colour: [UInt8] = [90]) -> Image {
    Image(
      width: width, height: height, channels: colour.count,
      pixels: (0..<width * height).flatMap { _ in colour })
  }
}
