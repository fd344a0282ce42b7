import DataFolders
import Files
import Foundation
import GANKit
import Pictures

/// Reads many pictures: in parallel, in a fixed order, and with every damaged one named.
enum PictureFiles {
  /// The pictures of one part of a set, and the files beside them that cannot be used.
  struct Part {
    /// The set's folder.
    let location: URL
    /// The folder of this part.
    let root: URL
    /// The paths of the pictures inside the root, in their order.
    var paths: [String]
    let problems: [DataError]

    var count: Int { paths.count }
    var files: [URL] { paths.map(file) }

    /// The error that keeps the pictures from being used, if there are files that cannot be used.
    var problem: (any Error)? { DataError.together(problems, in: location, among: count) }

    /// The pictures with these numbers, and nothing about other files.
    func rows(_ rows: [Int]) -> Part {
      Part(location: location, root: root, paths: rows.map { paths[$0] }, problems: [])
    }

    private func file(_ path: String) -> URL { root.appending(path: path, directoryHint: .notDirectory) }
  }

  /// The pictures of the part of a set in `folder`.
  ///
  /// - Parameter count: Take only this many, evenly spread, so that a few portraits show many people even if
  ///   each person has a folder; nil takes all.
  static func list(_ set: DataSet, _ folder: String, in location: URL, count: Int? = nil) -> Part {
    let isDeep = set.parts.contains(.pictures(folder: folder, deep: true))
    let found = PictureSearch(in: location.inside(folder), deep: isDeep)
    var part = Part(
      location: location, root: found.root, paths: found.files.map(\.path), problems: found.problems)
    guard let count, count < part.count else { return part }
    require(count >= 1, "\(set.name): needs at least one picture, not \(count)")
    part.paths = PictureCollection.spread(count, over: part.count).map { part.paths[$0] }
    return part
  }

  /// The results of `use` for each picture and its path, in the order of the files.
  ///
  /// - Throws: The error, if there is just one; otherwise a `DataError` that names every file with an error.
  static func read<Value: Sendable>(
    _ part: Part, _ use: @Sendable (Image, String) throws -> Value
  ) throws -> [Value] {
    let results = attempt(part.files, use)
    let errors = results.compactMap { result -> (any Error)? in
      if case .failure(let error) = result { error } else { nil }
    }
    let all = part.problems + errors
    if let error = DataError.together(all, in: part.location, among: part.count) { throw error }
    return try results.map { try $0.get() }
  }

  /// The same, with a result or an error for each file.
  static func attempt<Value: Sendable>(
    _ files: [URL], _ use: @Sendable (Image, String) throws -> Value
  ) -> [Result<Value, any Error>] {
    [Result<Value, any Error>](unsafeUninitializedCapacity: files.count) { buffer, count in
      if let start = buffer.baseAddress {
        let results = Shared(start)
        Parallel.each(files.count) { index in
          let result = Result { try read(files[index], use) }
          (results.pointer + index).initialize(to: result)
        }
      }
      count = files.count
    }
  }

  private static func read<Value>(_ file: URL, _ use: (Image, String) throws -> Value) throws -> Value {
    do {
      let (content, name) = (try ImageFile.content(of: file), file.relativePath)
      return try PixelBudget.shared.spend(ImageFile.announcedPixels(content)) {
        try use(ImageFile.decode(content, name: name), name)
      }
    } catch let error as FileError {
      throw DataError(error)
    }
  }
}
