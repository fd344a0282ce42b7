import DataFolders
import Datasets
import Figures
import Foundation
import Pictures
import TerminalText

@testable import LessonKit

/// A figure whose bytes are its numbers.
struct DotFigure: Figure {
  let values: [Float]
  init(_ values: [Float]) { self.values = values }
  func png() throws -> Data { values.withUnsafeBytes { Data($0) } }
}

/// A folder of its own for one test, removed at its end.
final class ScratchFolder {
  let url: URL

  init() {
    url = FileManager.default.temporaryDirectory.appending(
      path: "lessonkit-\(UUID().uuidString)", directoryHint: .isDirectory)
    try! FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Every file below, with its content; hidden files left out.
  func files() throws -> [String: Data] {
    let walk = FileManager.default.enumerator(atPath: url.path)!
    var files: [String: Data] = [:]
    for case let path as String in walk
    where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path + "/" + path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: url.appending(path: path)) }
    }
    return files
  }
}

/// A flag that a test raises from within a lesson.
final class Flag: @unchecked Sendable {
  var isRaised = false
}

/// Collects what a run prints.
final class Transcript {
  var output = ""
  var errors = ""

  func narrator(detail: Narrator.Detail = .everything, terminal: Bool = false) -> Narrator {
    let place = Terminal(isTerminal: terminal, width: 80, colour: .auto, environment: [:])
    return Narrator(
      output: place, errors: place, detail: detail, writeOutput: { self.output += $0 },
      writeError: { self.errors += $0 })
  }
}

/// Runs the toy lesson into a folder.
struct ToyRun {
  let folder = ScratchFolder()
  let transcript = Transcript()
  let flag = Flag()

  static let chapter = try! Chapter(
    parsing: """
      ---
      number: 7
      slug: toy
      title: A walk
      question: Where does it end?
      objectives: [walk, look, count]
      prerequisites: []
      minutes: {reading: 1, quick: 0.1, standard: 1, full: 10}
      memory: 10 MB
      data: []
      references: [none]
      ---

      # A walk

      The introduction.

      <!-- step: look -->

      ## Look

      Text before looking.

      <!-- run -->

      Text after looking.

      <!-- step: walk -->

      ## Walk

      Text before walking.

      <!-- step: walk-back -->

      ## Walk back

      <!-- step: sum-up -->

      ## Sum up

      <!-- after steps -->

      The closing.
      """, url: URL(filePath: "/chapters/07-toy.md"), file: "chapters/07-toy.md")

  var request: RunRequest {
    var request = RunRequest(try! Settings(ToyLesson.settings, budget: .quick))
    request.seed = 5
    request.data = DataFolder(environment: [:], workingDirectory: folder.url)
    request.output = folder.url
    request.arguments = "run toy"
    let flag = flag
    request.isInterrupted = { flag.isRaised }
    return request
  }

  var runFolder: URL { request.output.appending(path: "07-toy", directoryHint: .isDirectory) }

  @discardableResult
  func execute(_ change: (inout RunRequest) -> Void = { _ in }) -> RunOutcome {
    var request = request
    change(&request)
    flag.isRaised = false
    return ChapterRun(Self.chapter, ToyLesson.self, request, transcript.narrator()).execute()
  }

  /// As `execute`, from within another run.
  func executeKeepingFlag() -> RunOutcome {
    ChapterRun(Self.chapter, ToyLesson.self, request, Transcript().narrator()).execute()
  }

  /// Calls `body` in an iteration of the step `walk`, or of one of the loops of `walk-back`, once.
  func at(_ iteration: Int, of loop: String = "", _ body: @escaping () -> Void) {
    let key = runFolder.path + (loop.isEmpty ? "" : "/" + loop)
    ToyHooks.set(key) { i in
      guard i == iteration else { return }
      ToyHooks.set(key, nil)
      body()
    }
  }

  func recordOnDisk() throws -> RunRecord { try RunRecord.read(runFolder.appending(path: "run.json"))! }

  /// Every file of the run.
  func files() throws -> [String: Data] {
    try Dictionary(
      uniqueKeysWithValues: folder.files().filter { $0.key.hasPrefix("07-toy/") }
        .map { (String($0.key.dropFirst("07-toy/".count)), $0.value) })
  }

  /// Files whose bits a resumed run must reproduce.
  func resultFiles() throws -> [String: Data] {
    try folder.files().filter { $0.key.hasPrefix("07-toy/") && !$0.key.hasSuffix("run.json") }
  }
}

extension RunRequest {
  /// The toy lesson's settings, changed.
  mutating func set(_ overrides: String..., budget: Budget = .quick) {
    settings = try! Settings(ToyLesson.settings, budget: budget, overrides: overrides)
  }
}

/// What tests do in the middle of a toy lesson, by the run's folder: tests run side by side.
enum ToyHooks {
  private static let lock = NSLock()
  nonisolated(unsafe) private static var hooks: [String: (Int) -> Void] = [:]

  static func set(_ key: String, _ body: ((Int) -> Void)?) { lock.withLock { hooks[key] = body } }

  static func call(_ key: String, _ iteration: Int) { lock.withLock { hooks[key] }?(iteration) }
}
