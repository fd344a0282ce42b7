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

  /// Adds the difference of two mean noise vectors to the noise of each face without glasses.
  private func addGlasses(_ read: ReadFaces, _ report: Report) throws {
    // snippet.glasses
    let without = read.rows { $0.glasses == .none }
    guard let meanWith = read.mean({ $0.glasses == .worn }),
      let meanWithout = read.mean({ $0.glasses == .none })
    else { return report.say("There are too few readable faces for sums of vectors: train for longer.") }
    let direction = meanWith - meanWithout
    let starts = read.z.gathered(rows: without)
    let moved = (0...3).map { k in read.faces(starts + Float(k) * direction) }
    // snippet.end
    let before = without.map { read.factors[$0] }
    let found = moved.map { GlassesAdded(before, read.classifier.factors(of: $0)) }
    report.table(
      [
        "noise of a face without glasses + k (mean with - mean without)", "read as with glasses",
        "other attributes read as before",
      ],
      zip(0..., found).map { ["k = \($0)", percent($1.wearing, 0), percent($1.kept, 0)] })
    report.metric("wearingBefore", found[0].wearing)
    report.metric("wearingAfter", found[2].wearing)
    report.metric("othersKept", found[2].kept)
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
      guard let with = read.mean({ $0.hairStyle == style && $0.glasses == .worn }),
        let without = read.mean({ $0.hairStyle == style && $0.glasses == .none }),
        let another = read.mean({ $0.hairStyle == other && $0.glasses == .none })
      else { continue }
      let terms = [with, without, another, with - without + another]
      // snippet.end
      pictures.append(read.faces(concatenate(terms.map { $0.reshaped(to: [1, latentSize]) })))
      names.append("\(style.rawValue), \(other.rawValue)")
    }
    guard !pictures.isEmpty else { return }
    try report.figure(
      "equations",
      ImageGrid(
        concatenate(pictures), columns: 4, scale: 4,
        caption:
          "Pictures of mean noise vectors, each of at least \(ReadFaces.fewest) faces with this hair style.",
        rowLabels: names, columnLabels: ["with glasses", "- without", "+ another", "= another with"]))
  }
}

/// Generated faces with what the classifier reads in them, and the noise that they were made from.
struct ReadFaces {
  /// The mean of fewer vectors than this is too noisy.
  static let fewest = 20

  let classifier: FaceClassifier
  /// `[N, latentSize]`
  let z: Tensor
  let factors: [FaceFactors]
  let training: FaceTraining

  init(_ training: FaceTraining, _ classifier: FaceClassifier, _ run: Run) {
    (self.training, self.classifier) = (training, classifier)
    z = noise(run[DCGANLesson.faceSamples], using: run.random("face arithmetic"))
    factors = classifier.factors(of: training.faces(z))
  }

  /// The numbers of the faces that a condition holds for.
  func rows(where condition: (FaceFactors) -> Bool) -> [Int] {
    factors.indices.filter { condition(factors[$0]) }
  }

  /// The mean noise `[latentSize]` of the faces that a condition holds for; nil if there are too few of them.
  func mean(_ condition: (FaceFactors) -> Bool) -> Tensor? {
    let rows = rows(where: condition)
    return rows.count < Self.fewest ? nil : z.gathered(rows: rows).mean(axes: [0])
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
