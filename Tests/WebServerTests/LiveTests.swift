import Foundation
import LessonKit
import TestSupport
import Testing

@testable import WebServer

@Suite("The live book") struct LiveTests {
  @Test("Pages are those of the book, made live; edits appear at the next request")
  func pages() throws {
    let book = try SampleBook()
    let page = try book.get("/01-walk-1.html")
    #expect(page.headers["content-type"] == "text/html; charset=utf-8")
    #expect(page.body.contains("The introduction."))
    #expect(page.body.contains("<meta name=\"live-token\" content=\"\(SampleBook.token)\">"))
    #expect(try book.get("/").body.contains("Walk 2"))
    for asset in ["book.css", "book.js", "theme.js", "live.css", "live.js", "search.js"] {
      #expect(try book.get("/assets/\(asset)").status == 200, "\(asset)")
    }
    #expect(try !book.get("/print.html").body.contains("live-token"))
    #expect(try book.get("/nothing.html").status == 404)

    let tag = try #require(page.headers["etag"])
    let again = try book.get("/01-walk-1.html", headers: ["If-None-Match": tag])
    #expect(again.status == 304 && again.bytes.isEmpty)
    let file = book.place.url.appending(path: "chapters/01-walk-1.md")
    let new = SampleBook.chapter(1).replacing("The introduction.", with: "A new beginning.")
    try Data(new.utf8).write(to: file)
    let edited = try book.get("/01-walk-1.html", headers: ["If-None-Match": tag])
    #expect(edited.status == 200 && edited.body.contains("A new beginning."))
    // A mistake in the text is said with its place.
    try Data(new.replacing("number: 1", with: "number: one").utf8).write(to: file)
    let mistaken = try book.get("/")
    #expect(mistaken.status == 500 && mistaken.body.contains("chapters/01-walk-1.md"))
  }

