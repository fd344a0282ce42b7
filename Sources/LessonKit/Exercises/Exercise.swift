import Foundation

/// An exercise: a folder `exercises/NN-name/` with the task, the file that a learner changes, the official solution,
/// plausible wrong answers, and the checks that tell them apart.
public struct Exercise: Sendable {
  public enum Kind: String, Codable, Sendable {
    /// The answer comes from a run.
    case investigate
    /// Marked lines of a program are changed.
    case modify
    /// A small part is written.
    case make
  }

  /// `04-energy`, also the name of the folder.
  public let name: String
  /// The chapter's number.
  public let chapter: Int
  /// Its place among the exercises of the chapter, from 1.
  public let place: Int
  public let title: String
  public let kind: Kind
  /// How long a learner takes.
  public let minutes: Int
  /// Markdown.
  public let task: String
  /// Markdown, to be given one at a time.
  public let hints: [String]
  public let folder: URL

  /// `4.2`
  public var number: String { "\(chapter).\(place)" }
  /// The file that the learner changes, as it is handed out.
  public var starter: URL { folder.appending(path: Self.fileName) }
  public var checks: URL { folder.appending(path: "Checks.swift") }

  public static let fileName = "Exercise.swift"

  /// The line by which a file says which exercise it is of.
  public var mark: String { "// exercise: \(name)" }

  /// The official solution, as the learner would have written it.
  /// - Throws: an error of the file system.
  public func solution() throws -> String {
    let text = try String(contentsOf: folder.appending(path: "Solution.swift"), encoding: .utf8)
    return text.replacing(/\bSolution\b/, with: "Exercise")
  }

  /// - Throws: ``ChapterError`` for a mistake in `exercise.md`.
  init(folder: URL, place: Int) throws {
    name = folder.lastPathComponent
    let path = "exercises/\(name)/exercise.md"
    func mistake(_ line: Int, _ message: String) -> ChapterError {
      ChapterError(.exerciseMalformed, file: path, line: line, message)
    }
    guard let match = name.wholeMatch(of: /([0-9]{2,})-[a-z0-9-]+/), let chapter = Int(match.output.1) else {
      throw mistake(1, "the folder's name has to be a chapter's number and a name, as in 04-energy")
    }
    let source = try ChapterSource(contentsOf: folder.appending(path: "exercise.md"), file: path)
    let lines = source.lines
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw mistake(1, "it begins with title, kind and minutes between two lines \"---\"")
    }
    var values: [String: String] = [:]
    for line in lines[1..<end] {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      if parts.count == 2 { values[parts[0]] = parts[1] }
    }
    guard let title = values["title"], let kind = values["kind"].flatMap(Kind.init),
      let minutes = values["minutes"].flatMap(Int.init)
    else {
      throw mistake(2, "expected title: TEXT, kind: investigate, modify or make, and minutes: NUMBER")
    }
    let parts = lines[(end + 1)...].split(separator: "<!-- hint -->", omittingEmptySubsequences: false)
      .map { $0.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }
    guard parts.count == 4, parts.allSatisfy({ !$0.isEmpty }) else {
      throw mistake(
        end + 2,
        "expected a task and three hints, each behind a line <!-- hint -->; found \(parts.count - 1) hints")
    }
    (self.chapter, self.place, self.folder) = (chapter, place, folder)
    (self.title, self.kind, self.minutes) = (title, kind, minutes)
    (task, hints) = (parts[0], Array(parts.dropFirst()))
  }
}

/// The exercises of the book.
public struct ExerciseList: Sendable {
  /// In the order of the chapters, and of the names within one.
  public let all: [Exercise]

  /// - Parameter repository: the folder that holds `exercises`.
  /// - Throws: ``ChapterError`` for the first mistake.
  public init(in repository: URL) throws {
    let root = repository.appending(path: "exercises", directoryHint: .isDirectory)
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).filter {
      FileManager.default.fileExists(atPath: root.appending(path: "\($0)/exercise.md").path)
    }.sorted()
    var places: [Substring: Int] = [:]
    all = try names.map { name in
      let chapter = name.prefix { $0 != "-" }
      places[chapter, default: 0] += 1
      return try Exercise(
        folder: root.appending(path: name, directoryHint: .isDirectory), place: places[chapter]!)
    }
  }

  public func exercises(of chapter: Chapter) -> [Exercise] { all.filter { $0.chapter == chapter.number } }

  /// The exercises that a word names: `4.2`, `04-energy`, `energy`, or all of the chapter `4` or `dcgan`.
  /// - Throws: `UsageError` with near misses.
  public func matching(_ word: String, in library: ChapterLibrary) throws -> [Exercise] {
    if let one = all.first(where: { $0.number == word || $0.name == word || $0.name.dropFirst(3) == word }) {
      return [one]
    }
    if let entry = try? library.entry(matching: word) {
      let found = all.filter { $0.chapter == entry.number }
      if found.isEmpty { throw UsageError("Chapter \(entry.number) has no exercises to check.") }
      return found
    }
    throw UsageError(
      "There is no exercise \"\(word)\".\(NearMiss.question(for: word, among: all.map(\.name))) Exercises: "
        + all.map { "\($0.number) \($0.name)" }.joined(separator: ", "))
  }
}
