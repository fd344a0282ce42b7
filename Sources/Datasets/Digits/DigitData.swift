import DataFolders
import Files
import Foundation
import GANKit

/// Handwritten digits for training and testing: MNIST if it is found, otherwise drawn digits.
public struct DigitData: Sendable {
  /// Images `[N, 28, 28, 1]` in [-1, 1], bright on dark, with labels 0 to 9.
  public let train: LabeledImages
  /// The same for testing.
  public let test: LabeledImages
  /// Where they came from.
  public let source: DataSource

  /// Loads MNIST, or draws digits if the folder has none.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - trainCount: Take only this many training images, from the first on; nil takes all 60,000.
  ///   - testCount: The same for the 10,000 test images.
  /// - Throws: `DataError` if the set is damaged or cannot be read, or if it is absent from a folder that the user
  ///   named.
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
      advice: "Add the missing files.")
  }

  /// The first `count` images and labels of a pair of files, all of which are checked.
  fileprivate static func load(
    _ images: MNISTFile, _ labels: MNISTFile, in folder: URL, count: Int?
  ) throws -> LabeledImages {
    let classes = try labels.readLabels(in: folder)
    let wanted = min(count ?? classes.count, classes.count)
    // The header is checked before the images are unpacked, and no more images are kept than are wanted.
    let pixels = try images.read(in: folder, keep: wanted) { url, shape in
      try labels.checkCount(classes.count, images: shape[0], of: url, in: folder)
    }
    return LabeledImages(
      images: Tensor(shape: [wanted, 28, 28, 1]) { pixels.bytes.scaled(into: $0) },
      labels: Array(classes[..<wanted]))
  }

  /// The largest number of images that a file may announce: EMNIST, the largest collection in this format, has 814,255.
  static let mostImages = 1_000_000

  /// Reads the file; its header is checked before anything is unpacked.
  ///
  /// - Parameters:
  ///   - keep: Keep only this many entries; nil keeps all.
  ///   - check: Further conditions on the file with this shape.
  func read(
    in folder: URL, keep: Int? = nil, check: (URL, [Int]) throws -> Void = { _, _ in }
  ) throws -> IDX {
    let url = try self.url(in: folder)
    do {
      return try IDX(contentsOf: url, rank: rank, keep: keep) { shape in
        guard rank == 1 || shape[1...] == [28, 28] else {
          throw DataError(
            .wrongSize, path: url.relativePath, expected: "images of 28 x 28 pixels",
            found: "\(shape[1]) x \(shape[2])", advice: "Check that this is MNIST.")
        }
        guard (1...Self.mostImages).contains(shape[0]) else {
          throw DataError(
            .wrongSize, path: url.relativePath, expected: "1 to \(Self.mostImages) entries",
            found: "a header that announces \(shape[0])",
            advice: "The header is damaged or this is not MNIST: fetch the file again.")
        }
        try check(url, shape)
      }
    } catch let error as FileError {
      throw DataError(error)
    }
  }

  /// Reads a label file, whose values must all be digits.
  func readLabels(in folder: URL) throws -> [Int] { try labels(from: read(in: folder), url(in: folder)) }

  /// The values of a label file, which must all be digits.
  func labels(from file: IDX, _ url: URL) throws -> [Int] {
    if let bad = file.bytes.firstIndex(where: { $0 > 9 }) {
      throw DataError(
        .labelOutOfRange, path: url.relativePath, expected: "labels 0 to 9",
        found: "\(file.bytes[bad]) as label number \(bad)",
        advice: "The file is damaged or belongs to another set: fetch it again.")
    }
    return file.bytes.map(Int.init)
  }

  /// Compares the number of labels in this file with the number of images in the file at `url`.
  func checkCount(_ labels: Int, images: Int, of url: URL, in folder: URL) throws {
    guard images != labels else { return }
    let name = try self.url(in: folder).lastPathComponent
    throw DataError(
      .countMismatch, path: url.relativePath, expected: "as many images as \(name) has labels, \(labels)",
      found: "\(images)", advice: "Fetch both files again.")
  }
}

extension [UInt8] {
  /// Fills the buffer with the first grey values, 0...255, mapped to [-1, 1] with the ends exact.
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
