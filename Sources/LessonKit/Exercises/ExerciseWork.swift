import Files
import Foundation

/// A learner's work on one exercise: the file and what became of it, below the output folder in
/// `exercises/NN-name/`.
public struct ExerciseWork: Sendable {
  /// What is kept in `state.json`.
  public struct State: Codable, Equatable, Sendable {
    public var schema = 1
    public var exercise: String
    public var attempts = 0
    /// How many hints were given.
    public var hints = 0
    /// When it passed first; missing if it has not.
    public var passed: Date?
    /// Whether the official solution was shown before that.
    public var sawSolution = false
  }

  public let exercise: Exercise
  public let folder: URL

  /// The file that the learner changes.
  public var file: URL { folder.appending(path: Exercise.fileName) }
  private var stateFile: URL { folder.appending(path: "state.json") }

  public init(on exercise: Exercise, in output: URL) {
    self.exercise = exercise
    folder = output.appending(path: "exercises/\(exercise.name)", directoryHint: .isDirectory)
  }

  public var hasFile: Bool { FileManager.default.fileExists(atPath: file.path) }

  /// What is known; a file that cannot be read counts as nothing known.
  public var state: State {
    (try? JSONFile.read(State.self, from: stateFile)) ?? State(exercise: exercise.name)
  }

  /// - Throws: `FileError`.
  public func update(_ change: (inout State) -> Void) throws {
    var state = state
    change(&state)
    try JSONFile.write(state, to: stateFile)
  }

  /// Puts the file there if it is not.
  /// - Returns: whether it did.
  /// - Throws: `FileError`.
  public func begin() throws -> Bool {
    if hasFile { return false }
    try Folder.make(folder)
    try AtomicFile.write(try Data(contentsOf: exercise.starter), to: file)
    return true
  }

  /// Takes what a learner has written.
  /// - Throws: `FileError`.
  public func write(_ text: String) throws { try AtomicFile.write(Data(text.utf8), to: file) }

  /// Puts the file back as it was handed out; the learner's stays beside it.
  /// - Returns: the copy of the learner's file; nil if there was none, or if it was unchanged.
  /// - Throws: `FileError`.
  public func reset() throws -> URL? {
    let starter = try Data(contentsOf: exercise.starter)
    var copy: URL?
    if let own = try? Data(contentsOf: file), own != starter {
      let taken = Set((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      let name = (1...).lazy.map { "Exercise-\($0).swift.bak" }.first { !taken.contains($0) }!
      copy = folder.appending(path: name)
      try AtomicFile.write(own, to: copy!)
    }
    try Folder.make(folder)
    try AtomicFile.write(starter, to: file)
    return copy
  }

  /// Why the file need not be built: it is missing, as it was handed out, or one of another exercise; nil if it can be.
  public func objection() -> String? {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      return "There is no \(file.relativePath) yet."
    }
    let starter = (try? String(contentsOf: exercise.starter, encoding: .utf8)) ?? ""
    func code(_ text: String) -> [Substring] {
      text.split(whereSeparator: \.isNewline).filter {
        let line = $0.drop(while: \.isWhitespace)
        return !line.isEmpty && !line.hasPrefix("//")
      }
    }
    guard text.contains(exercise.mark) else {
      let other = text.firstMatch(of: /\/\/ exercise: (\S+)/).map { " It is one of \($0.output.1)." } ?? ""
      return "This is not the file of this exercise: its first line is no \"\(exercise.mark)\".\(other)"
    }
    return code(text) == code(starter) ? "Nothing has been changed yet." : nil
  }
}
