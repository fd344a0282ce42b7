extension Random: Checkpointable {
  public func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[integers: name] = [state.key, state.position]
  }

  public func load(from checkpoint: Checkpoint, as name: String) throws {
    let words = try checkpoint.integers(named: name, count: 2)
    state = (words[0], words[1])
  }
}
