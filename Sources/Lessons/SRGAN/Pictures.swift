import Datasets
import Files
import Foundation
import GANKit
import LessonKit
import Pictures

/// A sharp picture and the small one that is made of it, a quarter as wide and as high.
struct PicturePair {
  let name: String
  let sharp: Image
  let small: Image

  // snippet.small
  /// - Parameter sharp: its sides are multiples of 4.
  init(name: String, sharp: Image) {
    (self.name, self.sharp) = (name, sharp)
    // Antialiased and rounded to 8 bits: what a file would hold.
    small = sharp.resized(width: sharp.width / 4, height: sharp.height / 4, .bicubic)
  }
  // snippet.end

  /// The small picture as a batch of one, in [-1, 1].
  var smallTensor: Tensor { Tensor([small]) }
}

/// The pictures of one run: to learn from, to choose by, and to test on.
struct LessonPictures {
  /// What G learns from.
  let training: [PicturePair]
  /// Kept aside: every tenth training picture, by which settings were chosen. None if there are fewer than ten.
  let keptAside: [PicturePair]
  let test: [PicturePair]
  let trainingSource: DataSource
  let testSource: DataSource

  /// - Parameter patch: the side of training patches, in pixels of sharp pictures.
  /// - Throws: `DataError` that names each damaged file, each test picture that is too small, and the largest training
  ///   picture if none is large enough for patches; `FileError`.
  init(_ run: Run, patch: Int) throws {
    // Test pictures are cropped to windows, for figures.
    let test =
      try SharpPictures.load(from: run.data, run[SRGANLesson.test], multipleOf: 4, minimum: Crop.side)
      ?? DrawnScenes.pictures(
        count: run[SRGANLesson.testScenes], using: Random(seed: 1, stream: "test scenes"))
    let found =
      try SharpPictures.load(from: run.data, run[SRGANLesson.train])
      ?? DrawnScenes.pictures(count: run[SRGANLesson.trainScenes], using: Random(seed: 1, stream: "scenes"))
    self.test = test.pictures.map { PicturePair(name: $0.name, sharp: $0.image.cropped(toMultipleOf: 4)) }
    (trainingSource, testSource) = (found.source, test.source)
    let usable = try Self.usable(found, patch: patch)
    let isAside = { (index: Int) in usable.count >= 10 && index % 10 == 5 }
    training = usable.enumerated().filter { !isAside($0.offset) }.map(\.element)
    keptAside = usable.enumerated().filter { isAside($0.offset) }.map(\.element)
  }

  /// The pictures that are large enough for patches, each once: copies would be learnt from and chosen by.
  static func usable(_ found: SharpPictures, patch: Int) throws -> [PicturePair] {
    var seen: Set<Image> = []
    let different = found.pictures.filter { seen.insert($0.image).inserted }
    let large = different.filter { min($0.image.width, $0.image.height) >= patch }
    guard
      let largest = different.max(by: {
        min($0.image.width, $0.image.height) < min($1.image.width, $1.image.height)
      })
    else { requirementFailed("a collection has at least one picture") }
    guard !large.isEmpty else {
      var path = largest.name
      if case .files(let folder) = found.source { path = "\(folder.relativePath)/\(largest.name).png" }
      throw DataError(
        .unsuitableSize, path: path,
        expected: "at least \(patch) x \(patch) pixels, the size of training patches",
        found: "\(largest.image.width) x \(largest.image.height), and no picture of the collection is larger",
        advice: "Use larger pictures: the nearest legal size is \(max(patch, largest.image.width)) x "
          + "\(max(patch, largest.image.height))."
          + (patch > 48 ? " Or take smaller patches: --set patch=48." : ""))
    }
    return large.map { PicturePair(name: $0.name, sharp: $0.image.cropped(toMultipleOf: 4)) }
  }
}

/// Random pieces of pictures, turned and mirrored, with the small pictures that belong to them.
struct Patches {
  let pairs: [PicturePair]
  /// The side of a sharp patch, a multiple of 4.
  let side: Int

  // snippet.patches
  /// A batch: small patches `[count, side / 4, side / 4, 3]` and the sharp ones, `[count, side, side, 3]`.
  func next(_ count: Int, _ random: Random) -> (small: Tensor, sharp: Tensor) {
    var (small, sharp): ([Image], [Image]) = ([], [])
    for _ in 0..<count {
      let pair = pairs[random.integer(below: pairs.count)]
      let x = random.integer(below: pair.small.width - side / 4 + 1)
      let y = random.integer(below: pair.small.height - side / 4 + 1)
      let turn = random.integer(below: 8)
      small.append(pair.small.cropped(x: x, y: y, width: side / 4, height: side / 4).turned(turn))
      sharp.append(pair.sharp.cropped(x: 4 * x, y: 4 * y, width: side, height: side).turned(turn))
    }
    return (Tensor(small), Tensor(sharp))
  }
  // snippet.end
}

extension Image {
  /// A square picture in one of its eight positions: turned by quarters (bits 0 and 1), and mirrored (bit 2).
  func turned(_ position: Int) -> Image {
    require(width == height, "turned: needs a square picture, found \(width) x \(height)")
    if position & 7 == 0 { return self }
    let last = width - 1
    var turned = [UInt8](repeating: 0, count: pixels.count)
    pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<height {
        for x in 0..<width {
          let mirrored = position & 4 == 0 ? x : last - x
          let (u, v) =
            switch position & 3 {
            case 0: (mirrored, y)
            case 1: (y, last - mirrored)
            case 2: (last - mirrored, last - y)
            default: (last - y, mirrored)
            }
          for channel in 0..<channels {
            turned[(y * width + x) * channels + channel] = pixels[(v * width + u) * channels + channel]
          }
        }
      }
    }
    return Image(width: width, height: height, channels: channels, pixels: turned)
  }
}
