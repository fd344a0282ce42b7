import Foundation
import GANKit

/// The weights that `--weights` names.
extension ChapterRun {
  /// The file, found to be one of this chapter's or of PyTorch's; nil if the networks start from random weights.
  /// - Throws: `UnsuitableWeights`.
  func weightsFile(_ folder: RunFolder, _ requested: RequestedSteps) throws -> WeightsFile? {
    guard let path = request.weights else { return nil }
    var file = URL(filePath: path)
    // A run that began from the run that was in this folder goes on: what it began from has moved.
    let isSame = requested.goesOn && requested.record?.weights?.path == path
    if isSame, folder.contains(file), folder.exists(RunFolder.startingWeights) {
      file = folder.file(RunFolder.startingWeights)
    }
    return try WeightsFile(path, at: file, chapter: chapter, declared: lessonType.settings)
  }

  /// Gives the lesson's networks the weights of a file.
  /// - Returns: the weights, under the names of the lesson's state.
  /// - Throws: `UnsuitableWeights` with everything that does not fit; `UsageError` if the lesson has no such networks.
  func start(_ lesson: any Lesson, from file: WeightsFile, _ run: Run) throws -> Checkpoint {
    let networks = lesson.startingNetworks
    guard !networks.isEmpty else {
      throw UsageError(
        "\(chapter.called) has no network that can start from the weights of a file. Leave --weights out.")
    }
    let weights = try StartingWeights(file, for: networks, stepIDs: lessonType.stepIDs)
    var (record, loaded) = try weights.load()
    run.weights = record
    loaded.metadata = [
      CheckpointKey.schema: "\(RunRecord.currentSchema)", CheckpointKey.chapter: chapter.slug,
    ]
    narrator.sentence(weights.text(record))
    return loaded
  }
}
