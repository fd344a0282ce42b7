import DataFolders
import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import Files
@testable import GANKit
@testable import Pictures

/// Whether `$GANKIT_DATA` (or `data/`) has a real set.
private func has(_ name: String) -> Bool { (try? DataFolder().find(name)) != nil }

@Suite struct PicturesTests {
  private let folder: TemporaryFolder
  private var data: DataFolder { DataFolder(explicit: folder.url) }

  init() throws { folder = try TemporaryFolder() }

  /// Writes a picture of one colour.
  private func write(
    _ path: String, _ width: Int, _ height: Int, _ colour: [UInt8] = [255, 0, 51]
  ) throws {
    let pixels = (0..<width * height).flatMap { _ in colour }
    let image = Image(width: width, height: height, channels: colour.count, pixels: pixels)
    try folder.file(path, PNG.encode(image))
  }

  private func copy(_ name: String, to path: String) throws {
    try folder.file(path, [UInt8](contentsOf: fixture(name)))
  }

  @Test func facesOfAnySizeBecomeAlike() throws {
    try write("faces/a/1.png", 64, 64)
    try write("faces/a/b/2.png", 31, 47, [51])
    try write("faces/1x1.png", 1, 1)
    try copy("jpeg-cmyk.jpg", to: "faces/z.jpeg")
    try copy("png-rgba-16.png", to: "faces/z.png")
    let faces = try #require(try FaceData.load(from: data, size: 8))
    #expect(faces.images.shape == [5, 8, 8, 3])
    #expect(faces.source.note == "faces")
    let images = try faces.images.all()
    let pixels = (0..<5).map { face in (0..<3).map { images.at(face, 4, 4, $0) } }
    let colour: [Float] = [1, -1, -0.6]
    expectClose(pixels[0], colour, within: 1e-6, "1x1.png comes first")
    #expect(pixels[1] == pixels[0])
    expectClose(pixels[2], [-0.6, -0.6, -0.6], within: 1e-6, "grey becomes three equal channels")
    #expect(images.scalars.allSatisfy { (-1...1).contains($0) })
  }

  @Test func unusualKindsShowTheirPictures() throws {
    // The same fifteen colours in three kinds of PNG, the same scene in two kinds of JPEG.
    for (index, name) in ["png-rgb-8.png", "png-rgb-16.png", "png-palette-8.png"].enumerated() {
      try copy(name, to: "faces/\(index).png")
    }
    for (index, name) in ["jpeg-rgb.jpg", "jpeg-cmyk.jpg"].enumerated() {
      try copy(name, to: "faces/\(index + 3).jpg")
    }
    let faces = try #require(try FaceData.load(from: data, size: 3)).images.all()
    #expect(faces.shape == [5, 3, 3, 3])
    let first = faces.rows(0..<1)
    #expect(try #require(first.scalars.max()) - #require(first.scalars.min()) > 1, "it shows something")
    #expect(faces.rows(1..<2) == first && faces.rows(2..<3) == first)
    let distances = zip(faces.rows(3..<4).scalars, faces.rows(4..<5).scalars).map { abs($0 - $1) }
    #expect(distances.reduce(0, +) / 27 < 0.1)
  }

  @Test func picturesOfTheRightSizeKeepTheirPixels() throws {
    let image = Image(width: 16, height: 16, channels: 3, pixels: (0..<768).map { UInt8($0 * 7 & 255) })
    try folder.file("faces/1.png", PNG.encode(image))
    let faces = try #require(try FaceData.load(from: data, size: 16))
    #expect(Image.batch(try faces.images.all()) == [image])
  }

  @Test func aFewFacesAreSpreadOverAll() throws {
    for face in 0..<10 { try write("faces/\(face)/1.png", 4, 4, [UInt8(20 * face)]) }
    let three = try #require(try FaceData.load(from: data, size: 4, count: 3)).images.all()
    #expect(Image.batch(three).map { $0[0, 0] } == [0, 60, 120])
    #expect(try FaceData.load(from: data, size: 4, count: 50)?.images.shape[0] == 10)
    #expect(try FaceData.load(from: data, .named("faces/3"), size: 4)?.images.shape[0] == 1)
  }

