import Datasets
import Files
import Foundation
import GANKit
import LessonKit

/// Two collections of pictures, and, where it is known, what the test pictures look like in the other one.
struct Domains {
  /// What the pictures of A and of B are, in a word: "plain", "striped".
  let names: (a: String, b: String)
  /// Each `[N, side, side, 3]` in [-1, 1], with an N of its own.
  let trainA, trainB, testA, testB: Tensor
  /// The right translations of testA and of testB. Nothing that is trained sees them.
  let truth: (ofA: Tensor, ofB: Tensor)?
  let source: DataSource
  /// Whether the coat classifier can judge translations.
  var areHerds = false
}

extension Domains {
  /// Drawn herds: plain ones are A, striped ones B.
  static func herds(_ run: Run) -> Domains {
    let (count, side) = (run[CycleGANLesson.trainImages], run[CycleGANLesson.size])
    // snippet.herds
    let trainA = DrawnHerds.images(count: count, coat: .plain, side: side, using: run.random("train A"))
    let trainB = DrawnHerds.images(count: count, coat: .striped, side: side, using: run.random("train B"))
    // snippet.end
    let testCount = run[CycleGANLesson.testImages]
    let testA = DrawnHerds.twins(count: testCount, side: side, using: run.random("test A"))
    let testB = DrawnHerds.twins(count: testCount, side: side, using: run.random("test B"))
    return Domains(
      names: ("plain", "striped"), trainA: trainA, trainB: trainB, testA: testA.plain, testB: testB.striped,
      truth: (ofA: testA.striped, ofB: testB.plain), source: .drawn("drawn herds"), areHerds: true)
  }

  /// Two collections in one folder; nil if there is no such folder.
  ///
  /// - Parameter matched: whether test pictures of equal place show the same thing.
  /// - Throws: `DataError` that names each damaged file, or if the set is incomplete or its tests do not match.
  static func folder(_ name: String, matched: Bool, _ run: Run) throws -> Domains? {
    guard
      let data = try UnpairedData.load(
        from: run.data, name, size: run[CycleGANLesson.size], trainCount: run[CycleGANLesson.trainImages],
        testCount: run[CycleGANLesson.testImages])
    else { return nil }
    if matched && data.testA.shape != data.testB.shape {
      throw DataError(
        .countMismatch, path: name, expected: "as many pictures in testA as in testB, because matched is set",
        found: "\(data.testA.shape[0]) and \(data.testB.shape[0])",
        advice: "Remove what has no counterpart, or leave matched out.")
    }
    return Domains(
      names: name == Self.facadesUnpaired ? ("photo", "labels") : ("A", "B"), trainA: data.trainA,
      trainB: data.trainB, testA: data.testA, testB: data.testB,
      truth: matched ? (ofA: data.testB, ofB: data.testA) : nil, source: data.source)
  }

  /// The set whose test pictures of equal place are known to show the same building.
  static let facadesUnpaired = "facades_unpaired"

  // snippet.takenApart
  /// Pairs whose pairing is not used: photos of one half of the buildings, label maps of the other half.
  static func takenApart(_ pairs: PairData) -> Domains {
    let (count, half) = (pairs.train.count, pairs.train.count / 2)
    return Domains(
      names: ("photo", "labels"), trainA: pairs.train.left.rows(0..<max(half, 1)),
      trainB: pairs.train.right.rows(half..<count), testA: pairs.test.left, testB: pairs.test.right,
      truth: (ofA: pairs.test.right, ofB: pairs.test.left), source: pairs.source)
  }
  // snippet.end
}

extension Domains {
  /// What the setting `dataset` asks for.
  /// - Throws: `DataError` if it is not there, incomplete or damaged.
  static func chosen(_ run: Run) throws -> Domains {
    let name = run[CycleGANLesson.dataset]
    switch name {
    case "herds": return herds(run)
    case "facades":
      let found = try PairData.load(
        from: run.data, size: run[CycleGANLesson.size], trainCount: 2 * run[CycleGANLesson.trainImages],
        testCount: run[CycleGANLesson.testImages])
      guard let found else { throw missing(.facades, run) }
      return takenApart(found)
    default:
      let isMatched = run[CycleGANLesson.matched] || name == facadesUnpaired
      guard let found = try folder(name, matched: isMatched, run) else { throw missing(.unpaired(name), run) }
      return found
    }
  }

  private static func missing(_ set: DataSet, _ run: Run) -> DataError {
    DataError(
      .missingSet, path: run.data.searched.map(\.relativePath).joined(separator: ", "), expected: set.tree,
      found: "no folder \(set.name) with pictures in these folders",
      advice:
        "Put the files there, name the folder that they are in with --data, or leave dataset out to learn from "
        + "drawn herds.")
  }

  /// Buildings, photographed and labelled: `facades_unpaired` of the data folder, or else drawn ones.
  /// - Throws: `DataError` if the set is incomplete or damaged.
  static func buildings(_ run: Run) throws -> Domains {
    // Not an error here where the named folder lacks it: nobody asked for this set.
    let found: Domains?
    do {
      found = try folder(facadesUnpaired, matched: true, run)
    } catch let error as DataError where error.kind == .missingSet {
      found = nil
    }
    if let found { return found }
    let (size, random) = (run[CycleGANLesson.size], run.random("drawn facades"))
    let count = (
      train: 2 * min(run[CycleGANLesson.trainImages], 200), test: min(run[CycleGANLesson.testImages], 100)
    )
    return takenApart(
      PairData(
        train: DrawnFacades.pairs(count: count.train, size: max(size, 32), using: random),
        test: DrawnFacades.pairs(count: count.test, size: max(size, 32), using: random),
        source: .drawn(DataSet.facades.standIn)))
  }
}
