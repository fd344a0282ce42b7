import Datasets
import Figures
import GANKit
import Judges
import LessonKit

// Requests that no face of the training fits, and the reader's own.

/// Two attributes that are asked for together.
private struct Combination {
  let text: String
  /// The beginning of its metrics' names.
  let key: String
}

extension ConditionalGANLesson {
  // snippet.unseen
  /// What no face of the training has: each of the two attributes occurs there, but never both.
  static let unseen = ["dark skin, red hair", "closed eyes, glasses"]
  // snippet.end

  func drawRequests(_ report: Report) throws {
    let classifier = try faceClassifier()
    try compareCombinations(classifier, report)
    try drawOwnRequest(classifier, report)
  }

  private func compareCombinations(_ classifier: FaceClassifier, _ report: Report) throws {
    let combinations = [
      Combination(text: "dark skin, red hair", key: "darkRed"),
      Combination(text: "brown skin, red hair", key: "brownRed"),
      Combination(text: "closed eyes, glasses", key: "closedGlasses"),
      Combination(text: "open eyes, glasses", key: "openGlasses"),
    ]
    var (rows, shown): ([[String]], [Tensor]) = ([], [])
    for combination in combinations {
      let request = try FaceRequest(combination.text)
      let isUnseen = Self.unseen.contains(combination.text)
      let asked = request.faces(run[Self.samples] / 20, using: run.random("request \(combination.key)"))
      let real = LabeledFaces.small(of: asked, using: run.random("request real \(combination.key)"))
      let drawn = draw(asked, "request noise \(combination.key)")
      let (share, best) = (
        classifier.share(of: drawn, fitting: request), classifier.share(of: real.images, fitting: request)
      )
      rows.append([combination.text, isUnseen ? "no" : "yes", percent(share), percent(best)])
      report.metric(combination.key, share)
      report.metric("\(combination.key)OfReal", best)
      if isUnseen { shown += [drawn.rows(0..<10), real.images.rows(0..<10)] }
    }
    report.table(["request", "in the training", "G: both read", "real faces: both read"], rows)
    try report.figure(
      "unseen",
      ImageGrid(
        concatenate(shown), columns: 10,
        caption: "Two requests that no face of the training fits: by G, and real faces beside them.",
        rowLabels: Self.unseen.flatMap { ["G: \($0)", "real"] }))
  }

  private func drawOwnRequest(_ classifier: FaceClassifier, _ report: Report) throws {
    let asked = request.faces(20, using: run.random("request own"))
    let faces = draw(asked, "request own noise")
    try report.figure(
      "own",
      ImageGrid(
        faces, columns: 10, caption: "\"\(request.text)\": drawn by the moving average of G. Not selected."))
    let read = classifier.factors(ofSmall: faces)
    report.table(
      ["asked for", "read in \(faces.shape[0]) faces"],
      FaceFactor.allCases.compactMap { factor in
        guard let category = request.categories[factor] else { return nil }
        return [
          "\(factor.rawValue): \(factor.categories[category])", "\(read.count { $0[factor] == category })",
        ]
      })
  }
}

extension FaceClassifier {
  /// The share of faces `[N, 32, 32, 3]` in which everything that a request names is read.
  fileprivate func share(of images: Tensor, fitting request: FaceRequest) -> Double {
    let read = factors(ofSmall: images)
    return Double(read.count { request.fits($0) }) / Double(read.count)
  }
}
