import Datasets
import Files
import GANKit
import LessonKit
import Pictures

/// The pictures of one run: to learn from, to choose settings by, and to test on.
struct LessonPictures {
  /// What G learns from.
  let training: [PicturePair]
  /// Held out: every tenth training picture, by which settings were chosen. None if there are fewer than ten.
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

  /// The pictures that are large enough for patches, each once: with copies, settings would be chosen by
  /// pictures that were learnt from.
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
