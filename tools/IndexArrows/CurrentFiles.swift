/// What an index says about the files as they are now. A store keeps everything it was ever told, also about files that
/// have moved since and about builds with other flags.
struct CurrentFiles {
  /// The contents of each file, in the order of their paths.
  private(set) var occurrences: [(file: String, list: [IndexStore.Occurrence])] = []

  init(store: IndexStore, units: [IndexStore.Unit], tree: SourceTree) throws {
    var newest: [String: (seconds: Int64, record: IndexStore.Record)] = [:]
    var compiled: [String: Int64] = [:]
    for unit in units {
      if let file = tree.relative(unit.mainFile) { compiled[file] = max(compiled[file] ?? 0, unit.seconds) }
      for record in unit.records {
        guard let file = tree.relative(record.file) else { continue }
        if let other = newest[file], other.seconds >= unit.seconds { continue }
        newest[file] = (unit.seconds, record)
      }
    }
    for file in tree.files {
      if file.hasSuffix(".swift") { try Self.requireCurrent(file, compiled[file], tree) }
      if let record = newest[file]?.record { occurrences.append((file, store.occurrences(in: record))) }
    }
  }

  private static func requireCurrent(_ file: String, _ compiled: Int64?, _ tree: SourceTree) throws {
    if let compiled, compiled >= tree.secondsOfChange(of: file) { return }
    throw Failure(
      "\(file): needs an index of the file as it is now, found \(compiled == nil ? "none" : "an older one"); build, "
        + "then ask again", exitCode: 3)
  }
}
