import Files
import Foundation
import GANKit
import TerminalText
import Testing

@testable import LessonKit

@Suite("Runs of a chapter")
struct RunTests {
  @Test("The same seed gives the same bits, another seed others")
  func determinism() throws {
    let (a, b, c) = (ToyRun(), ToyRun(), ToyRun())
    a.execute()
    b.execute()
    c.execute { $0.seed = 6 }
    #expect(try a.resultFiles() == b.resultFiles())
    #expect(try a.resultFiles().keys == c.resultFiles().keys)
    #expect(
      try a.resultFiles()["07-toy/figures/walk-path.png"] != c.resultFiles()["07-toy/figures/walk-path.png"])
  }

  @Test("A step run alone gives what it gave in the whole, and leaves the other steps' records")
  func onlyOneStep() throws {
    let toy = ToyRun()
    toy.execute()
    let (files, record) = (try toy.resultFiles(), try toy.recordOnDisk())
    #expect(toy.execute { $0.selection = .only("walk-back") }.exitCode == .done)
    #expect(try toy.resultFiles() == files)
    let after = try toy.recordOnDisk()
    for index in [0, 1, 3] { #expect(after.steps[index] == record.steps[index]) }
    #expect(after.steps[2].status == .done)
  }

  @Test("--from runs the rest on what earlier steps saved")
  func from() throws {
    let toy = ToyRun()
    toy.execute()
    let files = try toy.resultFiles()
    var walked = false
    ToyHooks.set(toy.runFolder.path) { _ in walked = true }
    #expect(toy.execute { $0.selection = .from("walk-back") }.exitCode == .done)
    ToyHooks.set(toy.runFolder.path, nil)
    #expect(!walked)
    #expect(try toy.resultFiles() == files)
  }

  @Test("A step whose earlier steps never ran is refused with the command that runs them")
  func earlierStepsMissing() throws {
    let toy = ToyRun()
    var outcome = toy.execute { $0.selection = .only("sum-up") }
    #expect(outcome.exitCode == .usage)
    #expect("\(outcome.error!)".contains("look, walk and walk-back"))
    #expect("\(outcome.error!)".contains("lesson-runner run toy"))
    #expect(toy.transcript.output.isEmpty, "nothing was read or built")

    toy.execute { $0.selection = .only("look") }
    outcome = toy.execute { $0.selection = .from("walk-back") }
    #expect(outcome.exitCode == .usage)
    #expect("\(outcome.error!)".contains("lesson-runner run toy --from walk"))
  }

  @Test("An unknown step is refused with a suggestion")
  func unknownStep() {
    let outcome = ToyRun().execute { $0.selection = .from("wlak") }
    #expect(outcome.exitCode == .usage)
    #expect("\(outcome.error!)".contains("Did you mean \"walk\""))
  }

  @Test("Other settings than those of earlier steps: a warning, and a record of both")
  func otherSettings() throws {
    let toy = ToyRun()
    toy.execute()
    let change: (inout RunRequest) -> Void = {
      $0.selection = .only("walk-back")
      $0.set("count=20")
    }
    #expect(toy.execute(change).exitCode == .done)
    #expect(toy.transcript.errors.contains("look and walk: made earlier under other conditions"))
    #expect(toy.transcript.errors.contains("count is 20 (was 50)"))
    let record = try toy.recordOnDisk()
    #expect(record.settings["count"] == .integer(20))
    #expect(record.steps[1].madeWith?.settings["count"] == .integer(50))
    #expect(record.steps[2].madeWith == nil)

    // Back under the first conditions, the mark goes.
    toy.execute { $0.selection = .only("walk-back") }
    #expect(try toy.recordOnDisk().steps.allSatisfy { $0.madeWith == nil })
  }

  @Test("Figures, samples and rows that a step no longer makes are removed")
  func staleFiles() throws {
    let toy = ToyRun()
    toy.execute()
    let folder = toy.runFolder.path
    for name in [
      "figures/walk-old.png", "figures/walk-back-old.png", "figures/gone-x.png", "samples/walk-old.npy",
    ] {
      _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data())
    }
    toy.execute { $0.selection = .only("walk") }
    #expect(!FileManager.default.fileExists(atPath: folder + "/figures/walk-old.png"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/samples/walk-old.npy"))
    #expect(FileManager.default.fileExists(atPath: folder + "/figures/walk-back-old.png"), "of another step")
    toy.execute()
    #expect(!FileManager.default.fileExists(atPath: folder + "/figures/walk-back-old.png"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/figures/gone-x.png"), "of a step that is gone")
  }

  @Test("A failed check: the other steps run, the step is failed, exit code 1")
  func failedCheck() throws {
    let toy = ToyRun()
    let outcome = toy.execute { $0.set("fails=true") }
    #expect(outcome.error == nil)
    #expect(outcome.exitCode == .failed)
    let record = try toy.recordOnDisk()
    #expect(record.status == .failed)
    #expect(record.steps.map(\.status) == [.done, .done, .done, .failed])
    #expect(record.steps[3].checks == [CheckRecord(description: "the walker is somewhere", passed: false)])
  }

  @Test("An infinite loss ends the run: which one, where, what to try; exit code 4")
  func diverged() throws {
    let toy = ToyRun()
    let outcome = toy.execute { $0.set("rate=9.5") }
    #expect(outcome.exitCode == .step)
    let error = try #require(outcome.error as? Diverged)
    #expect((error.name, error.step, error.iteration) == ("distance", "walk", 0))
    #expect(error.description.contains("learning rate"))
    let record = try toy.recordOnDisk()
    #expect(record.steps.map(\.status) == [.done, .failed, .notRun, .notRun])
    #expect(record.steps[1].error?.contains("distance is infinite in iteration 0") == true)
  }

  @Test("Two runs cannot write one folder; the message names the other process")
  func lock() throws {
    let toy = ToyRun()
    var second: RunOutcome?
    toy.at(2) { [toy] in second = toy.executeKeepingFlag() }
    #expect(toy.execute().exitCode == .done)
    #expect(second?.exitCode == .usage)
    #expect("\(second!.error!)".contains("process \(getpid())"))
    #expect(toy.execute().exitCode == .done, "the lock is gone with its run")
  }

  @Test("A folder that cannot be made is exit code 4 and is named")
  func unwritable() throws {
    let toy = ToyRun()
    let file = toy.folder.url.appending(path: "file")
    try Data().write(to: file)
    let outcome = toy.execute { $0.output = file }
    #expect(outcome.exitCode == .step)
    #expect("\(outcome.error!)".contains(file.path))
  }

  @Test("A disk that fills up in the middle: exit code 4, finished steps kept, nothing half-written")
  func failingWrite() throws {
    let toy = ToyRun()
    // A folder in the place of a figure cannot be replaced by a file, whoever is writing.
    let obstacle = toy.runFolder.appending(path: "figures/walk-path.png/inside")
    toy.at(5) { try! FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: true) }
    let outcome = toy.execute()
    #expect(outcome.exitCode == .step)
    #expect(outcome.error is FileError)
    #expect(try toy.recordOnDisk().steps.map(\.status) == [.done, .failed, .notRun, .notRun])
    let left = try FileManager.default.contentsOfDirectory(atPath: toy.runFolder.path + "/figures")
    #expect(left.sorted() == ["look-start.png", "walk-path.png"])
  }

  @Test("Quiet leaves out the chapter and the progress, not the results")
  func quiet() {
    let toy = ToyRun()
    let narrator = Narrator(
      output: Terminal(isTerminal: false, width: 80, environment: [:]),
      errors: Terminal(isTerminal: false, width: 80, environment: [:]), detail: .results,
      showsProgress: false,
      writeOutput: { toy.transcript.output += $0 }, writeError: { toy.transcript.errors += $0 })
    _ = ChapterRun(ToyRun.chapter, ToyLesson.self, toy.request, narrator).execute()
    #expect(!toy.transcript.output.contains("The introduction"))
    #expect(toy.transcript.output.contains("figures/walk-path.png"))
    #expect(toy.transcript.errors.isEmpty)
  }

  @Test(
    "The text before a step, its results and the text after it come in this order; no escape codes in a pipe")
  func order() throws {
    let toy = ToyRun()
    toy.execute()
    let text = toy.transcript.output
    let places = try [
      "The introduction", "Text before looking", "The walker stands", "figures/look-start.png",
      "Text after looking", "Text before walking", "figures/walk-path.png", "The closing",
    ].map { try #require(text.range(of: $0)?.lowerBound, "\($0)") }
    #expect(places == places.sorted())
    #expect(!text.contains("\u{1B}") && !toy.transcript.errors.contains("\u{1B}"))
  }

  @Test("A lesson whose steps are not the chapter's is refused, and listing its steps builds no lesson")
  func stepsDiffer() {
    final class Other: Lesson {
      static let slug = "toy"
      init(_ run: Run) { fatalError("A lesson whose steps are listed is not built.") }
      static var steps: [Step<Other>] { [Step("look", look)] }
      func look(_ report: Report) {}
    }
    let toy = ToyRun()
    let outcome = ChapterRun(ToyRun.chapter, Other.self, toy.request, toy.transcript.narrator()).execute()
    #expect(outcome.error is LessonError)
    #expect(outcome.exitCode == .failed)
    #expect(Other.stepIDs == ["look"])
  }

  @Test("Another chapter's results can be read, where it was run into the same folder")
  func anotherChaptersRecord() throws {
    let toy = ToyRun()
    let other = try otherRun(beside: toy)
    #expect(other.record(ofChapter: "toy") == nil)
    toy.execute()
    #expect(try other.record(ofChapter: "toy") == toy.recordOnDisk())
    #expect(other.record(ofChapter: "oy") == nil)
    try Data("{".utf8).write(to: toy.runFolder.appending(path: "run.json"))
    #expect(other.record(ofChapter: "toy") == nil)
  }

  @Test("Drawn data that were chosen are not said to be for want of files")
  func chosenStandIn() throws {
    let (toy, chosen) = (ToyRun(), ToyRun())
    try otherRun(beside: toy).use(.drawn("drawn things"), as: "things")
    #expect(toy.transcript.output.contains("was not found"))
    try otherRun(beside: chosen).use(.drawn("drawn things"), as: "things", chosen: true)
    #expect(chosen.transcript.output.contains("drawn things"))
    #expect(!chosen.transcript.output.contains("was not found"))
  }

  @Test("A run's number of threads is that of the kernels")
  func threads() throws {
    let toy = ToyRun()
    #expect(try otherRun(beside: toy).threads == Machine.threads)
    #expect(toy.execute().record?.threads == Machine.threads)
  }

  private func otherRun(beside toy: ToyRun) throws -> Run {
    Run(
      chapter: "other", seed: 1, data: toy.request.data, settings: try Settings([], budget: .quick),
      outputFolder: toy.folder.url.appending(path: "08-other"),
      outputRoot: toy.folder.url, narrator: toy.transcript.narrator(), isInterrupted: { false })
  }
}