  @Test func pairsAreCutInTheMiddle() throws {
    let pixels = (0..<6).flatMap { _ in [UInt8](repeating: 10, count: 12) + [UInt8](repeating: 200, count: 12)
    }
    let image = Image(width: 8, height: 6, channels: 3, pixels: pixels)
    try folder.file("facades/train/1.jpg", PNG.encode(image))
    try folder.file("facades/test/1.jpg", PNG.encode(image))
    let pairs = try #require(try PairData.load(from: data, size: 4))
    #expect(pairs.train.count == 1 && pairs.test.count == 1)
    #expect(pairs.train.left.shape == [1, 4, 4, 3])
    // No light crosses from one half to the other, although resampling reaches over edges.
    #expect(Set(Image.batch(try pairs.train.left.all())[0].pixels) == [10])
    #expect(Set(Image.batch(pairs.test.right)[0].pixels) == [200])
    #expect(pairs.source.note == "facades")
  }

  @Test(arguments: [(1, "2"), (511, "510 or 512")]) func pairsOfOddWidthAreNamed(width: Int, nearest: String)
    throws
  {
    try write("facades/train/good.jpg", 512, 4)
    try write("facades/train/odd.jpg", width, 4)
    try write("facades/test/1.jpg", 512, 4)
    let error = #expect(throws: DataError.self) { try PairData.load(from: data, size: 4) }
    #expect(error?.kind == .unsuitableSize)
    #expect(error?.path.hasSuffix("facades/train/odd.jpg") == true)
    #expect(error?.advice.contains("nearest legal width, \(nearest),") == true)
  }

  @Test func unpairedCollectionsHaveSizesOfTheirOwn() throws {
    for (part, count) in [("trainA", 3), ("trainB", 2), ("testA", 1), ("testB", 1)] {
      for n in 0..<count { try write("maps/\(part)/\(n).png", 5 + n, 9, [UInt8(40 * count)]) }
    }
    let maps = try #require(try UnpairedData.load(from: data, "maps", size: 6))
    let all = [try maps.trainA.all(), try maps.trainB.all(), maps.testA, maps.testB]
    #expect(all.map(\.shape) == [[3, 6, 6, 3], [2, 6, 6, 3], [1, 6, 6, 3], [1, 6, 6, 3]])
    #expect(all.map { Image.batch($0)[0][0, 0] } == [120, 80, 40, 40])
    #expect(maps.source.note == "maps")
    let few = try #require(try UnpairedData.load(from: data, "maps", size: 6, trainCount: 1, testCount: 1))
    #expect(few.trainA.shape[0] == 1)
  }

