import Foundation
import Testing

@testable import LessonKit

/// A lesson that finds other data once a file called `second` lies in the output folder.
private final class DataLesson: Lesson {
  static let slug = "toy"
  let run: Run

  init(_ run: Run) throws {
    self.run = run
    let marker = run.outputFolder.deletingLastPathComponent().appending(path: "second")
    let isSecond = FileManager.default.fileExists(atPath: marker.path)
    run.use(.drawn(isSecond ? "other things" : "things"), as: "things", chosen: true)
  }

  static var steps: [Step<DataLesson>] { ["look", "walk", "walk-back", "sum-up"].map { Step($0, perform) } }

  private func perform(_ report: Report) throws {
    let loop = try report.loop(5)
    while let i = try loop.next() { if report.step == "walk" { ToyHooks.call(run.outputFolder.path, i) } }
  }
}

@Suite("Interrupted and resumed runs")
struct ResumeTests {
  @Test("Interrupted in three places and resumed, a run ends in the same bits")
  func sameBits() throws {
    let straight = ToyRun()
    #expect(straight.execute().exitCode == .done)

    let broken = ToyRun()
    for (iteration, loop) in [(13, ""), (0, "first"), (31, "second")] {
      broken.at(iteration, of: loop) { broken.flag.isRaised = true }
      let outcome = broken.execute()
      #expect(outcome.error is Interrupted)
      #expect(outcome.exitCode == .interrupted)
      #expect(try broken.recordOnDisk().status == .interrupted)
    }
    #expect(broken.execute().exitCode == .done)

    let (expected, found) = (try straight.resultFiles(), try broken.resultFiles())
    #expect(expected.keys.sorted() == found.keys.sorted())
    for (path, bytes) in expected { #expect(found[path] == bytes, "\(path)") }
    #expect(expected.keys.contains("07-toy/checkpoint/02-walk.safetensors"))
    #expect(
      !expected.keys.contains("07-toy/checkpoint/01-look.safetensors"), "the state did not change there")
  }

  @Test("A resumed run repeats neither finished steps nor finished iterations, and keeps their records")
  func keepsRecords() throws {
    let toy = ToyRun()
    toy.at(20) { toy.flag.isRaised = true }
    toy.execute()
    let before = try toy.recordOnDisk()
    #expect(before.steps.map(\.status) == [.done, .interrupted, .notRun, .notRun])
    #expect(
      FileManager.default.fileExists(atPath: toy.runFolder.path + "/checkpoint/02-walk-partial1.safetensors"))

    var iterations: [Int] = []
    ToyHooks.set(toy.runFolder.path) { iterations.append($0) }
    #expect(toy.execute().exitCode == .done)
    ToyHooks.set(toy.runFolder.path, nil)
    #expect(iterations == Array(21..<50))
    let after = try toy.recordOnDisk()
    #expect(after.steps[0] == before.steps[0])
    #expect(after.steps.map(\.status) == [.done, .done, .done, .done])
    #expect(
      !FileManager.default.fileExists(atPath: toy.runFolder.path + "/checkpoint/02-walk-partial1.safetensors")
    )
    #expect(toy.transcript.errors.contains("Resuming walk at iteration 21 of 50"))
  }

  @Test("Under other conditions an interrupted run starts afresh and says why")
  func otherConditions() throws {
    let changes: [(String, (inout RunRequest) -> Void)] = [
      ("seed is 6 (was 5)", { $0.seed = 6 }),
      ("rate is 0.2 (was 0.1)", { $0.set("rate=0.2") }),
      ("budget is standard (was quick)", { $0.set(budget: .standard) }),
    ]
    for (reason, change) in changes {
      let (toy, fresh) = (ToyRun(), ToyRun())
      toy.at(20) { toy.flag.isRaised = true }
      toy.execute()
      #expect(toy.execute(change).exitCode == .done)
      #expect(toy.transcript.errors.contains("Starting afresh instead of resuming:"))
      #expect(toy.transcript.errors.contains(reason))
      fresh.execute(change)
      #expect(try toy.resultFiles() == fresh.resultFiles())
    }
  }

  @Test("With another number of threads an interrupted run starts afresh and says why")
  func otherThreads() throws {
    let toy = ToyRun()
    toy.at(20) { toy.flag.isRaised = true }
    toy.execute()
    var record = try toy.recordOnDisk()
    let now = record.threads
    record.threads += 1
    try record.encoded().write(to: toy.runFolder.appending(path: "run.json"))
    #expect(toy.execute().exitCode == .done)
    #expect(
      toy.transcript.errors.contains(
        "Starting afresh instead of resuming: threads is \(now) (was \(now + 1))"))
  }

  @Test("The introduction is printed when a run begins at its first step, and not when it goes on")
  func introduction() throws {
    func introductions(_ toy: ToyRun) -> Int { toy.transcript.output.ranges(of: "The introduction.").count }
    let (resumed, afresh) = (ToyRun(), ToyRun())
    for toy in [resumed, afresh] {
      toy.at(20) { toy.flag.isRaised = true }
      toy.execute()
      #expect(introductions(toy) == 1)
    }
    resumed.execute()
    #expect(introductions(resumed) == 1)
    afresh.execute { $0.seed = 6 }
    #expect(introductions(afresh) == 2)
  }

  @Test("Other data than those of an interrupted run: it starts afresh, with the introduction, and says why")
  func otherData() throws {
    let toy = ToyRun()
    func execute() -> RunOutcome {
      toy.flag.isRaised = false
      return ChapterRun(ToyRun.chapter, DataLesson.self, toy.request, toy.transcript.narrator()).execute()
    }
    toy.at(3) { toy.flag.isRaised = true }
    #expect(execute().error is Interrupted)
    try Data().write(to: toy.folder.url.appending(path: "second"))
    #expect(execute().exitCode == .done)
    #expect(
      toy.transcript.errors.contains(
        "Starting afresh instead of resuming: data is other things (built-in stand-in) (was things (built-in stand-in))"
      ))
    #expect(toy.transcript.output.ranges(of: "The introduction.").count == 2)
  }

  @Test("--restart ignores an interrupted run")
  func restart() throws {
    let toy = ToyRun()
    toy.at(20) { toy.flag.isRaised = true }
    toy.execute()
    var first: Int?
    ToyHooks.set(toy.runFolder.path) { first = first ?? $0 }
    #expect(toy.execute { $0.restart = true }.exitCode == .done)
    ToyHooks.set(toy.runFolder.path, nil)
    #expect(first == 0)
    #expect(!toy.transcript.errors.contains("Resuming"))
  }

  @Test("A damaged partial checkpoint is reported, and the step starts afresh")
  func damagedPartial() throws {
    let toy = ToyRun()
    toy.at(20) { toy.flag.isRaised = true }
    toy.execute()
    let file = toy.runFolder.appending(path: "checkpoint/02-walk-partial1.safetensors")
    try Data(contentsOf: file).dropLast(40).write(to: file)
    #expect(toy.execute().exitCode == .done)
    #expect(toy.transcript.errors.contains("Starting walk afresh instead of resuming"))
    let straight = ToyRun()
    straight.execute()
    #expect(try toy.resultFiles() == straight.resultFiles())
  }

  @Test("Saving often changes nothing")
  func savingOften() throws {
    let (often, seldom) = (ToyRun(), ToyRun())
    often.execute { $0.checkpointInterval = .zero }
    seldom.execute()
    #expect(try often.resultFiles() == seldom.resultFiles())
  }
}
