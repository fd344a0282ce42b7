/// The keys of what a run writes into the metadata of its checkpoints.
enum CheckpointKey {
  /// The version of the format; missing in the files of earlier versions.
  static let schema = "schema"
  static let (chapter, step, budget, seed) = ("chapter", "step", "budget", "seed")
  /// How many iterations are done; only in a loop that is not finished.
  static let completed = "completed"
}
