import DataFolders
import Datasets
import Files
import Foundation
import GANKit
import Pictures

/// A data set that can be made of somebody's pictures: what it is made of, where it goes, and how each picture is made.
///
/// ``make(advice:progress:)`` makes it. What is wrong with the folders that it is made from is thrown before.
public struct PictureSet: Sendable {
  /// What all sets have in common.
  public struct Options: Sendable {
    /// Whether a set that was made before is replaced.
    public var replaces = false
    /// Whether a file that cannot be used is an error.
    public var isStrict = false
    /// Whether pictures that equal another are kept.
    public var keepsDuplicates = false
    public var split = TestSplit()

    public init() {}
  }

  /// One picture of the set.
  struct Entry: Sendable {
    /// Different in each collection. The side of the split and the random numbers depend on it.
    let name: String
    /// The path inside its part, such as `a-b.png`.
    let file: String
    /// The pictures that it is made of; the first is the one by which it is judged, in a pair the target.
    let sources: [URL]

    /// What a report calls it.
    var label: String { sources[0].relativePath }
  }

  /// Pictures that are split into those for training and those for testing.
  struct Collection: Sendable {
    let entries: [Entry]
    let training: Part
    /// Nil if the collection is not split.
    var testing: Part?
  }

  /// Where pictures go: a folder in one of the set's folders, or that itself if the path is empty.
  struct Part: Sendable {
    /// Which of ``PictureSet/folders``.
    let folder: Int
    let path: String
  }

  /// How a picture is made of those that were read.
  struct Product: Sendable {
    /// What is kept of each, while it is the only large one in memory. May refuse it with a `DataError`.
    let reduce: @Sendable (Image, _ path: String) throws -> Image
    /// The picture, from what was kept of each.
    let finish: @Sendable ([Image], Entry) -> Image
  }

  /// What its reports are called.
  public let name: String
  /// The folder that holds the set's folders and its reports: the data folder of a run.
  let home: URL
  /// Replaced together.
  let folders: [URL]
  let collections: [Collection]
  /// Nil if files are copied as they are.
  let product: Product?
  /// The side in pixels below which a picture is reported as small; nil if none is.
  let wantedSide: Int?
  let options: Options
  /// The folders that the pictures come from.
  let sources: [URL]
  /// Files that cannot be used, found before any is opened.
  let problems: [DataError]
  /// Pictures without a partner.
  var lonely: [URL] = []
}

// MARK: - The sets that chapters use

extension PictureSet {
  /// Pairs from two folders, matched by name: `facades/{train,test}/NAME.png`, the target on the left.
  /// - Parameters:
  ///   - size: the side of each half, in pixels.
  ///   - home: the data folder.
  /// - Throws: `DataError`; of kind `.unmatched` if nothing belongs together.
  public static func pairs(
    inputs: URL, targets: URL, size: Int, fit: Fit = .crop, to home: URL, _ options: Options = Options()
  ) throws -> PictureSet {
    let (inputs, targets) = (try SourceFolder(inputs), try SourceFolder(targets))
    let matching = try PairMatching(inputs: inputs, targets: targets)
    try targets.requireDistinct(\.name)
    let entries = matching.pairs.map { pair in
      Entry(
        name: pair.target.name, file: pair.target.name + ".png", sources: [pair.target.url, pair.input.url])
    }
    let product = Product(reduce: { picture, _ in picture.square(size, fit) }) { halves, _ in
      halves[0].rgb.beside(halves[1].rgb)
    }
    return pairs(
      entries, product, size: size, from: [inputs, targets], lonely: matching.lonely, to: home, options)
  }

  /// Pairs from one folder of photos, whose inputs are made from the photos; otherwise as
  /// ``pairs(inputs:targets:size:fit:to:_:)``.
  public static func pairs(
    _ task: PairTask, from photos: URL, size: Int, fit: Fit = .crop, to home: URL,
    _ options: Options = Options()
  ) throws -> PictureSet {
    let photos = try SourceFolder(photos)
    let seed = options.split.seed
    let product = Product(reduce: { picture, _ in picture.square(size, fit) }) { photo, entry in
      let name = entry.name.precomposedStringWithCanonicalMapping
      return photo[0].rgb.beside(task.input(for: photo[0], name: name, seed: seed).rgb)
    }
    return pairs(
      try flat(photos), product, size: size, from: [photos], lonely: [], to: home, options)
  }

  private static func pairs(
    _ entries: [Entry], _ product: Product, size: Int, from sources: [SourceFolder], lonely: [URL],
    to home: URL, _ options: Options
  ) -> PictureSet {
    let name = DataSet.facades.name
    return PictureSet(
      name: name, home: home, folders: [home.inside(name)],
      collections: [
        Collection(
          entries: entries, training: Part(folder: 0, path: "train"),
          testing: Part(folder: 0, path: "test"))
      ],
      product: product, wantedSide: size, options: options, sources: sources.map(\.url),
      problems: sources.flatMap(\.problems), lonely: lonely)
  }

  /// Two collections without pairs: `NAME/{trainA,trainB,testA,testB}`, squares of `size` pixels.
  /// - Throws: `DataError`; ``PlaceTaken`` for a name that cannot be used.
  public static func unpaired(
    a: URL, b: URL, name: String, size: Int, fit: Fit = .crop, to home: URL, _ options: Options = Options()
  ) throws -> PictureSet {
    try SetName.check(name, taken: DataSet.known.map(\.name))
    let sources = [try SourceFolder(a), try SourceFolder(b)]
    let collections = try zip(sources, ["A", "B"]).map { source, letter in
      Collection(
        entries: try flat(source), training: Part(folder: 0, path: "train" + letter),
        testing: Part(folder: 0, path: "test" + letter))
    }
    return PictureSet(
      name: name, home: home, folders: [home.inside(name)], collections: collections,
      product: squares(size, fit), wantedSide: size, options: options, sources: sources.map(\.url),
      problems: sources.flatMap(\.problems))
  }

