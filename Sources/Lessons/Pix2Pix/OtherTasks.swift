import Figures
import GANKit
import LessonKit

// The same network, other tasks: three kinds of pairs that a program makes from the photos alone.

extension Pix2PixLesson {
  func showOtherTasks(_ report: Report) throws {
    let segmenter = try trainedSegmenter()
    let results = try report.sideBySide(OtherTask.all) { try result(of: $0, segmenter, $1) }
    report.table(
      ["mean absolute error", "simple answer", "its error", "G's", "G's, known put back"],
      results.map { result in
        [result.task.name, result.task.simpleAnswer]
          + [result.simple, result.drawn, result.restored].map { format($0.distance, 3) }
      })
    report.table(
      ["the judge reads right", "simple answer", "G, known put back", "photos"],
      results.map { result in
        [result.task.name]
          + [result.simple, result.restored, result.real].map { format($0.accuracy, 3) }
      })
    try show(results, report)
  }

  /// Trains new players on the task's pairs, all tasks alike, and measures what they make of the test inputs.
  private func result(of task: OtherTask, _ segmenter: Segmenter, _ report: Report) throws -> TaskResult {
    let pairs = pictures.pairs(for: task, using: run.random("\(task.key) inputs"))
    let healthy = Variant(name: task.name, key: task.key, loss: GeneratorLoss(lambda: run[Self.lambda]))
    let (players, _) = try train(
      healthy, on: pairs, iterations: run[Self.taskIterations], stream: "other-tasks", report)
    let drawn = players.generator.translations(
      of: pairs.testInputs, noise: run.random("other-tasks translations"))
    let restored = task.putBack(pairs.testInputs, into: drawn)
    func quality(_ photos: Tensor) -> Quality {
      Quality(
        of: photos, targets: pairs.testTargets,
        accuracy: segmenter.accuracy(of: photos, maps: pictures.testMaps))
    }
    let result = TaskResult(
      task: task, inputs: pairs.testInputs, outputs: restored, simple: quality(task.simpleAnswer(to: pairs)),
      drawn: quality(drawn), restored: quality(restored), real: quality(pairs.testTargets))
    report.metric("\(task.key)Simple", result.simple.distance)
    report.metric("\(task.key)Drawn", result.drawn.distance)
    report.metric("\(task.key)Restored", result.restored.distance)
    report.metric("\(task.key)SimpleAccuracy", result.simple.accuracy)
    report.metric("\(task.key)Accuracy", result.restored.accuracy)
    report.metric("\(task.key)SharpnessRatio", result.restored.sharpness / result.real.sharpness)
    return result
  }

  private func show(_ results: [TaskResult], _ report: Report) throws {
    let rows = pictures.examples(5)
    let images = results.flatMap { [$0.inputs, $0.outputs] } + [pictures.testPhotos]
    try report.figure(
      "tasks",
      ImageGrid(
        concatenate(images.map { $0.gathered(rows: rows) }), columns: rows.count, scale: pictures.scale,
        caption:
          "After \(run[Self.taskIterations]) iterations for each task. Test photos of \(pictures.source.note), "
          + "spread evenly over the set. None was selected.",
        rowLabels: results.flatMap { ["\($0.task.name): input", "output"] } + ["photo"]))
  }
}

/// What became of a task on the test inputs.
private struct TaskResult {
  let task: OtherTask
  let inputs: Tensor
  /// G's, with what the inputs say put back.
  let outputs: Tensor
  let simple, drawn, restored, real: Quality
}
