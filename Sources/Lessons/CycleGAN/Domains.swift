import DataFolders
import Datasets
import Figures
import Files
import Foundation
import GANKit
import Judges
import LessonKit

/// Two collections of pictures and, where they are known, the right translations of the test pictures.
struct Domains {
  /// What A and B are called: "plain" and "striped".
  let names: (a: String, b: String)
  /// Each `[N, side, side, 3]` in [-1, 1]; N may differ. Where training pictures are cropped, their side is larger.
  let trainA, trainB: PictureCollection
  let testA, testB: Tensor
  /// The right translations of testA and of testB. Nothing that is trained sees them.
  let truth: (ofA: Tensor, ofB: Tensor)?
  let source: DataSource
  /// Whether the coat classifier can judge translations.
  var areHerds = false
}

extension Domains {
  /// Drawn herds: plain ones are A, striped ones B.
  static func herds(_ run: Run) -> Domains {
    let (count, side) = (run[CycleGANLesson.trainImages], CycleGANLesson.trainSize(run))
    // snippet.herds
    let trainA = DrawnHerds.images(count: count, coat: .plain, side: side, using: run.random("train A"))
    let trainB = DrawnHerds.images(count: count, coat: .striped, side: side, using: run.random("train B"))
    // snippet.end
    let testCount = run[CycleGANLesson.testImages]
    let testSide = run[CycleGANLesson.size]
    let testA = DrawnHerds.twins(count: testCount, side: testSide, using: run.random("test A"))
    let testB = DrawnHerds.twins(count: testCount, side: testSide, using: run.random("test B"))
    return Domains(
      names: ("plain", "striped"), trainA: PictureCollection(trainA), trainB: PictureCollection(trainB),
      testA: testA.plain, testB: testB.striped,
      truth: (ofA: testA.striped, ofB: testB.plain), source: .drawn("drawn herds"), areHerds: true)
  }

  /// Two collections in one folder; nil if there is no such folder.
  ///
  /// - Parameter matched: whether the test pictures of A and B show the same things in the same order.
  /// - Throws: `DataError` that names each damaged file, or if the set is incomplete or its tests do not match.
  static func folder(_ name: String, matched: Bool, _ run: Run) throws -> Domains? {
    guard
      let data = try UnpairedData.load(
        from: run.data, name, size: run[CycleGANLesson.size], trainSize: CycleGANLesson.trainSize(run),
        trainCount: run[CycleGANLesson.trainImages], testCount: run[CycleGANLesson.testImages])
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

  /// The set whose test pictures are known to show the same buildings in the same order.
  static let facadesUnpaired = "facades_unpaired"

  // snippet.takenApart
  /// Pairs whose pairing is not used: photos of one half of the buildings, label maps of the other half.
  static func takenApart(_ pairs: PairData) -> Domains {
    let (count, half) = (pairs.train.count, pairs.train.count / 2)
    return Domains(
      names: ("photo", "labels"), trainA: pairs.train.left.subset(0..<max(half, 1)),
      trainB: pairs.train.right.subset(half..<count), testA: pairs.test.left, testB: pairs.test.right,
      truth: (ofA: pairs.test.right, ofB: pairs.test.left), source: pairs.source)
  }
  // snippet.end
}

extension Domains {
  /// The collections that the setting `dataset` names.
  /// - Throws: `DataError` if they are missing, incomplete or damaged.
  static func chosen(_ run: Run) throws -> Domains {
    let name = run[CycleGANLesson.dataset]
    switch name {
    case "herds": return herds(run)
    case "facades":
      let found = try PairData.load(
        from: run.data, size: run[CycleGANLesson.size], trainSize: CycleGANLesson.trainSize(run),
        trainCount: 2 * run[CycleGANLesson.trainImages], testCount: run[CycleGANLesson.testImages])
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
    // It is no error if the named folder lacks this set: nobody asked for it.
    let found: Domains?
    do {
      found = try folder(facadesUnpaired, matched: true, run)
    } catch let error as DataError where error.kind == .missingSet {
      found = nil
    }
    if let found { return found }
    let (size, random) = (max(run[CycleGANLesson.size], 32), run.random("drawn facades"))
    let trainSize = max(CycleGANLesson.trainSize(run), size)
    let count = (
      train: 2 * min(run[CycleGANLesson.trainImages], 200), test: min(run[CycleGANLesson.testImages], 100)
    )
    return takenApart(
      PairData(
        train: PairCollection(DrawnFacades.pairs(count: count.train, size: trainSize, using: random)),
        test: DrawnFacades.pairs(count: count.test, size: size, using: random),
        source: .drawn(DataSet.facades.standIn)))
  }
}

// The step that shows them.
extension CycleGANLesson {
  func showDomains(_ report: Report) throws {
    report.table(
      ["", "\(domains.names.a) (A)", "\(domains.names.b) (B)"],
      [
        ["to learn from", "\(domains.trainA.count)", "\(domains.trainB.count)"],
        ["to test with", "\(domains.testA.shape[0])", "\(domains.testB.shape[0])"],
      ])
    for (name, collection, what) in [
      ("a", domains.trainA, domains.names.a), ("b", domains.trainB, domains.names.b),
    ] {
      try report.figure(
        name,
        ImageGrid(
          try collection.first(24), columns: 8,
          caption: "Collection \(name.uppercased()), \(what): \(domains.source.note)."))
    }
    if let truth = domains.truth {
      report.metric("untranslatedErrorA", meanAbsoluteError(domains.testA, truth.ofA).scalar)
      report.metric("untranslatedErrorB", meanAbsoluteError(domains.testB, truth.ofB).scalar)
    }
    guard domains.areHerds else { return }
    let judge = try coatClassifier()
    report.metric("judgedPlain", judge.share(of: domains.testA, wearing: .plain))
    report.metric("judgedStriped", judge.share(of: domains.testB, wearing: .striped))
  }
}
