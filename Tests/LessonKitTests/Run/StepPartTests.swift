import Foundation
import GANKit
import Testing

@testable import LessonKit

/// Three walkers that know nothing of each other, one after the other or side by side.
private final class RivalsLesson: Lesson {
  static let slug = "toy"
  static let atOnce = Setting("atOnce", true, "whether the walkers go side by side")
  static let settings: [any AnySetting] = [atOnce]
  let run: Run
  let finish: Parameter

  init(_ run: Run) throws {
    self.run = run
    finish = Parameter(Tensor.normal([2], using: run.random("finish")))
  }

  /// Which all walkers read, and which is restored when a run goes on.
  var state: [(name: String, value: any Checkpointable)] { [("finish", ToyLesson.Walker(position: finish))] }

  static var steps: [Step<RivalsLesson>] {
    [Step("look", pass), Step("walk", walk), Step("walk-back", walk), Step("sum-up", pass)]
  }

  private func pass(_ report: Report) throws {}

  private func walk(_ report: Report) throws {
    let names = ["slow", "quick", "far"]
    let ends =
      run[Self.atOnce]
      ? try report.sideBySide(names) { try walk($0, $1) } : try names.map { try walk($0, report) }
    report.metric("sum", ends.reduce(0, +))
    // The number of this loop follows those of the walkers'.
    let loop = try report.loop(3)
    while let i = try loop.next() {
      if report.step == "walk" { ToyHooks.call(run.outputFolder.path + "/last", i) }
      try loop.log(["i": Float(i)])
    }
  }

  private func walk(_ name: String, _ report: Report) throws -> Float {
    let random = run.random(name)
    let position = Parameter(.zeros([2]))
    let count = name == "slow" ? 60 : 30
    report.say("The \(name) one sets out.")
    let loop = try report.loop(
      count, named: name,
      state: [("random", random), ("walker", ToyLesson.Walker(position: position))])
    while let i = try loop.next() {
      if report.step == "walk" { ToyHooks.call(run.outputFolder.path + "/" + name, i) }
      position.value = position.value + Tensor.normal([2], using: random)
      let x = position.value.scalars[0] + finish.value.scalars[0]
      let isLost = name == "far" && i == 29 && Broken.contains(run)
      try loop.log([name == "far" ? "distance" : "x": isLost ? x / 0 : x])
    }
    let end = position.value.scalars[0]
    report.metric("end-\(name)", end)
    report.check("\(name) has gone somewhere", end != 0)
    try report.figure("path-\(name)", DotFigure(position.value.scalars))
    return end
  }
}

/// Runs whose last walker gets lost.
private enum Broken {
  static func contains(_ run: Run) -> Bool {
    FileManager.default.fileExists(
      atPath: run.outputFolder.deletingLastPathComponent().appending(path: "broken").path)
  }
}

@Suite("Parts of a step side by side") struct StepPartTests {
  private func execute(_ toy: ToyRun, atOnce: Bool = true, savesOften: Bool = false) throws -> RunOutcome {
    toy.flag.isRaised = false
    var request = toy.request
    request.settings = try Settings(
      RivalsLesson.settings, budget: .quick, overrides: atOnce ? [] : ["atOnce=false"])
    if savesOften { request.checkpointInterval = .zero }
    return ChapterRun(ToyRun.chapter, RivalsLesson.self, request, toy.transcript.narrator()).execute()
  }

  /// The text from the first step on: before it, the run's settings are told.
  private func told(_ toy: ToyRun) -> Substring {
    let text = toy.transcript.output.replacing(toy.folder.url.lastPathComponent, with: "FOLDER")
    return text.range(of: "Text before walking.").map { text[$0.lowerBound...] } ?? ""
  }

  @Test("They end in the same bits, and are told in the same words, as one after the other")
  func sameAsOneByOne() throws {
    let (atOnce, oneByOne) = (ToyRun(), ToyRun())
    #expect(try execute(atOnce).exitCode == .done)
    #expect(try execute(oneByOne, atOnce: false).exitCode == .done)
    let (found, expected) = (try atOnce.resultFiles(), try oneByOne.resultFiles())
    #expect(found == expected)
    #expect(found.keys.contains("07-toy/figures/walk-path-far.png"))
    let text = told(atOnce)
    #expect(text == told(oneByOne))
    #expect(text.contains("The far one sets out."))
    let (records, others) = (try atOnce.recordOnDisk().steps, try oneByOne.recordOnDisk().steps)
    for (record, other) in zip(records, others) {
      #expect(record.metrics == other.metrics)
      #expect(record.figures == other.figures)
      #expect(record.checks == other.checks)
    }
  }

  @Test(
    "Interrupted at any of them and resumed, a run ends in the same bits",
    arguments: ["slow", "quick", "far", "last"])
  func resumed(name: String) throws {
    let (straight, broken) = (ToyRun(), ToyRun())
    #expect(try execute(straight).exitCode == .done)
    broken.at(name == "last" ? 1 : 20, of: name) { broken.flag.isRaised = true }
    let outcome = try execute(broken, savesOften: true)
    #expect(outcome.error is Interrupted)
    #expect(try broken.recordOnDisk().status == .interrupted)
    #expect(try execute(broken).exitCode == .done)
    #expect(broken.transcript.errors.contains("Resuming walk"))
    #expect(try straight.resultFiles() == broken.resultFiles())
    #expect(try straight.recordOnDisk().steps.map(\.metrics) == broken.recordOnDisk().steps.map(\.metrics))
  }

  @Test("Where one of them cannot go on, its error ends the step")
  func failure() throws {
    let toy = ToyRun()
    try Data().write(to: toy.folder.url.appending(path: "broken"))
    let outcome = try execute(toy)
    #expect(outcome.error is Diverged, "\(String(describing: outcome.error))")
    let step = try toy.recordOnDisk().steps[1]
    #expect(step.status == .failed)
    #expect(step.error?.contains("distance") == true)
  }
}

@Suite("The order of what several narrators say") struct NarrationOrderTests {
  @Test("What a later one says waits for its turn; progress is only shown in turn")
  func order() {
    let transcript = Transcript()
    let order = NarrationOrder(transcript.narrator())
    let narrators = (0..<3).map(order.narrator(at:))
    narrators[2].result("third")
    narrators[1].progress("second is on its way")
    narrators[1].warn("of the second")
    narrators[0].result("first")
    narrators[0].progress("first is on its way")
    #expect(transcript.output == "first\n")
    #expect(transcript.errors == "first is on its way\n")
    order.end(2)
    order.end(0)
    #expect(transcript.errors.contains("warning: of the second"))
    #expect(transcript.output == "first\n")
    narrators[1].result("second")
    order.end(1)
    #expect(transcript.output == "first\n\nsecond\n\nthird\n")
  }
}
