import Foundation

/// Handwritten digits to train on and to test with: MNIST where it is found, drawn digits elsewhere.
public struct DigitData: Sendable {
  /// Images `[N, 28, 28, 1]` in [-1, 1], bright on dark, with labels 0 to 9.
  public let train: LabeledImages
  public let test: LabeledImages
  public let source: DataSource

  /// Loads MNIST, or draws digits if the folder has none.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - trainCount: Take only the first images of this many; nil takes all, 60,000.
  ///   - testCount: The same for the test images, of which there are 10,000.
  /// - Throws: `DataError` if the set is damaged, or absent from a folder that was named; `FileError`.
  public static func load(
    from folder: DataFolder, trainCount: Int? = nil, testCount: Int? = nil
  ) throws -> DigitData {
    guard let location = try folder.find(.mnist) else {
      // The stand-in is one fixed set, as MNIST is: it does not depend on the seed of a run.
      let random = Random(seed: 1998, stream: "drawn digits")
      return DigitData(
        train: DrawnDigits.images(count: trainCount ?? 60_000, using: random.fork("train")),
        test: DrawnDigits.images(count: testCount ?? 10_000, using: random.fork("test")),
        source: .drawn(DataSet.mnist.standIn))
    }
    return DigitData(
      train: try MNISTFile.load(.trainImages, .trainLabels, in: location, count: trainCount),
      test: try MNISTFile.load(.testImages, .testLabels, in: location, count: testCount),
      source: .files(location))
  }
}

extension MNISTFile {
  /// The file in the set's folder.
  func url(in folder: URL) throws -> URL {
    if let url = DataSet.file(named: names, in: folder) { return url }
    throw DataError(
      .incompleteSet, path: folder.relativePath, expected: DataSet.mnist.tree, found: "no \(names[0])",
      advice: "Add what is missing.")
  }

  /// The first `count` images and labels of a pair of files, all of which are checked.
  fileprivate static func load(
    _ images: MNISTFile, _ labels: MNISTFile, in folder: URL, count: Int?
  ) throws -> LabeledImages {
    let (imagesURL, labelsURL) = (try images.url(in: folder), try labels.url(in: folder))
    let classes = try labels.labels(from: IDX(contentsOf: labelsURL, rank: labels.rank), labelsURL)
    let pixels = try IDX(contentsOf: imagesURL, rank: images.rank)
    guard pixels.shape[1] == 28, pixels.shape[2] == 28 else {
      throw DataError(
        .wrongSize, path: imagesURL.relativePath, expected: "images of 28 x 28 pixels",
        found: "\(pixels.shape[1]) x \(pixels.shape[2])", advice: "Check that this is MNIST.")
    }
    guard pixels.shape[0] == classes.count else {
      throw DataError(
        .countMismatch, path: imagesURL.relativePath,
        expected: "as many images as \(labelsURL.lastPathComponent) has labels, \(classes.count)",
        found: "\(pixels.shape[0])", advice: "Fetch both files again.")
    }
    let wanted = min(count ?? classes.count, classes.count)
    return LabeledImages(
      images: Tensor(shape: [wanted, 28, 28, 1]) { pixels.bytes.scaled(into: $0) },
      labels: Array(classes[..<wanted]))
  }

  /// The values of a label file, each of which has to be a digit.
  func labels(from file: IDX, _ url: URL) throws -> [Int] {
    if let bad = file.bytes.firstIndex(where: { $0 > 9 }) {
      throw DataError(
        .labelOutOfRange, path: url.relativePath, expected: "labels 0 to 9",
        found: "\(file.bytes[bad]) as label number \(bad)",
        advice: "The file is damaged or belongs to another set: fetch it again.")
    }
    return file.bytes.map(Int.init)
  }
}

extension [UInt8] {
  /// Grey values 0...255 as floats in [-1, 1], exactly -1 and 1 at the ends, as many as the buffer has room
  /// for.
  func scaled(into floats: UnsafeMutableBufferPointer<Float>) {
    withUnsafeBufferPointer { bytes in
      require(
        bytes.count >= floats.count, "scaled: \(bytes.count) bytes for \(floats.count) values")
      for index in floats.indices {
        floats[index] = (Float(bytes[index]) - 127.5) / 127.5
      }
    }
  }
}
