import Datasets
import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// The latent space: paths through it, and sums of vectors in it.

extension DCGANLesson {
  func showFaceArithmetic(_ report: Report) throws {
    for training in faceTrainings { try walk(training, report) }
    guard let training = faceTrainings.first(where: \.isDrawn) else {
      return report.say(
        "There are no sums of vectors here, because the factors of a folder's faces cannot be read back.")
    }
    let sums = try ReadFaces(training, faceClassifier(), run)
    try addGlasses(sums, report)
    try showEquations(sums, report)
  }

  private func walk(_ training: FaceTraining, _ report: Report) throws {
    // snippet.walk
    let ends = noise(10, using: run.random("face walk"))
    let arcs = (0..<5).map { row in
      LatentSpace.arc(
        from: ends.rows(2 * row..<2 * row + 1).reshaped(to: [latentSize]),
        to: ends.rows(2 * row + 1..<2 * row + 2).reshaped(to: [latentSize]), count: 10)
    }
    let walk = training.faces(concatenate(arcs))
    // snippet.end
    try report.figure(
      "\(training.name)-walk",
      ImageGrid(
        walk, columns: 10,
        caption:
          "Each row: ten points on the arc between two noise vectors. Trained on \(training.source.note)."))
  }

  /// Adds directions of glasses to the noise of each face without glasses.
  private func addGlasses(_ read: ReadFaces, _ report: Report) throws {
    // snippet.glasses
    let without = Array(read.labeled.rows { $0.glasses == .none }.prefix(500))
    guard let meanWith = read.labeled.mean({ $0.glasses == .worn }),
      let meanWithout = read.labeled.mean({ $0.glasses == .none })
    else { return report.say("There are too few readable faces for sums of vectors: train for longer.") }
    let difference = meanWith - meanWithout
    let direction = read.labeled.freed(difference, toChangeOnly: .glasses)
    let starts = read.labeled.z.gathered(rows: without)
    let moved = (0...3).map { k in read.faces(starts + Float(k) * direction) }
    // snippet.end
    let before = without.map { read.labeled.factors[$0] }
    let mixed = (0...3).map { k in
      GlassesAdded(before, read.classifier.factors(of: read.faces(starts + Float(k) * difference)))
    }
    let found = moved.map { GlassesAdded(before, read.classifier.factors(of: $0)) }
    report.table(
      [
        "noise of a face without glasses + k times a direction", "difference of means: with glasses",
        "others as before", "others projected out: with glasses", "others as before",
      ],
      zip(mixed, found).enumerated().map { k, pair in
        [
          "k = \(k)", percent(pair.0.wearing, 0), percent(pair.0.kept, 0), percent(pair.1.wearing, 0),
          percent(pair.1.kept, 0),
        ]
      })
    report.metric("wearingBefore", found[0].wearing)
    report.metric("wearingAfter", found[2].wearing)
    report.metric("othersKept", found[2].kept)
    report.metric("wearingAfterMixed", mixed[2].wearing)
    report.metric("othersKeptMixed", mixed[2].kept)
    let few = min(10, without.count)
    try report.figure(
      "glasses",
      ImageGrid(
        concatenate(moved.map { $0.rows(0..<few) }), columns: few,
        caption:
          "The first \(few) faces that the classifier reads as without glasses, and k times the direction added.",
        rowLabels: (0...3).map { "k = \($0)" }))
  }

  /// Pictures of mean vectors: with glasses - without + another, a row for each hair style.
  private func showEquations(_ read: ReadFaces, _ report: Report) throws {
    let styles = FaceFactors.HairStyle.allCases
    var (pictures, names): ([Tensor], [String]) = ([], [])
    for (style, other) in zip(styles, styles.dropFirst() + styles.prefix(1)) {
      // snippet.equation
      guard let with = read.labeled.mean({ $0.hairStyle == style && $0.glasses == .worn }),
        let without = read.labeled.mean({ $0.hairStyle == style && $0.glasses == .none }),
        let another = read.labeled.mean({ $0.hairStyle == other && $0.glasses == .none })
      else { continue }
      let difference = with - without
      let freed = read.labeled.freed(difference, toChangeOnly: .glasses)
      let terms = [with, without, another, another + difference, another + freed]
      // snippet.end
      pictures.append(read.faces(concatenate(terms.map { $0.reshaped(to: [1, latentSize]) })))
      names.append("\(style.rawValue), \(other.rawValue)")
    }
    guard !pictures.isEmpty else { return }
    try report.figure(
      "equations",
      ImageGrid(
        concatenate(pictures), columns: 5, scale: 4,
        caption:
          "Pictures of mean noise vectors, each of at least \(LabeledNoise.fewest) of \(read.labeled.factors.count) faces.",
        rowLabels: names,
        columnLabels: ["with glasses", "- without", "+ another", "= another with", "others projected out"]))
  }
}

/// Generated faces, what the classifier reads in them, and the noise that they were made from.
struct ReadFaces {
  let classifier: FaceClassifier
  let labeled: LabeledNoise
  let training: FaceTraining

  init(_ training: FaceTraining, _ classifier: FaceClassifier, _ run: Run) {
    (self.training, self.classifier) = (training, classifier)
    // More faces than are judged, so that the means of small groups are steady.
    let z = noise(3 * run[DCGANLesson.faceSamples], using: run.random("face arithmetic"))
    // Some at a time, so that memory does not grow with their number.
    let starts = stride(from: 0, to: z.shape[0], by: 500)
    labeled = LabeledNoise(
      z: z,
      factors: starts.flatMap { start in
        classifier.factors(of: training.faces(z.rows(start..<min(start + 500, z.shape[0]))))
      })
  }

  /// Faces of sums of noise vectors `[N, latentSize]`, which are first brought back to the typical length of noise.
  func faces(_ sums: Tensor) -> Tensor {
    let length = sqrt(square(sums).sum(axes: [1], keepingDimensions: true))
    return training.faces(sums * (Float(latentSize).squareRoot() / length))
  }
}

/// How faces changed when the direction of glasses was added to their noise.
struct GlassesAdded {
  /// The share of faces that are read as wearing glasses.
  let wearing: Double
  /// The share of their other factors that are read as before.
  let kept: Double

  init(_ before: [FaceFactors], _ after: [FaceFactors]) {
    let others = FaceFactor.allCases.filter { $0 != .glasses }
    wearing = Double(after.count { $0.glasses == .worn }) / Double(after.count)
    let same = zip(before, after).reduce(0) { sum, pair in sum + others.count { pair.0[$0] == pair.1[$0] } }
    kept = Double(same) / Double(others.count * after.count)
  }
}
