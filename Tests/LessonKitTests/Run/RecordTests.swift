import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import LessonKit

@Suite("run.json and metrics.csv")
struct RecordTests {
  @Test("run.json has the keys that other programs read, and comes back as it was")
  func roundTrip() throws {
    let toy = ToyRun()
    let outcome = toy.execute { $0.set("rate=0.25") }
    let file = toy.runFolder.appending(path: "run.json")
    let record = try #require(try RunRecord.read(file))
    #expect(record == outcome.record)

    let json = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    #expect(json["schema"] as? Int == 1)
    #expect(json["chapter"] as? String == "toy")
    #expect(json["budget"] as? String == "quick")
    #expect(json["seed"] as? Int == 5)
    #expect(json["threads"] as? Int == Machine.threads)
    #expect((json["engine"] as? String)?.isEmpty == false)
    #expect(json["data"] is [String: Any])
    #expect((json["settings"] as? [String: Any])?["rate"] as? Double == 0.25)
    #expect((json["peakMemoryBytes"] as? Int ?? 0) > 1_000_000)
    let steps = try #require(json["steps"] as? [[String: Any]])
    #expect(steps.map { $0["id"] as? String } == ["look", "walk", "walk-back", "sum-up"])
    #expect(steps.allSatisfy { $0["status"] as? String == "done" })
    #expect(steps[1]["figures"] as? [String] == ["figures/walk-path.png"])
    #expect(steps[1]["samples"] as? [String] == ["samples/walk-places.npy"])
    #expect((steps[1]["metrics"] as? [String: Double])?["distance"] != nil)
    let sum = steps.reduce(0) { $0 + ($1["seconds"] as? Double ?? .nan) }
    expectClose(sum, try #require(json["seconds"] as? Double), within: 1e-6)
  }

  @Test("A chart is saved as a picture and as a drawing, which both belong to the step")
  func chart() throws {
    let toy = ToyRun()
    let files = ["figures/sum-up-course.png", "figures/sum-up-course.svg"]
    let outcome = toy.execute()
    #expect(outcome.record?.steps[3].figures.prefix(2) == files[...])
    let bytes = try files.map { try Data(contentsOf: toy.runFolder.appending(path: $0)) }
    #expect(throws: Never.self) { try PNG.decode(bytes[0], name: files[0]) }
    #expect(String(decoding: bytes[1], as: UTF8.self).contains("role=\"img\""))
    #expect(toy.transcript.output.contains("sum-up-course.png"))
    // What is not made of lines has no drawing.
    #expect(outcome.record?.steps[1].figures == ["figures/walk-path.png"])

    // A drawing that is gone makes the results stale, like any other file.
    let drawing = toy.runFolder.appending(path: files[1])
    try FileManager.default.removeItem(at: drawing)
    let stale = ChapterState(
      outcome.record, stepIDs: ToyLesson.stepIDs, code: nil, data: nil, folder: toy.runFolder)
    #expect(stale.status == .stale)
    #expect(stale.reasons.contains { $0.contains("figures/sum-up-course.svg is gone") })
    // The step alone makes it again, and no others.
    toy.execute { $0.selection = .only("sum-up") }
    #expect(try Data(contentsOf: drawing) == bytes[1])
  }

  @Test("An animation is two figures: one that moves, and a sheet for print")
  func animation() throws {
    let toy = ToyRun()
    let outcome = toy.execute()
    let figures = ["figures/sum-up-film.png", "figures/sum-up-film-sheet.png"]
    let saved = outcome.record?.steps[3].figures
    #expect(saved == ["figures/sum-up-course.png", "figures/sum-up-course.svg"] + figures)
    #expect(outcome.record?.steps[3].figureCount == 3)
    for figure in figures {
      let data = try Data(contentsOf: toy.runFolder.appending(path: figure))
      #expect(throws: Never.self) { try PNG.decode(data, name: figure) }
      #expect((data.range(of: Data("acTL".utf8)) != nil) == !figure.contains("sheet"))
    }
    #expect(toy.transcript.output.contains("Two frames. (moves in a browser)"))
  }

  @Test("Another schema, or something that is no record, is named as such")
  func damaged() throws {
    let folder = ScratchFolder()
    let file = folder.url.appending(path: "run.json")
    for (text, reason) in [
      (#"{"schema": 2}"#, "its schema is 2, this program knows 1"), ("{", "it is not JSON"),
      (#"{"schema": 1, "chapter": "toy"}"#, "is missing"), (#"{"schema": "1"}"#, "of the wrong kind"),
    ] {
      try Data(text.utf8).write(to: file)
      let error = #expect(throws: DamagedRecord.self) { try RunRecord.read(file) }
      #expect(error?.description.contains(reason) == true)
    }
    try FileManager.default.removeItem(at: file)
    #expect(try RunRecord.read(file) == nil)
  }

  @Test("A damaged run.json is a warning, and the chapter runs")
  func damagedRecordRuns() throws {
    let toy = ToyRun()
    toy.execute()
    try Data("not json".utf8).write(to: toy.runFolder.appending(path: "run.json"))
    #expect(toy.execute().exitCode == .done)
    #expect(toy.transcript.errors.contains("it is not JSON"))
  }

  @Test("The metrics of a step: one row for each logged iteration, and the last one always")
  func metricsFile() throws {
    let toy = ToyRun()
    toy.execute { $0.set("count=25") }
    let text = try String(contentsOf: toy.runFolder.appending(path: "metrics.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "step,loop,iteration,distance,x")
    #expect(lines.filter { $0.hasPrefix("walk,1,") }.count == 25)
    let first = lines.filter { $0.hasPrefix("walk-back,first,") }.map { $0.split(separator: ",")[2] }
    #expect(first == ["0", "10", "20", "24"])
    #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 5 })
    #expect(lines.count == 1 + 25 + 4 + 4)
  }

  @Test("metrics.csv is read back as it was written, quotes and commas included")
  func csvRoundTrip() throws {
    var history = History()
    history.append(iteration: 0, [("loss, D", 0.1), ("a \"b\"", 1e-30)])
    history.append(iteration: 7, [("loss, D", Double(Float(0.1)))])
    var table = MetricsFile()
    table.replace(step: "train", loop: "1", with: history)
    let folder = ScratchFolder()
    let file = folder.url.appending(path: "metrics.csv")
    try table.encoded().write(to: file)
    #expect(MetricsFile(reading: file) == table)
    #expect(table.rows[0].values["loss, D"] == "0.1")
    #expect(table.rows[1].values["loss, D"] == "0.1", "a Float is written as one")
    #expect(table.rows[1].values["a \"b\""] == nil)
  }

  @Test("A step's rows are replaced, the others stay")
  func csvReplace() {
    func history(_ name: String, _ value: Double) -> History {
      var history = History()
      history.append(iteration: 0, [(name, value)])
      return history
    }
    var table = MetricsFile()
    table.replace(step: "a", loop: "1", with: history("old", 1))
    table.replace(step: "b", loop: "1", with: history("kept", 2))
    table.replace(step: "a", loop: "1", with: history("new", 3))
    #expect(table.rows.map(\.step) == ["a", "b"])
    #expect(table.names == ["kept", "new"])
    table.keep(steps: ["b"])
    #expect(table.rows.map(\.step) == ["b"])
    #expect(table.names == ["kept"])
  }

  @Test("History: columns by name")
  func history() {
    var history = History()
    history.append(iteration: 0, [("d", 1), ("g", 2)])
    history.append(iteration: 5, [("d", 3)])
    history.append(iteration: 5, [("g", 4)])
    #expect(history.names == ["d", "g"])
    #expect(history.rows.count == 2)
    #expect(history.column("d").map(\.step) == [0, 5])
    #expect(history.column("g").map(\.value) == [2, 4])
    #expect(history.last("g")?.value == 4)
    #expect(history.column("x").isEmpty)
  }

  @Test("Samples are NumPy files of the tensor")
  func samples() throws {
    let toy = ToyRun()
    toy.execute()
    let tensor = try NPY.read(toy.runFolder.appending(path: "samples/walk-places.npy"))
    #expect(tensor.shape == [1, 1, 2, 1])
    #expect(tensor.scalars.allSatisfy { abs($0) <= 1 })
  }
}
