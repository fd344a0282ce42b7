import DataFolders
import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import Files

/// Whether `$GANKIT_DATA` (or `data/`) has the real MNIST.
private let hasMNIST = (try? DataFolder().find("mnist")) != nil

@Suite struct DigitDataTests {
  private let folder: TemporaryFolder
  private var data: DataFolder { DataFolder(explicit: folder.url) }

  init() throws { folder = try TemporaryFolder() }

  /// Three training images and two test images; pixel `i` of image `n` is `n + i` modulo 256.
  private func writeSet(
    trainLabels: [UInt8] = [7, 0, 9], suffix: String = "", side: UInt32 = 28
  ) throws {
    func images(_ count: UInt32) -> [UInt8] {
      idx([count, side, side], (0..<count).flatMap { n in (0..<side * side).map { UInt8(($0 + n) & 255) } })
    }
    let pack = suffix == ".gz" ? gzipStored : { $0 }
    try folder.file("mnist/train-images-idx3-ubyte\(suffix)", pack(images(3)))
    try folder.file(
      "mnist/train-labels-idx1-ubyte\(suffix)", pack(idx([UInt32(trainLabels.count)], trainLabels)))
    try folder.file("mnist/t10k-images-idx3-ubyte\(suffix)", pack(images(2)))
    try folder.file("mnist/t10k-labels-idx1-ubyte\(suffix)", pack(idx([2], [1, 2])))
  }

  @Test(arguments: ["", ".gz"]) func loadsImagesAndLabels(suffix: String) throws {
    try writeSet(suffix: suffix)
    let digits = try DigitData.load(from: data)
    #expect(digits.train.images.shape == [3, 28, 28, 1])
    #expect(digits.train.labels == [7, 0, 9])
    #expect(digits.test.images.shape == [2, 28, 28, 1])
    #expect(digits.test.labels == [1, 2])
    #expect(digits.source.note == "MNIST")
    // Every grey value, exactly: 0 is -1, 255 is 1.
    let pixels = digits.train.images.scalars
    #expect((0..<256).allSatisfy { pixels[$0] == (Float($0) - 127.5) / 127.5 })
    #expect(pixels[0] == -1 && pixels[255] == 1)
    #expect(digits.train.images.at(2, 1, 3, 0) == (Float(28 + 3 + 2) - 127.5) / 127.5)
  }

  @Test func loadsOnlyAsManyAsWanted() throws {
    try writeSet()
    let digits = try DigitData.load(from: data, trainCount: 2, testCount: 50)
    #expect(digits.train.images.shape == [2, 28, 28, 1])
    #expect(digits.train.labels == [7, 0])
    #expect(digits.test.count == 2)
  }

  @Test func firstSharesThePixels() throws {
    try writeSet()
    let train = try DigitData.load(from: data).train
    let first = train.first(2)
    #expect(first.labels == [7, 0])
    #expect(first.images.scalars == Array(train.images.scalars[..<(2 * 784)]))
    train.images.withScalars { whole in
      first.images.withScalars { part in #expect(whole.baseAddress == part.baseAddress) }
    }
  }

  @Test func labelsOutOfRangeAreFound() throws {
    try writeSet(trainLabels: [7, 10, 9])
    let error = #expect(throws: DataError.self) { _ = try DigitData.load(from: data) }
    #expect(error?.kind == .labelOutOfRange)
    #expect(error?.found == "10 as label number 1")
  }

  @Test(arguments: [[7, 0], [7, 0, 9, 1]] as [[UInt8]])
  func differentNumbersOfImagesAndLabelsAreFound(labels: [UInt8]) throws {
    try writeSet(trainLabels: labels)
    #expect(kind(naming: "train-images") { _ = try DigitData.load(from: data) } == .countMismatch)
  }

  @Test func imagesOfAnotherSizeAreFound() throws {
    try writeSet(side: 32)
    #expect(kind(naming: "train-images") { _ = try DigitData.load(from: data) } == .wrongSize)
  }

  @Test func aSetWithoutOneOfItsFilesIsIncomplete() throws {
    try writeSet()
    try FileManager.default.removeItem(at: folder.url.appending(path: "mnist/t10k-labels-idx1-ubyte"))
    #expect(kind(naming: "t10k-labels") { _ = try DigitData.load(from: data) } == .incompleteSet)
    // Also where nobody named the folder: half a set is a mistake and no absence.
    let found = DataFolder(environment: ["GANKIT_DATA": folder.url.path], workingDirectory: folder.url)
    #expect(kind(naming: "t10k-labels") { _ = try DigitData.load(from: found) } == .incompleteSet)
  }

  @Test func digitsAreDrawnWhereThereIsNoSet() throws {
    let nowhere = DataFolder(environment: [:], workingDirectory: folder.url)
    let digits = try DigitData.load(from: nowhere, trainCount: 20, testCount: 10)
    #expect(digits.source == .drawn("drawn digits"))
    #expect(digits.source.note == "drawn digits (built-in stand-in)")
    #expect(digits.train.images.shape == [20, 28, 28, 1])
    #expect(digits.test.count == 10)
    #expect(digits.train.first(10).images.scalars != digits.test.images.scalars)
  }

  @Test(.enabled(if: hasMNIST, "MNIST is not in $GANKIT_DATA or data/"))
  func theRealSetIsWhole() throws {
    let digits = try DigitData.load(from: DataFolder())
    #expect(digits.train.images.shape == [60_000, 28, 28, 1])
    #expect(digits.test.images.shape == [10_000, 28, 28, 1])
    let perDigit = digits.train.labels.reduce(into: [Int](repeating: 0, count: 10)) { $0[$1] += 1 }
    #expect(perDigit == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    // The mean grey value that everybody normalizes MNIST with, 0.1307.
    let mean = digits.train.images.withScalars { $0.reduce(0.0) { $0 + Double($1) } } / (60_000 * 784)
    expectClose((mean + 1) / 2, 0.1307, within: 0.0001)
  }

  @Test(.enabled(if: hasMNIST, "MNIST is not in $GANKIT_DATA or data/"))
  func theRealSetIsTheOriginal() throws {
    let inventory = DataFolder().inventory(of: .mnist, verifying: true)
    #expect(inventory.problems.isEmpty)
    #expect(inventory.counts.map(\.count) == [60_000, 60_000, 10_000, 10_000])
    #expect(inventory.isCanonical == true)
  }
}
