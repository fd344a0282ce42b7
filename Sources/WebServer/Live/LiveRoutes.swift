import WebPages
import Foundation
import LessonKit
import Synchronization

/// What is answered to which address.
///
/// ```
/// GET  /                       the contents           GET  /03-vanilla-gan.html, /assets/…, /figures/…, /runs/…
/// GET  /live/events            what changes, as server-sent events
/// GET  /live/state             the same once          GET  /live/metrics/<chapter>/<step>
/// GET  /live/controls/<chapter>, /live/runs/<chapter>
/// GET  /compare.html?…         two runs side by side; their pictures below /live/compare/
/// POST /live/plan, /live/run   an order               POST /live/stop, /live/cancel
/// POST /live/predict           an answer, which stays
/// POST /live/exercise          the task of an exercise, a check, a hint
/// ```
struct LiveRoutes: Sendable {
  let access: Access
  let shelf: Shelf
  let queue: RunQueue
  let watcher: RunWatcher
  let hub: EventHub
  let prepare: @Sendable (RunOrder) throws -> PreparedRun
  let runs: @Sendable (_ chapter: String) throws -> [ListedRun]
  let comparisons: Comparisons
  private let exercise: (@Sendable (ExerciseOrder) throws -> ExerciseView)?
  /// The folder of the runs.
  private let output: URL
  private let series = SeriesCache()
  /// Browsers ask again whether what they keep is still right; answers of a server before this one are not.
  private let instance = Access.newToken().prefix(8)

  init(
    access: Access, shelf: Shelf, queue: RunQueue, watcher: RunWatcher, hub: EventHub, book: LiveBook
  ) {
    (self.access, self.shelf, self.queue, self.watcher, self.hub) = (access, shelf, queue, watcher, hub)
    (prepare, runs, output) = (book.prepare, book.runs, book.output)
    exercise = book.exercise
    comparisons = Comparisons(shelf, make: book.compare)
  }

  func respond(to request: Request) -> Response {
    do {
      try access.checkHost(request)
      if let answer = access.answerToLink(request) { return answer }
      switch request.method {
      case "GET", "HEAD": return try get(request)
      case "POST":
        try access.checkChange(request)
        return try change(request)
      default: throw Problem(405, "The book is read with GET and changed with POST.")
      }
    } catch let problem as Problem {
      return Response(problem)
    } catch {
      // A mistake in a chapter's text, with its line.
      return Response(Problem(500, "\(error)"))
    }
  }

  // MARK: - Reading

  private func get(_ request: Request) throws -> Response {
    let path = request.path
    switch path.first {
    case "live": return try live(path)
    case "runs" where path.count == 3, "figures" where path.count == 3:
      guard let (bytes, tag) = try shelf.figure(path) else { throw Problem.notFound }
      return answer(request, bytes, type: Self.type(of: path[2]), tag: tag)
    default:
      let address = path.isEmpty ? "index.html" : path.joined(separator: "/")
      let isOwner = access.isOwner(request)
      let reader = isOwner ? Shelf.Reader.owner(token: access.token) : .reader
      if path == ["compare.html"] {
        return Response(try comparisons.page(request.query, for: reader), type: Self.type(of: address))
      }
      guard let (bytes, tag) = try shelf.file(address, for: reader) else { throw Problem.notFound }
      return answer(request, bytes, type: Self.type(of: address), tag: (isOwner ? "o-" : "r-") + tag)
    }
  }

  private func answer(_ request: Request, _ bytes: Data, type: String, tag: String) -> Response {
    let tag = "\"\(instance)-\(tag)\""
    let isKept = request["if-none-match"] == tag
    var response = Response(isKept ? Data() : bytes, type: type, status: isKept ? 304 : 200)
    response.headers += [("ETag", tag), ("Cache-Control", "no-cache"), ("Vary", "Cookie")]
    return response
  }

  private func live(_ path: [String]) throws -> Response {
    switch (path.count, path.count > 1 ? path[1] : "") {
    case (2, "events"):
      return Response(stream: { [hub, watcher] write in try hub.serve(write, first: watcher.events) })
    case (2, "state"): return Response(json: try watcher.state())
    case (3, "controls"): return Response(json: ChapterControls(try chapter(path[2])))
    case (3, "runs"): return Response(json: try runs(try chapter(path[2]).name))
    case (7, "compare"):
      let picture = try comparisons.picture(Array(path[2...]))
      return Response(picture.bytes, type: Self.type(of: picture.name))
    case (4, "metrics"):
      let chapter = try chapter(path[2])
      return Response(json: series.series(of: path[3], in: chapter.runFolder))
    default: throw Problem.notFound
    }
  }

  private func chapter(_ name: String) throws -> BookChapter {
    guard let chapter = try shelf.edition().book.chapters.first(where: { $0.name == name }) else {
      throw Problem(404, "There is no chapter of this name.")
    }
    return chapter
  }

