import Datasets
import Files
import Foundation
import GANKit
import Pictures

extension PictureSet {
  /// Makes the set and its reports, `reports/NAME.md` and `.png` in the data folder: all of it or nothing.
  ///
  /// - Parameters:
  ///   - advice: what the report ends with.
  ///   - progress: is told how many of how many pictures are done; what it throws ends the work.
  /// - Returns: the report.
  /// - Throws: ``PlaceTaken`` if the set cannot go there; `DataError` if no picture can be used, too few are there to be
  ///   split, or any cannot be used and the set is strict; `FileError`.
  public func make(
    advice: (SetReport) throws -> SetAdvice = { _ in SetAdvice() },
    progress: (Int, Int) throws -> Void = { _, _ in }
  ) throws -> SetReport {
    let place = SetPlace(self)
    return try place.write { folders in
      var report = SetReport(self, place)
      let files = try fill(folders, &report, progress)
      let advice = try advice(report)
      (report.advice, report.next) = (advice.sentences, advice.next)
      let sheet = try PNG.encode(ContactSheet.image(of: files))
      return (report, Data(report.markdown().utf8), sheet)
    }
  }

  /// A picture that was made and is waiting for its place.
  private struct Waiting {
    let entry: Entry
    let file: URL
    let facts: [PictureFacts]
  }

  /// - Returns: the set's files, in the order of parts and names.
  private func fill(
    _ folders: [URL], _ report: inout SetReport, _ progress: (Int, Int) throws -> Void
  ) throws -> [URL] {
    let waitingRoom = folders[0].inside(".made")
    try Folder.make(waitingRoom)
    let count = collections.map(\.entries.count).reduce(0, +)
    var failures = problems
    var waiting: [[Waiting]] = []
    var done = 0
    for collection in collections {
      let (before, entries) = (done, collection.entries)
      let file = { @Sendable (index: Int) in
        waitingRoom.appending(path: "\(before + index)", directoryHint: .notDirectory)
      }
      let results = try make(entries, into: file) { try progress(before + $0, count) }
      done += entries.count
      var made: [Waiting] = []
      for (index, result) in results.enumerated() {
        switch result {
        case .success(let picture):
          made.append(Waiting(entry: entries[index], file: file(index), facts: picture.facts))
        case .failure(let error): failures.append(error)
        }
      }
      waiting.append(made)
    }
    report.unusable = failures.map { "\($0)" }
    if options.isStrict, !failures.isEmpty { throw unusable(failures) }
    guard !waiting.contains(where: \.isEmpty) else { throw unusable(failures) }

    var files: [URL] = []
    for (collection, made) in zip(collections, waiting) {
      files += try settle(try different(made, &report), of: collection, in: folders, &report)
    }
    try FileManager.default.removeItem(at: waitingRoom)
    return files
  }

  /// All but those that equal an earlier one.
  private func different(_ made: [Waiting], _ report: inout SetReport) throws -> [Waiting] {
    let equal = Dictionary(grouping: made.indices) { made[$0].facts.map(\.digest) }.values
      .filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    report.duplicates += equal.map { $0.map { made[$0].entry.label } }
    guard !options.keepsDuplicates else { return made }
    let surplus = Set(equal.flatMap { $0.dropFirst() })
    for index in surplus {
      guard unlink(made[index].file.path) == 0 else { throw FileError(.write, made[index].file, code: errno) }
    }
    return made.indices.filter { !surplus.contains($0) }.map { made[$0] }
  }

  /// Splits the pictures of a collection and moves them to their places.
  private func settle(
    _ made: [Waiting], of collection: Collection, in folders: [URL], _ report: inout SetReport
  ) throws -> [URL] {
    let alike = NearDuplicates.groups(made.map { $0.facts[0].look })
    report.lookAlikes += alike.map { $0.map { made[$0].entry.label } }
    report.add(made.map(\.facts), labels: made.map(\.entry.label))

    var sides = TestSplit.Sides(isTest: made.map { _ in false })
    if collection.testing != nil {
      guard made.count >= 2 else {
        throw DataError(
          .incompleteSet, path: sources.map(\.relativePath).joined(separator: " and "),
          expected: "at least two different pictures, one to train on and one to test on", found: "1",
          advice: "Add pictures.")
      }
      sides = options.split.sides(of: made.map(\.entry.name), alike: alike)
      report.movedToTraining += sides.moved.map { made[$0].entry.label }
      report.isMixed = report.isMixed || sides.isMixed
    }
    var files: [URL] = []
    for (part, isTest) in [(collection.training, false), (collection.testing, true)] {
      guard let part else { continue }
      let folder = folders[part.folder].inside(part.path)
      let chosen = made.indices.filter { sides.isTest[$0] == isTest }
      for index in chosen {
        let file = folder.appending(path: made[index].entry.file, directoryHint: .notDirectory)
        try Folder.make(file.deletingLastPathComponent())
        // Where upper and lower case are the same to the disk, one picture would replace another.
        guard !FileManager.default.fileExists(atPath: file.path) else {
          throw DataError(
            .sameName, path: made[index].entry.label,
            expected: "a name of its own, whatever the case of its letters",
            found: "another picture called \(file.lastPathComponent)", advice: "Rename one of the two.")
        }
        guard rename(made[index].file.path, file.path) == 0 else {
          throw FileError(.write, file, code: errno)
        }
        files.append(file)
      }
      report.parts.append(
        SetReport.Part(
          folder: self.folders[part.folder].inside(part.path).relativePath, count: chosen.count,
          isTest: isTest))
    }
    return files
  }

  /// The error for a set of which nothing can be used, or not all that should be.
  private func unusable(_ failures: [DataError]) -> DataError {
    if failures.count == 1 { return failures[0] }
    return DataError(
      .corrupt, path: sources.map(\.relativePath).joined(separator: " and "),
      expected: options.isStrict
        ? "pictures that can all be used, as --strict asks" : "pictures that can be used",
      found: "\(failures.count) that cannot:\n" + failures.map { "  \($0)" }.joined(separator: "\n") + "\n",
      advice: "Replace or remove these files.")
  }
}
