import Datasets
import Figures
import Foundation
import GANKit
import Judges
import LessonKit
import ReportFigures

// How good the faces are, untrained and trained: numbers, and figures of them.

/// Judges the faces of a training, always from the same noise and against the same real faces.
struct FaceExamination {
  /// The quality of other real faces of the same kind: a perfect G would reach it.
  let real: FaceQuality
  private let judge: FaceJudge
  private let z: Tensor

  /// - Parameter images: the faces that are learnt from.
  init(
    _ training: FaceTraining, _ images: PictureCollection, _ classifier: FaceClassifier, _ run: Run
  ) throws {
    let count = run[DCGANLesson.faceSamples]
    // There are always more drawn faces. A folder's are divided alternately, because they are sorted by person; of
    // many, some thousands are compared with, so that memory does not grow with the folder.
    let rows = (0..<images.count)
    let reference =
      training.isDrawn
      ? DrawnFaces.images(count: count, using: run.random("reference faces")).images
      : try images.gathered(
        rows: PictureCollection.spread(3000, over: images.count / 2).map { 2 * $0 + 1 })
    let others = rows.filter { training.isDrawn || $0 % 2 == 0 }.prefix(count)
    judge = FaceJudge(classifier: classifier, reference: reference)
    real = judge.quality(of: try images.gathered(rows: Array(others)))
    z = noise(count, using: run.random("judged faces"))
  }

  /// Faces by G as it is now, and how good they are.
  func examine(_ training: FaceTraining) -> (faces: Tensor, quality: FaceQuality) {
    let faces = training.faces(z)
    return (faces, judge.quality(of: faces))
  }
}

extension DCGANLesson {
  func showFaceNetworks(_ training: FaceTraining, _ report: Report) throws {
    for (name, network, input) in [
      ("G", training.players.generator, Shape([latentSize])),
      ("D", training.players.discriminator, [64, 64, 3]),
    ] {
      let table = report.table(of: network, named: name, input: input)
      report.metric("trained\(name)", table.trained)
    }
    let players = training.players
    try report.figure(
      "networks",
      diagram(
        "The pair for faces", players.generator, players.discriminator, image: [64, 64, 3], of: "face"))
  }

  func showFaceLosses(_ history: History, _ training: FaceTraining, _ report: Report) throws {
    try report.curves(
      "\(training.name)-losses", "Losses of the two players", of: history,
      [
        .discriminator(training.metric("lossD")), .generator(training.metric("lossG")),
      ], caption: "Trained on \(training.source.note).")
  }

  func showFaceQuality(
    _ training: FaceTraining, untrained: FaceQuality, trained: FaceQuality, real: FaceQuality,
    _ report: Report
  ) throws {
    let columns = [("untrained", untrained), ("trained", trained), ("other real faces", real)].map(\.1)
    var rows = [
      ["Frechet distance"] + columns.map { String(format: "%.1f", $0.frechetDistance) },
      ["fine detail, beside that of the data"] + columns.map { String(format: "%.2f", $0.detailRatio) },
    ]
    if training.isDrawn {
      rows += [
        ["attributes within 15 points of the data"]
          + columns.map { "\($0.coverage.factors(within: 15)) of 8" },
        ["scarcest category, beside its share in the data"]
          + columns.map { String(format: "%.2f", $0.coverage.scarcest.ratio) },
        ["largest gap, in points"] + columns.map { String(format: "%.1f", $0.coverage.worst.gap) },
        ["classifier's mean confidence"] + columns.map { String(format: "%.2f", $0.meanConfidence) },
        ["different combinations of attributes"] + columns.map { "\($0.coverage.combinations)" },
      ]
    }
    report.table(["\(trained.factors.count) faces", "untrained", "trained", "other real faces"], rows)
    report.metric(training.metric("frechetUntrained"), untrained.frechetDistance)
    report.metric(training.metric("frechetDistance"), trained.frechetDistance)
    report.metric(training.metric("frechetReal"), real.frechetDistance)
    report.metric(training.metric("detailRatio"), trained.detailRatio)
    guard training.isDrawn else { return }
    report.metric("factorsWithin15", trained.coverage.factors(within: 15))
    report.metric("worstGap", trained.coverage.worst.gap)
    report.metric("scarcest", trained.coverage.scarcest.ratio)
    report.metric("meanConfidence", trained.meanConfidence)
    for factor in FaceFactor.allCases {
      report.metric(
        "gap" + factor.rawValue.capitalized.replacing(" ", with: ""), trained.coverage.gap(of: factor))
    }
    try report.figure("coverage", coverageChart(trained.coverage))
  }

  /// How often the categories of each factor occur, in generated faces and in the data.
  private func coverageChart(_ coverage: FactorCoverage) -> Panels {
    let charts = FaceFactor.allCases.map { factor in
      let entries = coverage.entries.filter { $0.factor == factor }
      return Chart(factor.rawValue, x: "share")
        .horizontalBars("data", entries.map(\.category), entries.map(\.expected), colour: .real)
        .horizontalBars("generated", entries.map(\.category), entries.map(\.share), colour: .generated)
        .xRange(0...1)
    }
    return Panels("What the classifier reads in the generated faces", columns: 4, charts)
  }
}
