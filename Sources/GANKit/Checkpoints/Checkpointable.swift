/// Something whose state can be written to a checkpoint and restored from it, bit for bit.
public protocol Checkpointable {
  /// Adds this state under `name`, and under names that begin with `name.`.
  func save(to checkpoint: inout Checkpoint, as name: String)
  /// Restores the state saved under `name`.
  ///
  /// - Throws: `CheckpointError` if an entry is missing or has another shape; the state is then unchanged.
  func load(from checkpoint: Checkpoint, as name: String) throws
}
