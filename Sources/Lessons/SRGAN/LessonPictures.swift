import DataFolders
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
  /// Photographs to check the measures on, beside drawn test pictures; none if their folder is not there.
  let photographs: [PicturePair]
  let trainingSource: DataSource
  let testSource: DataSource
  let photographSource: DataSource?

  /// What the settings call the scenes that a program draws.
  static let scenes = "scenes"

  /// - Parameter patch: the side of training patches, in pixels of sharp pictures.
  /// - Throws: `DataError` if a collection that a setting names is missing, or that names each damaged file, each test
  ///   picture that is too small, and the largest training picture if none is large enough for patches; `FileError`.
  init(_ run: Run, patch: Int) throws {
    let test = try Self.collection(
      run[SRGANLesson.test], run, minimum: SharpPictures.smallestTestSide,
      scenes: run[SRGANLesson.testScenes],
      stream: "test scenes")
    let found = try Self.collection(
      run[SRGANLesson.train], run, scenes: run[SRGANLesson.trainScenes], stream: "scenes")
    let photographs =
      run[SRGANLesson.test] == Self.scenes ? try Self.photographs(run) : nil
    self.test = Self.pairs(test)
    self.photographs = photographs.map(Self.pairs) ?? []
    (trainingSource, testSource, photographSource) = (found.source, test.source, photographs?.source)
    let usable = try Self.usable(found, patch: patch)
    let isAside = { (index: Int) in usable.count >= 10 && index % 10 == 5 }
    training = usable.enumerated().filter { !isAside($0.offset) }.map(\.element)
    keptAside = usable.enumerated().filter { isAside($0.offset) }.map(\.element)
  }

  private static func pairs(_ pictures: SharpPictures) -> [PicturePair] {
    pictures.pictures.map { PicturePair(name: $0.name, sharp: $0.image.cropped(toMultipleOf: 4)) }
  }

  /// The collection that a setting names.
  private static func collection(
    _ name: String, _ run: Run, minimum: Int = 1, scenes count: Int, stream: String
  ) throws -> SharpPictures {
    if name == scenes {
      return DrawnScenes.pictures(count: count, using: Random(seed: 1, stream: stream))
    }
    if let found = try SharpPictures.load(
      from: run.data, name, multipleOf: minimum > 1 ? 4 : 1, minimum: minimum)
    {
      return found
    }
    let set = DataSet.named("sr/" + name)
    throw DataError(
      .missingSet, path: run.data.searched.map(\.relativePath).joined(separator: ", "), expected: set.tree,
      found: "no folder \(set.name) with pictures in these folders",
      advice:
        "Put the pictures there, name the folder that sr is in with --data, or leave train and test out to use drawn "
        + "scenes.")
  }

  /// Set5, if it is there. It is no error if a folder named with --data lacks it: nobody asked for it.
  private static func photographs(_ run: Run) throws -> SharpPictures? {
    do {
      return try SharpPictures.load(
        from: run.data, SharpPictures.collections.test, multipleOf: 4, minimum: SharpPictures.smallestTestSide
      )
    } catch let error as DataError where error.kind == .missingSet {
      return nil
    }
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