  @Test("A prediction is locked from a page, and the page shows it; a second one changes nothing")
  func predictions() throws {
    let book = try SampleBook()
    let before = try book.get("/01-walk-1.html").body
    #expect(before.contains("<div class=\"predict\" data-prediction=\"far\""))
    #expect(before.contains("<details class=\"answer\" data-answer=\"far\" data-right=\"2\">"))
    #expect(before.contains("assets/predict.js"))
    func answer(_ answer: String, _ prediction: String = "far") throws -> RawClient.Answer {
      try book.post(
        "/live/predict",
        "{\"chapter\": \"01-walk-1\", \"prediction\": \"\(prediction)\", \"answer\": \"\(answer)\"}")
    }
    #expect(try answer("3").status == 409)
    #expect(try answer("1", "near").status == 404)
    #expect(try answer("1").status == 200)
    #expect(try answer("2").body.contains("\"answer\":1"))
    #expect(
      FileManager.default.fileExists(
        atPath: book.output.appending(path: "predictions/01-walk-1/far.json").path))
    let after = try book.get("/01-walk-1.html").body
    #expect(after.contains("data-locked=\"1\""))
    #expect(after.contains("You answered 1, before the run"))
    #expect(after.contains("data-right=\"2\" open>"))
    let stranger = try book.post(
      "/live/predict", "{\"chapter\": \"01-walk-1\", \"prediction\": \"far\", \"answer\": \"1\"}",
      headers: [:])
    #expect(stranger.status == 403)
  }

  @Test("Several requests on one connection; HEAD has no body")
  func connection() throws {
    let book = try SampleBook()
    let client = try RawClient(port: book.port)
    let head = " HTTP/1.1\r\nHost: localhost:\(book.port)\r\n\r\n"
    client.send("GET /assets/theme.js\(head)GET /live/state\(head)")
    #expect(try client.answer().headers["content-type"] == "text/javascript; charset=utf-8")
    #expect(try client.answer().headers["content-type"] == "application/json")
    client.send("HEAD /\(head)")
    let headOnly = try client.read(until: "\r\n\r\n")
    #expect(headOnly.hasPrefix("HTTP/1.1 200 OK"))
    client.send("GET /nothing HTTP/1.1\r\nHost: localhost:\(book.port)\r\nConnection: close\r\n\r\n")
    #expect(client.end()?.hasPrefix("HTTP/1.1 404") == true)
  }

  @Test("Controls know kind, range and defaults of each setting")
  func controls() throws {
    let book = try SampleBook()
    let json = try JSONSerialization.jsonObject(with: book.get("/live/controls/01-walk-1").bytes)
    let settings = try #require((json as? [String: Any])?["settings"] as? [[String: Any]])
    #expect(settings.map { $0["kind"] as? String } == ["number", "integer"])
    #expect(settings[0]["low"] as? Double == 0 && settings[0]["high"] as? Double == 1)
    #expect((settings[1]["defaults"] as? [String: String])?["quick"] == "3")
    #expect(settings[1]["help"] as? String == "how often")
    #expect(try book.get("/live/controls/09-nothing").status == 404)
  }

  @Test("A plan says what a run would do; what cannot be run is refused with a reason")
  func plans() throws {
    let book = try SampleBook()
    let plan = try book.post("/live/plan", #"{"chapter": "01-walk-1", "budget": "quick"}"#)
    #expect(plan.status == 200)
    #expect(plan.body.contains(#""steps":["look","walk"]"#))
    #expect(plan.body.contains(#""time":"6 s""#))
    let later = try book.post("/live/run", #"{"chapter": "01-walk-1", "only": "walk"}"#)
    #expect(later.status == 409 && later.body.contains("look has not been run"))
    let range = try book.post("/live/run", #"{"chapter": "01-walk-1", "settings": {"rate": "7"}}"#)
    #expect(range.status == 409 && range.body.contains("rate is a number from 0 to 1"))
    #expect(try book.jobs().isEmpty)
  }

  @Test("One run at a time: the second waits, and can be taken back; the first can be stopped")
  func queue() throws {
    // As a run does: at the first request it saves what it has, and ends with 130.
    let book = try SampleBook(script: "trap 'exit 130' INT; touch $1/begun; while :; do sleep 0.02; done")
    let first = try book.post("/live/run", #"{"chapter": "01-walk-1"}"#)
    #expect(first.status == 202)
    try wait { FileManager.default.fileExists(atPath: book.output.appending(path: "begun").path) }
    #expect(try book.post("/live/run", #"{"chapter": "02-walk-2"}"#).status == 202)
    #expect(try book.states() == ["running", "waiting"])
    #expect(try book.post("/live/cancel", #"{"job": 2}"#).status == 200)
    #expect(try book.post("/live/cancel", #"{"job": 2}"#).status == 409)
    #expect(try book.post("/live/stop", #"{"chapter": "02-walk-2"}"#).status == 409)
    #expect(try book.states() == ["running"])
    #expect(try book.post("/live/stop", #"{"chapter": "01-walk-1"}"#).status == 202)
    try wait { try book.states() == ["stopped"] }
  }

  @Test("A run that fails says why, and the next one begins")
  func failure() throws {
    let book = try SampleBook(script: "echo 'error: it went wrong' >&2; exit 4")
    _ = try book.post("/live/run", #"{"chapter": "01-walk-1"}"#)
    _ = try book.post("/live/run", #"{"chapter": "02-walk-2"}"#)
    try wait { try book.states() == ["failed", "failed"] }
    let jobs = try book.jobs()
    #expect(jobs[0]["message"] as? String == "error: it went wrong")
    #expect(jobs[0]["exitCode"] as? Int == 4)
  }

  @Test("A run that was started elsewhere is shown: its progress, its figures, and that others wait for it")
  func elsewhere() throws {
    let book = try SampleBook()
    let folder = book.output.appending(path: "01-walk-1", directoryHint: .isDirectory)
    try book.write("01-walk-1/figures/walk-path.svg", Data(#"<svg width="20pt" height="10pt">"#.utf8))
    let events = try RawClient(port: book.port)
    events.send("GET /live/events HTTP/1.1\r\nHost: 127.0.0.1:\(book.port)\r\n\r\n")
    #expect(try events.read(until: "\r\n\r\n").contains("Content-Type: text/event-stream"))
    /// The next event of a kind that has a text in it.
    func event(_ name: String, _ text: String) throws -> String {
      while true {
        let event = try events.read(until: "\n\n")
        if event.hasPrefix("event: \(name)\n"), event.contains(text) { return event }
      }
    }
    _ = try event("state", #""status":"not run""#)

    var lock: FolderLock? = try FolderLock(folder: folder)
    var progress = RunProgress(step: "walk")
    (progress.loop, progress.iteration, progress.count) = ("1", 30, 100)
    progress.values = ["lossD": 1.25]
    try book.write("01-walk-1/progress.json", JSONEncoder().encode(progress))
    let state = try event("state", #""status":"running""#)
    #expect(state.contains(#""address":"runs/01-walk-1/walk-path.svg?v="#))
    #expect(try event("progress", "01-walk-1").contains(#""lossD":1.25"#))
    try book.write(
      "01-walk-1/metrics.csv", Data("step,loop,iteration,lossD\nwalk,1,0,2\nwalk,1,10,1.5\n".utf8))
    _ = try event("metrics", "01-walk-1")
    let series = try book.get("/live/metrics/01-walk-1/walk").body
    #expect(series.contains(#""points":[[0,2],[10,1.5]]"#))

    #expect(try book.post("/live/run", #"{"chapter": "02-walk-2"}"#).status == 202)
    #expect(try book.states() == ["waiting"])
    // The file of a run that was killed stays; its lock does not.
    lock = nil
    #expect(lock == nil)
    try wait { try book.states() == ["done"] }
    #expect(try book.post("/live/stop", #"{"chapter": "01-walk-1"}"#).status == 409)
  }

  @Test("Two runs side by side: what differs, and the pictures of both; nothing else has an address there")
  func comparison() throws {
    let book = try SampleBook()
    try book.writeRun("01-walk-1", seed: 1, distance: 3)
    try book.writeRun("runs/01-walk-1/quick-seed2", seed: 2, distance: 4.5)
    let runs =
      try JSONSerialization.jsonObject(with: book.get("/live/runs/01-walk-1").bytes) as? [[String: Any]]
    #expect(runs?.map { $0["name"] as? String } == ["latest", "quick-seed2"])
    #expect(runs?.last?["differences"] as? [String] == ["quick", "seed 2"])

    let page = try book.get("/compare.html?chapter=01-walk-1&first=quick-seed2&second=latest")
    #expect(page.status == 200)
    #expect(page.body.contains("<td>seed</td><td>2</td><td>1</td>"))
    #expect(page.body.contains("<td>walk.distance</td>"))
    #expect(page.body.contains("<td class=\"right\">-1.5</td>"))
    let folder = "live/compare/01-walk-1/quick-seed2/latest"
    for picture in ["curves/walk-lossD.svg", "first/walk-path.svg", "second/walk-path.svg"] {
      #expect(page.body.contains("src=\"\(folder)/\(picture)\""), "\(picture)")
      let answer = try book.get("/\(folder)/\(picture)")
      #expect(answer.status == 200 && answer.headers["content-type"] == "image/svg+xml", "\(picture)")
    }
    for missing in [
      "first/run.json", "second/walk-other.svg", "curves/walk-lossG.svg", "third/walk-path.svg",
    ] {
      #expect(try book.get("/\(folder)/\(missing)").status == 404, "\(missing)")
    }
    #expect(try book.get("/compare.html?chapter=01-walk-1&first=latest&second=no-such").status == 404)
    #expect(try book.get("/compare.html?chapter=01-walk-1&first=..%2f..&second=latest").status == 404)
    #expect(try book.get("/compare.html").status == 404)
  }

  @Test("A page that does not take its events is dropped, and others get theirs")
  func slowListener() throws {
    let hub = EventHub()
    let (slow, quick) = (Written(), Written())
    let gate = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      try? hub.serve(
        {
          slow.add($0); if slow.count == 1 { gate.wait() }
        }, first: { Data("first".utf8) })
      ended.signal()
    }
    Thread.detachNewThread { try? hub.serve({ quick.add($0) }, first: { Data() }) }
    try wait { slow.count == 1 && quick.count == 1 }
    for number in 0..<500 {
      hub.publish("number", number)
      if number % 50 == 49 { try wait { quick.text.contains("data: \(number)\n") } }
    }
    gate.signal()
    #expect(ended.wait(timeout: .now() + 10) == .success)
    #expect(!slow.text.contains("number"))
    hub.close()
  }

  @Test("Ports: one that is taken is refused if asked for, and passed over if not; one server for a folder")
  func ports() throws {
    let book = try SampleBook()
    let other = try TemporaryFolder()
    let live = LiveBook(
      output: other.url, text: [other.url], read: { LiveBook.Edition(chapters: []) },
      prepare: { _ in throw Problem.notFound }, runs: { _ in [] },
      compare: { _, _, _ in throw Problem.notFound })
    let taken = #expect(throws: UsageError.self) { try BookServer(live, port: book.port) }
    #expect(taken?.description.contains("Port \(book.port) is taken") == true)
    let (first, second) = (try BookServer(live), try TemporaryFolder())
    #expect(Announcement.link(toServerOf: other.url) == first.link)
    let served = #expect(throws: UsageError.self) { try BookServer(live) }
    #expect(served?.description.contains(first.link) == true)
    let beside = try BookServer(
      LiveBook(
        output: second.url, text: [second.url], read: live.read, prepare: live.prepare, runs: live.runs,
        compare: live.compare))
    #expect(beside.link != first.link)
    first.stop()
    #expect(Announcement.link(toServerOf: other.url) == nil)
    let nowhere = #expect(throws: UsageError.self) { try BookServer(live, address: "192.0.2.1") }
    #expect(nowhere?.description.contains("this machine has no such address") == true)
  }
}

/// What was written, from several threads.
private final class Written: @unchecked Sendable {
  private let lock = NSLock()
  private var pieces: [Data] = []

  func add(_ piece: Data) { lock.withLock { pieces.append(piece) } }
  var count: Int { lock.withLock { pieces.count } }
  var text: String { lock.withLock { String(decoding: Data(pieces.joined()), as: UTF8.self) } }
}
