import Foundation

/// Reading of many pictures: in parallel, in a fixed order, and with every damaged one named.
enum PictureFiles {
  /// The pictures of one part of a set, `folder` being the part's name, in the order of their paths.
  ///
  /// - Parameter count: Take only this many, spread evenly, so that a few portraits show many people even
  ///   where each has a folder; nil takes all.
  static func list(_ set: DataSet, _ folder: String, in location: URL, count: Int? = nil) -> [URL] {
    var all: [URL] = []
    for case .pictures(folder, let extensions, let deep) in set.parts {
      all += DataSet.pictures(in: location, folder, extensions, deep: deep)
    }
    guard let count, count < all.count else { return all }
    require(count >= 1, "\(set.name): needs at least one picture, not \(count)")
    return (0..<count).map { all[$0 * all.count / count] }
  }

  /// What `use` makes of each picture and its path, in the order of `files`.
  ///
  /// - Throws: The one error that there was, or else a `DataError` that names every file with one.
  static func read<Value: Sendable>(
    _ files: [URL], _ use: @Sendable (Image, String) throws -> Value
  ) throws -> [Value] {
    let results = attempt(files, use)
    let errors = results.compactMap { result -> (any Error)? in
      if case .failure(let error) = result { error } else { nil }
    }
    guard errors.count > 1 else { return try results.map { try $0.get() } }
    throw DataError(
      .corrupt, path: files[0].deletingLastPathComponent().relativePath,
      expected: "\(files.count) pictures that can be used",
      found: "\(errors.count) that cannot:\n" + errors.map { "  \($0)" }.joined(separator: "\n") + "\n",
      advice: "Replace or remove these files.")
  }

  /// The same, with a result or an error for each file.
  static func attempt<Value: Sendable>(
    _ files: [URL], _ use: @Sendable (Image, String) throws -> Value
  ) -> [Result<Value, any Error>] {
    [Result<Value, any Error>](unsafeUninitializedCapacity: files.count) { buffer, count in
      if let start = buffer.baseAddress {
        let results = Shared(start)
        Parallel.each(files.count) { index in
          let result = Result { try use(ImageFile.read(files[index]), files[index].relativePath) }
          (results.pointer + index).initialize(to: result)
        }
      }
      count = files.count
    }
  }
}
