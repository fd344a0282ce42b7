import Datasets
import Figures
import Foundation
import GANKit
import Judges
import LessonKit
import ReportFigures

// Training on faces: drawn ones, and then those of the data folder.

extension DCGANLesson {
  /// The part of the lesson's state that the trainings on faces change.
  var faceState: [(name: String, value: any Checkpointable)] { faceTrainings.flatMap(\.state) }

  func trainFaces(_ report: Report) throws {
    // Before any faces are in memory: the classifier draws some of its own.
    let classifier = try faceClassifier()
    for training in faceTrainings {
      let images = training.images(run)
      try report.figure(
        "\(training.name)-real",
        ImageGrid(
          try images.first(32), columns: 8,
          caption: "Training data: \(training.source.note)."))
      if training.name == faceTrainings[0].name { try showFaceNetworks(training, report) }
      let examination = try FaceExamination(training, images, classifier, run)
      let before = examination.examine(training).quality
      let history = try train(training, on: images, report)
      try showFaceLosses(history, training, report)
      let (faces, quality) = examination.examine(training)
      try report.figure(
        "\(training.name)-samples",
        ImageGrid(
          faces.rows(0..<64), columns: 8,
          caption: "After training on \(training.source.note). Not selected."))
      try showFaceQuality(training, untrained: before, trained: quality, real: examination.real, report)
      try report.samples("\(training.name)-generated", faces)
    }
  }

  /// The classifier that judges faces: trained once, then taken from the cache.
  func faceClassifier() throws -> FaceClassifier {
    try FaceClassifier.trained(cache: run.cacheFolder) { _ in try run.checkInterruption() }
  }

  // snippet.trainFaces
  private func train(_ training: FaceTraining, on images: PictureCollection, _ report: Report) throws
    -> History
  {
    let count = run[training.isDrawn ? Self.faceIterations : Self.photoIterations]
    let random = run.random("\(training.name) faces")
    let batches = Batches(
      count: images.count, size: min(run[Self.faceBatch], images.count), using: random, keepPartial: false)
    let fixedNoise = noise(16, using: run.random("fixed noise of faces"))
    let snapshots = Snapshots(at: Snapshots.evenMoments(run[Self.frames], of: count))
    let health = TrainingHealth(of: training.players)
    let loop = try report.loop(
      count, named: training.name, every: Loop.interval(of: count),
      state: [("random", random), ("batches", batches), ("snapshots", snapshots)], health: health)
    while let i = try loop.next() {
      if snapshots.isDue(i) { snapshots.append(training.faces(fixedNoise), step: i) }
      let real = try images.gathered(rows: batches.next())
      training.settle(Float(i) / Float(count))
      let losses = training.players.update(real: real, random)
      training.average.update()
      if health.isDue(i, of: count) {
        health.observe(training.players, step: i, real: real, run.random("health"))
      }
      try loop.log(losses, as: training.metric)
    }
    snapshots.append(training.faces(fixedNoise), step: count)
    // snippet.end
    try report.animation("\(training.name)-growing", Self.growth(snapshots, on: training.source.note))
    try report.samples("\(training.name)-last-snapshot", snapshots.images[snapshots.images.count - 1])
    return loop.history
  }

  /// The pictures of the same noise over the training, a frame for each snapshot.
  static func growth(_ snapshots: Snapshots, on data: String) -> Animation {
    Animation(snapshots, columns: 8, title: "The same noise during training", caption: "Trained on \(data).")
  }
}