  private static func type(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "png": "image/png"
    case "svg": "image/svg+xml"
    default: "application/octet-stream"
    }
  }

  // MARK: - Changing

  private struct StopOrder: Decodable {
    var chapter: String
  }

  /// What a reader predicts, as typed.
  private struct Answer: Decodable {
    var chapter, prediction, answer: String
  }

  private struct CancelOrder: Decodable {
    var job: Int
  }

  /// What a run would do, before it is asked for.
  private struct Plan: Encodable {
    var command: String
    var preview: RunPreview
    /// About how long it would take.
    var time: String?
  }

  private func change(_ request: Request) throws -> Response {
    guard request.path.first == "live", request.path.count == 2 else { throw Problem.notFound }
    switch request.path[1] {
    case "plan":
      let order: RunOrder = try order(request)
      let run = try prepared(order)
      return Response(
        json: Plan(command: run.command, preview: run.preview, time: try time(of: run, order)))
    case "run":
      let order: RunOrder = try order(request)
      let job = try queue.add(try prepared(order), chapter: try chapter(order.chapter).name)
      watcher.look()
      return Response(json: job, status: 202)
    case "stop":
      let order: StopOrder = try order(request)
      let chapter = try chapter(order.chapter)
      try queue.stop(chapter: chapter.name, folder: chapter.runFolder)
      return Response(json: ["stopping": chapter.name], status: 202)
    case "predict":
      let order: Answer = try order(request)
      return Response(json: try lock(order))
    case "exercise":
      let order: ExerciseOrder = try order(request)
      return Response(json: try perform(order))
    case "cancel":
      let order: CancelOrder = try order(request)
      try queue.cancel(order.job)
      watcher.look()
      return Response(json: ["cancelled": order.job])
    default: throw Problem.notFound
    }
  }

  private func perform(_ order: ExerciseOrder) throws -> ExerciseView {
    guard let exercise else {
      throw Problem(
        403,
        "What is written on a page is run only if the book is served on this machine alone. Use the commands."
      )
    }
    do {
      return try exercise(order)
    } catch let error as UsageError {
      throw Problem(409, "\(error)")
    }
  }

  private func lock(_ order: Answer) throws -> LockedAnswer {
    let chapter = try chapter(order.chapter)
    guard
      let prediction = chapter.chapter.predictions.first(where: {
        $0.id == order.prediction
      })
    else { throw Problem(404, "The chapter has no prediction of this name. Load the page again.") }
    do {
      let answer = try prediction.answer(typed: order.answer)
      return try LockedAnswers(of: chapter.chapter, in: output).lock(
        LockedAnswer(
          chapter: chapter.chapter.slug, step: prediction.step, prediction: prediction.id, answer: answer,
          words: prediction.words(for: answer), question: prediction.fingerprint, time: Date(),
          afterRun: chapter.results[prediction.step]?.ran ?? false),
        to: prediction)
    } catch let error as UsageError {
      throw Problem(409, "\(error)")
    }
  }

  private func order<Order: Decodable>(_ request: Request) throws -> Order {
    do {
      return try JSONDecoder().decode(Order.self, from: request.body)
    } catch {
      throw Problem(400, "The order cannot be read.")
    }
  }

  private func prepared(_ order: RunOrder) throws -> PreparedRun {
    do {
      return try prepare(order)
    } catch let problem as Problem {
      throw problem
    } catch {
      // A setting out of range, a step that was never run: the message says what to do.
      throw Problem(409, "\(error)")
    }
  }

  /// From the latest run where that was of the same budget, else from what the chapter says of a whole run.
  private func time(of run: PreparedRun, _ order: RunOrder) throws -> String? {
    let chapter = try chapter(order.chapter)
    let record = chapter.state.record
    let budget =
      order.resume == true ? record?.budget : order.budget.flatMap(Budget.init(rawValue:)) ?? .standard
    let seconds = run.preview.steps.map { step in
      record?.steps.first { $0.id == step && $0.ran }?.seconds
    }
    if record?.budget == budget, !seconds.contains(nil) {
      return Wording.duration(seconds.reduce(0) { $0 + $1! })
    }
    guard let whole = budget.flatMap({ chapter.times.time(of: chapter.chapter, at: $0) }) else { return nil }
    let isWhole = run.preview.steps.count == chapter.chapter.steps.count
    return (isWhole ? "" : "at most ") + Wording.minutes(whole.minutes)
  }
}

/// The curves of steps, read when `metrics.csv` has changed and not for every page that asks.
private final class SeriesCache: Sendable {
  private struct Key: Hashable {
    var folder, step: String
  }

  private let kept = Mutex<[Key: (stamp: FileStamp, series: LossSeries)]>([:])

  func series(of step: String, in folder: URL) -> LossSeries {
    let file = folder.appending(path: "metrics.csv")
    let key = Key(folder: folder.path, step: step)
    let stamp = FileStamp(file)
    if let known = kept.withLock({ $0[key] }), known.stamp == stamp { return known.series }
    let series = LossSeries(MetricsFile(reading: file), step: step)
    if let stamp {
      kept.withLock { kept in
        if kept.count > 100 { kept = [:] }
        kept[key] = (stamp, series)
      }
    }
    return series
  }
}