  @Test func sharpPicturesKeepTheirSizes() throws {
    try write("sr/Set5/bird.png", 17, 23)
    try write("sr/Set5/Woman.png", 8, 8, [9])
    try write("sr/T91/t1.png", 100, 50)
    let set = try #require(try SharpPictures.load(from: data, "Set5", multipleOf: 4, minimum: 8))
    #expect(set.pictures.map(\.name) == ["Woman", "bird"])
    #expect(set.pictures.map { [$0.image.width, $0.image.height] } == [[8, 8], [16, 20]])
    #expect(set.pictures.allSatisfy { $0.image.channels == 3 })
    #expect(set.source.note == "Set5")
    let error = #expect(throws: DataError.self) {
      try SharpPictures.load(from: data, "Set5", multipleOf: 4, minimum: 18)
    }
    #expect(error?.found.contains("2 that cannot") == true)
    #expect(error?.description.contains("nearest legal size is 20 x 23") == true)
    #expect(error?.description.contains("nearest legal size is 20 x 20") == true)
  }

  @Test func emptyFoldersAreNamed() throws {
    for set in ["faces", "facades/train", "facades/test", "maps/trainA", "sr/Set5"] {
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: set), withIntermediateDirectories: true)
    }
    try folder.file("maps/trainB/readme.txt", [1])
    #expect(kind(naming: "faces/") { _ = try FaceData.load(from: data, size: 8) } == .missingSet)
    #expect(kind(naming: "train/*.jpg") { _ = try PairData.load(from: data, size: 8) } == .missingSet)
    #expect(
      kind(naming: "trainA/*.jpg") { _ = try UnpairedData.load(from: data, "maps", size: 8) } == .missingSet)
    #expect(kind(naming: "sr/Set5") { _ = try SharpPictures.load(from: data, "Set5") } == .missingSet)
    // Nobody named this folder, so that lessons draw their data.
    let found = DataFolder(environment: ["GANKIT_DATA": folder.url.path], workingDirectory: folder.url)
    #expect(try FaceData.load(from: found, size: 8) == nil)
    #expect(try SharpPictures.load(from: found, "Set5") == nil)
    try write("facades/train/1.jpg", 2, 1)
    #expect(
      kind(naming: "no test/ with pictures") { _ = try PairData.load(from: found, size: 8) } == .incompleteSet
    )
  }

  /// One damaged file among good ones, what it is called, and the error that has to name it.
  private static let damages: [(name: String, kind: DataError.Kind, make: @Sendable ([UInt8]) -> [UInt8])] = [
    ("truncated.png", .truncated, { Array($0.dropLast(20)) }),
    ("checksum.png", .corrupt, { $0.enumerated().map { $0.offset == 50 ? ~$0.element : $0.element } }),
    ("empty.png", .wrongFormat, { _ in [] }),
    ("text.png", .wrongFormat, { _ in Array("404: not found".utf8) }),
    ("huge.png", .tooLarge, { [UInt8](announcing(20_000, 20_000, Data($0))) }),
  ]

  @Test(arguments: damages.indices) func oneDamagedFileIsNamed(index: Int) throws {
    let (name, expected, make) = Self.damages[index]
    for face in 0..<5 { try write("faces/\(face).png", 6, 6) }
    let whole = try [UInt8](contentsOf: folder.url.appending(path: "faces/0.png"))
    try folder.file("faces/\(name)", make(whole))
    #expect(kind(naming: "faces/\(name)") { _ = try FaceData.load(from: data, size: 4) } == expected)
    // Where the folder was not named as well: damage is no absence.
    let found = DataFolder(environment: ["GANKIT_DATA": folder.url.path], workingDirectory: folder.url)
    #expect(kind(naming: "faces/\(name)") { _ = try FaceData.load(from: found, size: 4) } == expected)
  }

  @Test func everyDamagedFileIsNamed() throws {
    try write("faces/0.png", 6, 6)
    let whole = try [UInt8](contentsOf: folder.url.appending(path: "faces/0.png"))
    for damage in Self.damages { try folder.file("faces/\(damage.name)", damage.make(whole)) }
    try folder.file("faces/cut.jpg", [UInt8](contentsOf: fixture("jpeg-420.jpg")).dropLast(300))
    let error = #expect(throws: DataError.self) { try FaceData.load(from: data, size: 4) }
    let text = try #require(error).description
    #expect(text.contains("6 that cannot"))
    for name in Self.damages.map(\.name) + ["cut.jpg"] {
      #expect(text.contains("faces/\(name): "), "\(text)")
    }
    #expect(!text.contains("faces/0.png"))
  }

  @Test(.enabled(if: has("facades"), "facades is not in $GANKIT_DATA or data/"))
  func theRealFacadesAreWhole() throws {
    let pairs = try #require(try PairData.load(from: DataFolder(), size: 64))
    #expect(pairs.train.left.shape == [400, 64, 64, 3])
    #expect(pairs.test.right.shape == [106, 64, 64, 3])
    // Label maps are full of one strong blue, the wall; photos are greyer.
    func blueness(_ images: Tensor) -> Float {
      images.withScalars { s in
        stride(from: 0, to: s.count, by: 3).reduce(0) { $0 + s[$1 + 2] - s[$1] } / Float(s.count / 3)
      }
    }
    #expect(blueness(try pairs.train.right.all()) > 0.5)
    #expect(abs(blueness(try pairs.train.left.all())) < 0.2)
  }

  @Test(.enabled(if: has("faces/olivetti"), "faces/olivetti is not in $GANKIT_DATA or data/"))
  func theRealFacesAreWhole() throws {
    let faces = try #require(try FaceData.load(from: DataFolder(), .named("faces/olivetti"), size: 64))
    #expect(faces.images.shape == [400, 64, 64, 3])
    #expect(faces.source.note == "olivetti")
  }

  @Test(.enabled(if: has("facades_unpaired"), "facades_unpaired is not in $GANKIT_DATA or data/"))
  func theRealUnpairedFacadesAreWhole() throws {
    let facades = try #require(try UnpairedData.load(from: DataFolder(), "facades_unpaired", size: 32))
    let counts = [
      facades.trainA.count, facades.trainB.count, facades.testA.shape[0], facades.testB.shape[0],
    ]
    #expect(counts == [100, 100, 50, 50])
  }

  @Test(.enabled(if: has("sr/Set5") && has("sr/T91"), "sr/Set5 and sr/T91 are not in $GANKIT_DATA or data/"))
  func theRealSharpPicturesAreWhole() throws {
    let test = try #require(try SharpPictures.load(from: DataFolder(), "Set5", multipleOf: 4))
    #expect(test.pictures.map(\.name) == ["baby", "bird", "butterfly", "head", "woman"])
    #expect(test.pictures.map(\.image.width) == [512, 288, 256, 280, 228])
    #expect(try SharpPictures.load(from: DataFolder(), "T91")?.pictures.count == 91)
  }

  /// Bicubic enlargement, with which the papers on super-resolution compare: its PSNR on Set5 in their tables
  /// (Dong et al., Image Super-Resolution Using Deep Convolutional Networks, 2015, table 2). Another kernel, another
  /// phase or aliasing would cost tenths of a decibel or more.
  @Test(
    .enabled(if: has("sr/Set5"), "sr/Set5 is not in $GANKIT_DATA or data/"),
    arguments: [(2, 33.66), (3, 30.39), (4, 28.42)])
  func bicubicEnlargementIsThatOfThePapers(factor: Int, published: Double) throws {
    let set = try #require(try SharpPictures.load(from: DataFolder(), "Set5", multipleOf: factor))
    let ratios = set.pictures.map { picture in
      let (sharp, width, height) = (picture.image, picture.image.width, picture.image.height)
      let small = sharp.resized(width: width / factor, height: height / factor, .bicubic)
      return luminancePSNR(sharp, small.resized(width: width, height: height, .bicubic), border: factor)
    }
    let mean = ratios.reduce(0, +) / Double(ratios.count)
    expectClose(mean, published, within: 0.04, "mean PSNR")
  }
}

/// The peak signal-to-noise ratio of the luminance (ITU-R BT.601), in decibels, without a border.
private func luminancePSNR(_ a: Image, _ b: Image, border: Int) -> Double {
  var (sum, count) = (0.0, 0)
  for y in border..<a.height - border {
    for x in border..<a.width - border {
      let differences = (0..<3).map { Double(a[x, y, $0]) - Double(b[x, y, $0]) }
      let luminance = (65.481 * differences[0] + 128.553 * differences[1] + 24.966 * differences[2]) / 255
      sum += luminance * luminance
      count += 1
    }
  }
  return 10 * log10(255 * 255 * Double(count) / sum)
}
