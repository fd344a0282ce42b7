import ReportFigures
import WebPages
import Foundation
import TestSupport

@testable import WebServer
@testable import LessonKit

/// A book of two small chapters whose runs are shell commands, and a server for it.
final class SampleBook {
  let place: TemporaryFolder
  let server: BookServer
  let port: UInt16
  static let token = "0123456789abcdef"

  var output: URL { place.url.appending(path: "output", directoryHint: .isDirectory) }

  /// - Parameters:
  ///   - address: as `--host` gives it.
  ///   - script: what a run does, as a shell understands it; the order's `only` is `$1`.
  init(_ limits: Limits = Limits(), address: String? = nil, script: String = "exit 0") throws {
    place = try TemporaryFolder()
    let text = place.url.appending(path: "chapters", directoryHint: .isDirectory)
    let output = place.url.appending(path: "output", directoryHint: .isDirectory)
    for folder in [text, output] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    for number in 1...2 {
      try Data(Self.chapter(number).utf8).write(to: text.appending(path: "0\(number)-walk-\(number).md"))
    }
    let book = LiveBook(
      output: output, text: [text],
      read: {
        let library = try ChapterLibrary(folder: text)
        return LiveBook.Edition(
          chapters: try library.entries.map(library.chapter).map { chapter in
            let folder = chapter.outputFolder(in: output)
            let record = (try? RunRecord.read(folder.appending(path: "run.json"))) ?? nil
            return BookChapter(
              chapter,
              state: ChapterState(
                record, stepIDs: chapter.steps.map(\.id), code: nil, data: nil, folder: folder),
              runFolder: folder, referenceMetrics: [:], settings: Self.settings,
              answers: LockedAnswers(of: chapter, in: output).answers(
                to: chapter.predictions),
              command: "learn run \(chapter.number)")
          })
      },
      prepare: { order in
        let library = try ChapterLibrary(folder: text)
        let chapter = try library.chapter(matching: order.chapter)
        let overrides = (order.settings ?? [:]).map { "\($0)=\($1)" }
        var request = RunRequest(try Settings(Self.settings, budget: .quick, overrides: overrides))
        request.output = output
        request.selection = order.only.map(StepSelection.only) ?? .all
        return PreparedRun(
          program: "/bin/sh", arguments: ["-c", script, "sh", output.path],
          command: "learn run \(order.chapter)",
          preview: try RunPreview(chapter, request))
      },
      runs: { name in
        let library = try ChapterLibrary(folder: text)
        return KeptRuns(output: output).all(of: try library.chapter(matching: name)).map {
          ListedRun($0, settings: Self.settings)
        }
      },
      compare: { name, first, second in
        let library = try ChapterLibrary(folder: text)
        let chapter = try library.chapter(matching: name)
        let runs = KeptRuns(output: output)
        return RunComparison(
          try ComparedRun(runs.find(first, of: chapter)), try ComparedRun(runs.find(second, of: chapter)),
          chapter: chapter.slug)
      })
    server = try BookServer(book, address: address, port: 0, limits: limits, token: Self.token)
    server.start()
    port = server.port
  }

  deinit { server.stop() }

  private static let settings: [any AnySetting] = [
    Setting("rate", 0.5, in: 0.0...1.0, "how fast"), Setting("count", 3, in: 1...10, "how often"),
  ]

  static func chapter(_ number: Int) -> String {
    """
    ---
    number: \(number)
    slug: walk-\(number)
    title: Walk \(number)
    question: Where to?
    objectives: [walk]
    prerequisites: []
    minutes: {reading: 1, quick: 0.1, standard: 1, full: 10}
    memory: 10 MB
    data: []
    references: [none]
    ---

    # Walk \(number)

    The introduction.

    <!-- step: look -->

    ## Look

    Before.

    <!-- predict: far -->

    **Predict.** How far?

    1. Near.
    2. Far.

    <!-- run -->

    After.

    <!-- answer: far 2 when look.distance > 1 -->

    **Answer: 2.**

    1. Farther.
    2. Right.

    <!-- step: walk -->

    ## Walk
    """
  }

  /// Puts a file below the output folder.
  @discardableResult
  func write(_ path: String, _ bytes: Data) throws -> URL {
    let file = output.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
    return file
  }

  /// Puts a run with a figure and a log below the output folder.
  func writeRun(_ folder: String, seed: UInt64, distance: Double) throws {
    let settings = try Settings(Self.settings, budget: .quick)
    var record = RunRecord(
      chapter: "walk-1", number: 1, title: "Walk 1", budget: .quick, seed: seed, threads: 1, engine: "direct",
      settings: settings.scalars, steps: ["look", "walk"].map(StepRecord.init), command: "run walk-1",
      build: "")
    record.status = .done
    for index in record.steps.indices { record.steps[index].status = .done }
    record.steps[1].metrics = ["distance": distance]
    record.steps[1].figures = ["figures/walk-path.svg"]
    try write("\(folder)/run.json", record.encoded())
    try write("\(folder)/figures/walk-path.svg", Data(#"<svg width="20pt" height="10pt"></svg>"#.utf8))
    try write(
      "\(folder)/metrics.csv", Data("step,loop,iteration,lossD\nwalk,1,0,2\nwalk,1,10,\(distance)\n".utf8))
  }

  func get(_ target: String, headers: [String: String] = [:]) throws -> RawClient.Answer {
    try RawClient.get(target, port: port, headers: headers)
  }

  func post(
    _ target: String, _ body: String, headers: [String: String] = ["X-Live-Token": SampleBook.token]
  ) throws -> RawClient.Answer {
    try RawClient.post(target, body, port: port, headers: headers)
  }

  /// The runs that the server knows.
  func jobs() throws -> [[String: Any]] {
    let state = try JSONSerialization.jsonObject(with: get("/live/state").bytes) as? [String: Any]
    return state?["jobs"] as? [[String: Any]] ?? []
  }

  func states() throws -> [String] { try jobs().compactMap { $0["state"] as? String } }
}