  /// Portraits: `faces/NAME.png`, squares of `size` pixels.
  /// - Parameter box: the part of each picture to take; nil takes all of it.
  /// - Throws: `DataError`.
  public static func faces(
    from source: URL, box: Box? = nil, size: Int, fit: Fit = .crop, to home: URL,
    _ options: Options = Options()
  ) throws -> PictureSet {
    let source = try SourceFolder(source)
    let name = DataSet.faces.name
    return PictureSet(
      name: name, home: home, folders: [home.inside(name)],
      collections: [Collection(entries: try flat(source), training: Part(folder: 0, path: ""))],
      product: squares(size, fit, box: box), wantedSide: size, options: options, sources: [source.url],
      problems: source.problems)
  }

  /// Sharp pictures for super-resolution: `sr/NAME-train` and `sr/NAME-test`, cropped to a multiple of 4 pixels.
  ///
  /// Pictures with a side below `SharpPictures.smallestTestSide` are left out.
  /// - Throws: `DataError`; ``PlaceTaken`` for a name that cannot be used.
  public static func sharp(
    from source: URL, name: String, to home: URL, _ options: Options = Options()
  ) throws -> PictureSet {
    try SetName.check(name)
    let source = try SourceFolder(source)
    let least = SharpPictures.smallestTestSide
    let product = Product { picture, path in
      guard min(picture.width, picture.height) >= least else {
        throw DataError(
          .unsuitableSize, path: path, expected: "at least \(least) x \(least) pixels",
          found: "\(picture.width) x \(picture.height)", advice: "Use a larger picture.")
      }
      return picture.cropped(toMultipleOf: 4)
    } finish: { pictures, _ in
      pictures[0]
    }
    let place = home.inside(DataSet.sr.name)
    return PictureSet(
      name: name, home: home, folders: ["train", "test"].map { place.inside("\(name)-\($0)") },
      collections: [
        Collection(
          entries: try flat(source), training: Part(folder: 0, path: ""), testing: Part(folder: 1, path: ""))
      ],
      product: product, wantedSide: SharpPictures.patchSide.standard, options: options,
      sources: [source.url], problems: source.problems)
  }

  private static func squares(_ size: Int, _ fit: Fit, box: Box? = nil) -> Product {
    Product { picture, path in
      guard let box else { return picture.square(size, fit) }
      guard box.x + box.width <= picture.width, box.y + box.height <= picture.height else {
        throw DataError(
          .unsuitableSize, path: path,
          expected:
            "at least \(box.x + box.width) x \(box.y + box.height) pixels, so that the box lies in it",
          found: "\(picture.width) x \(picture.height)",
          advice: "Choose another box for pictures of this size.")
      }
      return picture.cropped(x: box.x, y: box.y, width: box.width, height: box.height).square(size, fit)
    } finish: { pictures, _ in
      pictures[0]
    }
  }

  /// The pictures of a folder and of those within it, for a folder that has none within it.
  private static func flat(_ source: SourceFolder) throws -> [Entry] {
    try source.requireDistinct(\.name)
    return source.pictures.map { Entry(name: $0.name, file: $0.name + ".png", sources: [$0.url]) }
  }
}

// MARK: - Copies of a folder

extension PictureSet {
  /// A copy of a folder in which all pictures are squares of `size` pixels, as PNG; the folders within it are kept.
  ///
  /// Pictures that equal another are kept whatever the options say: a copy has what the folder has.
  /// - Throws: `DataError`.
  public static func resized(
    from source: URL, size: Int, fit: Fit = .crop, to copy: URL, _ options: Options = Options()
  ) throws -> PictureSet {
    let source = try SourceFolder(source)
    try source.requireDistinct(\.stem)
    let entries = source.pictures.map { Entry(name: $0.stem, file: $0.stem + ".png", sources: [$0.url]) }
    var options = options
    options.keepsDuplicates = true
    return try PictureSet.copy(
      copy, Collection(entries: entries, training: Part(folder: 0, path: "")), squares(size, fit),
      size: size, from: source, options)
  }

  /// A copy of a folder with its files in `train/` and `test/`, byte for byte; the folders within it are kept.
  /// - Throws: `DataError`.
  public static func split(
    from source: URL, to copy: URL, _ options: Options = Options()
  ) throws -> PictureSet {
    let source = try SourceFolder(source)
    let entries = source.pictures.map { Entry(name: $0.path, file: $0.path, sources: [$0.url]) }
    return try PictureSet.copy(
      copy,
      Collection(
        entries: entries, training: Part(folder: 0, path: "train"), testing: Part(folder: 0, path: "test")),
      nil, size: nil, from: source, options)
  }

  private static func copy(
    _ url: URL, _ collection: Collection, _ product: Product?, size: Int?, from source: SourceFolder,
    _ options: Options
  ) throws -> PictureSet {
    // "." and ".." have no name of their own.
    let place = [".", "..", "/"].contains(url.lastPathComponent) ? url.standardizedFileURL : url
    try SetName.check(place.lastPathComponent)
    return PictureSet(
      name: place.lastPathComponent, home: place.deletingLastPathComponent(), folders: [place],
      collections: [collection], product: product, wantedSide: size, options: options,
      sources: [source.url], problems: source.problems)
  }
}
