import Figures
import GANKit
import Judges
import LessonKit
import ReportFigures

// What do the labels contribute to the images themselves? The same training again, without labels.

extension ConditionalGANLesson {
  func compareWithControl(_ report: Report) throws {
    let classifier = try run.digitClassifier(for: digits)
    // snippet.control
    // D is given zeros in place of labels, and G's are multiplied by 0.
    let control = Variant.control(labels: .oneHot(digits.train.labels, classes: 10))
    // The same first weights, batches and noise as in the step on training.
    let plan = TrainingPlan(
      iterations: run[Self.iterations], decay: run[Self.averaging], networks: "networks", training: "train")
    let generator = try train(control, plan, report).average
    // snippet.end
    let asked = digitsInTurn(run[Self.samples])
    let z = noise(asked.count, using: run.random("judge"))
    let (labelled, unlabelled) = (average.model.draw(asked, from: z), generator.draw(asked, from: z))
    let judge = DigitJudge(classifier: classifier, reference: digits.test.images)
    // snippet.evened
    // As many samples of each digit as the control has of its rarest one.
    let read = classifier.probabilities(of: unlabelled).argmax()
    let rowsOfDigit = (0..<10).map { digit in read.indices.filter { read[$0] == digit } }
    let each = max(rowsOfDigit.map(\.count).min() ?? 0, 1)
    let evened = unlabelled.gathered(rows: rowsOfDigit.flatMap { $0.prefix(each) })
    let asMany = labelled.rows(0..<min(10 * each, labelled.shape[0]))
    // snippet.end
    var rows: [[String]] = []
    for (name, key, images) in [
      ("with labels", "labelled", labelled), ("without labels", "control", unlabelled),
      ("with labels, \(asMany.shape[0]) samples", "labelledEven", asMany),
      ("without labels, \(evened.shape[0]) samples, equally many of each digit", "controlEven", evened),
    ] {
      let quality = judge.quality(of: images)
      rows.append([
        name, format(quality.digitScore, 2), format(quality.frechetDistance, 2),
        percent(quality.smallestShare),
      ])
      report.metric("\(key)Score", quality.digitScore)
      report.metric("\(key)Distance", quality.frechetDistance)
      report.metric("\(key)SmallestShare", quality.smallestShare)
    }
    report.table(["trained", "digit score", "Frechet distance", "rarest digit"], rows)
    report.metric(
      "controlAccuracy", Double(zip(asked, read).count { $0 == $1 }) / Double(asked.count))
    try report.figure(
      "samples",
      ImageGrid(
        concatenate([labelled.rows(0..<30), unlabelled.rows(0..<30)]), columns: 10,
        caption:
          "After \(run[Self.iterations]) iterations each, from the same noise. Trained on \(digits.source.note).",
        rowLabels: ["with labels", "", "", "without labels", "", ""], columnLabels: (0..<10).map(String.init))
    )
  }
}
