import Figures
import GANKit
import Judges
import LessonKit

/// Whether generated images copy training images: how near the nearest one is, beside how near it is to test images,
/// which G has never seen.
struct CopyTest {
  let generated, unseen: NearestNeighbours

  // snippet.copyTest
  /// - Parameters: rows of pixels or of features, `[N, D]`.
  init(generated: Tensor, unseen: Tensor, training: Tensor) {
    self.generated = NearestNeighbours(of: generated, in: training)
    self.unseen = NearestNeighbours(of: unseen, in: training)
  }

  /// The share of generated images that are nearer to a training image than all but 5 % of the test images are. It is
  /// 5 % for images like the test images, and 100 % for copies.
  var suspicious: Double {
    let limit = unseen.distances.sorted()[unseen.distances.count / 20]
    return Double(generated.distances.count { $0 < limit }) / Double(generated.distances.count)
  }
  // snippet.end

  static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

extension VanillaGANLesson {
  /// Looks for copies among the samples, and then among those of a G that has only few images to learn from.
  func lookForCopies(_ classifier: DigitClassifier, _ samples: Tensor, _ report: Report) throws {
    let count = min(500, samples.shape[0])
    let unseen = digits.test.images.rows(0..<count)
    let few = digits.train.images.rows(0..<min(run[Self.fewImages], digits.train.count))
    let copyist = try trainOnFew(few, report)
    let cases = [
      ("all", "\(grouped(digits.train.count)) images", samples.rows(0..<count), digits.train.images),
      (
        "few", "\(grouped(few.shape[0])) images",
        copyist.model(noise(count, using: run.random("copies")), .inference), few
      ),
    ]
    var (rows, pictures, labels): ([[String]], [Tensor], [String]) = ([], [], [])
    for (key, name, generated, training) in cases {
      for (kind, features) in [
        ("pixels", { (images: Tensor) in images.flattened() }), ("features", { classifier.features(of: $0) }),
      ] {
        try run.checkInterruption()
        let test = CopyTest(
          generated: features(generated), unseen: features(unseen), training: features(training))
        rows.append([
          name, kind, format(CopyTest.median(test.generated.distances), 2),
          format(CopyTest.median(test.unseen.distances), 2), percent(test.suspicious),
        ])
        report.metric("\(key)Suspicious-\(kind)", test.suspicious)
        report.metric(
          "\(key)Nearness-\(kind)",
          CopyTest.median(test.generated.distances) / CopyTest.median(test.unseen.distances))
        guard kind == "pixels" else { continue }
        pictures += [generated.rows(0..<10), training.gathered(rows: Array(test.generated.rows.prefix(10)))]
        labels += ["trained on \(name)", "nearest of these"]
      }
    }
    report.table(
      [
        "G trained on", "distance of", "median to the nearest: generated", "test images",
        "nearer than 95 % of test images",
      ], rows)
    try report.figure(
      "nearest",
      ImageGrid(
        concatenate(pictures), columns: 10,
        caption:
          "Generated images, and under each the training image whose pixels are nearest. Not selected.",
        rowLabels: labels))
  }

  /// Trains new players on few images, so that there is something for the test to find.
  /// - Returns: their averaged generator.
  private func trainOnFew(_ images: Tensor, _ report: Report) throws -> MovingAverage<Sequential> {
    let random = run.random("copies training")
    let players = Players(learningRate: run[Self.learningRate], using: random)
    let average = MovingAverage(
      of: players.generator, in: makeGenerator(using: run.random("average")), decay: run[Self.averaging])
    let batches = Batches(
      count: images.shape[0], size: min(run[Self.batchSize], images.shape[0]), using: random,
      keepPartial: false)
    let loop = try report.loop(
      run[Self.fewIterations], named: "few images",
      every: Loop.interval(of: run[Self.fewIterations], rows: 100),
      state: players.state() + [("average", average.model), ("random", random), ("batches", batches)])
    while try loop.next() != nil {
      try loop.log(players.update(real: images.gathered(rows: batches.next()), random))
      average.update()
    }
    return average
  }
}
