import Files
import Foundation
import GANKit
import ReportFigures
import Testing

@testable import LessonKit

/// Runs of the toy lesson whose walker starts where another run's walker ended.
@Suite("Runs from the weights of a file")
struct StartingWeightsTests {
  private let source = ToyRun()
  private let toy = ToyRun()
  private var file: String {
    source.runFolder.appending(path: "checkpoint/03-walk-back.safetensors").path
  }

  /// Where the walker of the source ended: its first number.
  private func end() throws -> Double {
    let checkpoint = try Checkpoint(contentsOf: URL(filePath: file))
    return Double(try checkpoint.tensor(named: "walker.position", shape: [2]).scalars[0])
  }

  private func message(_ outcome: RunOutcome) throws -> String { "\(try #require(outcome.error))" }

  @Test("The network starts where the file's ended; the run says so, and records a hash of the weights")
  func startsFromFile() throws {
    source.execute()
    let outcome = toy.execute {
      $0.seed = 6
      $0.weights = file
    }
    #expect(outcome.exitCode == .done)
    let record = try toy.recordOnDisk()
    #expect(record.steps[0].metrics["start"] == (try end()))
    let weights = try #require(record.weights)
    #expect(weights.path == file && weights.networks == ["walker"])
    #expect(record.conditions.weights == weights.contentHash)
    let short = String(weights.contentHash.prefix(8))
    #expect(record.unusualConditions(ToyLesson.settings) == ["quick", "seed 6", "from weights \(short)"])
    #expect(RunName.automatic(for: record, declared: ToyLesson.settings) == "quick-seed6-weights-\(short)")
    let said = toy.transcript.output.replacing("\n", with: " ")
    #expect(said.contains("Weights: walker start from") && said.contains("(\(short))"))
    #expect(said.contains("Optimizers, learning rates and random numbers start afresh."))

    // The same weights in another file, or in the folder of the run, are the same weights.
    for path in [source.runFolder.path, source.runFolder.path + "/"] {
      let other = ToyRun()
      other.execute {
        $0.seed = 6
        $0.weights = path
      }
      #expect(try other.resultFiles() == toy.resultFiles())
      #expect(try other.recordOnDisk().weights?.contentHash == weights.contentHash)
    }
  }

  @Test("Interrupted in three places and resumed with the same command, it ends in the same bits")
  func sameBits() throws {
    source.execute()
    let straight = ToyRun()
    #expect(straight.execute { $0.weights = file }.exitCode == .done)
    for (iteration, loop) in [(13, ""), (0, "first"), (31, "second")] {
      toy.at(iteration, of: loop) { toy.flag.isRaised = true }
      #expect(toy.execute { $0.weights = file }.error is Interrupted)
    }
    #expect(toy.execute { $0.weights = file }.exitCode == .done)
    #expect(toy.transcript.errors.contains("Resuming walk at iteration 14 of 50"))
    #expect(try toy.resultFiles() == straight.resultFiles())
    #expect(try toy.recordOnDisk().steps[0].metrics["start"] == (try end()))
  }

  @Test("A run from the run in its own folder goes on although that one had to make room")
  func ownFolder() throws {
    source.execute { $0.seed = 6 }
    let before = try source.files()
    // The folder itself, and a file in it.
    for path in ["", "checkpoint/03-walk-back.safetensors"] {
      let straight = ToyRun()
      straight.execute { $0.weights = file }
      let same = ToyRun()
      same.execute { $0.seed = 6 }
      let own = same.runFolder.appending(path: path).path
      for iteration in [13, 40] {
        same.at(iteration) { same.flag.isRaised = true }
        #expect(same.execute { $0.weights = own }.error is Interrupted)
      }
      #expect(same.execute { $0.weights = own }.exitCode == .done)
      #expect(same.transcript.errors.contains("is kept as quick-seed6"))
      let kept = try #require(KeptRuns(output: same.folder.url).former(of: ToyRun.chapter).first)
      let end = "checkpoint/03-walk-back.safetensors"
      #expect(try Data(contentsOf: kept.folder.appending(path: end)) == before[end])
      var files = try same.resultFiles()
      #expect(files.removeValue(forKey: "07-toy/checkpoint/00-weights.safetensors") != nil)
      #expect(try files == straight.resultFiles())

      // Once it is done, the same command goes on from where it ended.
      let left = try Checkpoint(contentsOf: same.runFolder.appending(path: end))
      #expect(same.execute { $0.weights = same.runFolder.path }.exitCode == .done)
      #expect(
        try same.recordOnDisk().steps[0].metrics["start"]
          == Double(left.tensor(named: "walker.position", shape: [2]).scalars[0]))
      #expect(KeptRuns(output: same.folder.url).former(of: ToyRun.chapter).count == 2)
    }
  }

  @Test("The folder of an interrupted run: the state of the loop that was being trained")
  func interruptedSource() throws {
    source.at(20) { source.flag.isRaised = true }
    source.execute()
    let partial = try Checkpoint(
      contentsOf: source.runFolder.appending(path: "checkpoint/02-walk-partial1.safetensors"))
    toy.execute { $0.weights = source.runFolder.path }
    #expect(
      try toy.recordOnDisk().steps[0].metrics["start"]
        == Double(partial.tensor(named: "state.walker.position", shape: [2]).scalars[0]))
  }

  @Test("Other weights are another run: one in progress starts afresh, a finished one is kept and listed")
  func otherWeights() throws {
    source.execute()
    let other = ToyRun()
    other.execute { $0.seed = 9 }
    toy.at(20) { toy.flag.isRaised = true }
    toy.execute { $0.weights = file }
    #expect(toy.execute { $0.weights = other.runFolder.path }.exitCode == .done)
    #expect(toy.transcript.errors.contains("Starting afresh instead of resuming: weights are those with the"))
    let kept = KeptRuns(output: toy.folder.url)
    #expect(kept.former(of: ToyRun.chapter).count == 1)
    toy.execute()
    #expect(kept.former(of: ToyRun.chapter).count == 2)
    let runs = kept.former(of: ToyRun.chapter)
    #expect(runs.allSatisfy { $0.differences(ToyLesson.settings).last?.hasPrefix("from weights ") == true })
    let comparison = RunComparison(
      try ComparedRun(runs[0]), try ComparedRun(try #require(kept.latest(of: ToyRun.chapter))),
      chapter: "toy")
    let row = try #require(comparison.settings.first { $0.name == "starts" })
    #expect(row.first.hasPrefix("from weights ") && row.second == "from random weights")
  }

  @Test("A run from weights is not what a plain run would give")
  func notDone() throws {
    source.execute()
    toy.execute { $0.weights = file }
    let state = ChapterState(
      try toy.recordOnDisk(), stepIDs: ToyLesson.stepIDs, settings: ToyLesson.settings, code: nil, data: nil,
      folder: toy.runFolder)
    #expect(state.status == .done)
    #expect(!state.isDone(seed: 5, settings: toy.request.settings))
    #expect(state.conditions.last?.hasPrefix("from weights ") == true)
  }

  @Test("A name is not given to two runs that differ in their weights")
  func names() throws {
    source.execute()
    toy.execute { $0.name = "mine" }
    let outcome = toy.execute {
      $0.name = "mine"
      $0.weights = file
    }
    #expect(outcome.exitCode == .usage)
    #expect(try message(outcome).contains("has a run called mine already"))
  }

  @Test("Steps run again: from the same weights; never on top of what was learnt from others")
  func laterSteps() throws {
    source.execute()
    toy.execute()
    let files = try toy.folder.files()
    let refused = toy.execute {
      $0.selection = .from("walk-back")
      $0.weights = file
    }
    #expect(refused.exitCode == .usage)
    #expect(try message(refused).contains("step walk-back goes on with what step walk learnt"))
    #expect(try toy.folder.files() == files)
    // Nothing was learnt before this step.
    #expect(
      toy.execute {
        $0.selection = .from("walk")
        $0.weights = file
      }.exitCode == .done)
    let straight = ToyRun()
    straight.execute { $0.weights = file }
    let end = "07-toy/checkpoint/03-walk-back.safetensors"
    #expect(try toy.resultFiles()[end] == straight.resultFiles()[end])
    #expect(
      toy.execute {
        $0.selection = .only("walk-back")
        $0.weights = file
      }.exitCode == .done)
    #expect(try toy.resultFiles()[end] == straight.resultFiles()[end])
  }

  @Test("The numbers in the text are said to be those of a run without --weights")
  func note() throws {
    let settings = try Settings(ToyLesson.settings, budget: .standard)
    #expect(RunNote.text(of: settings) == nil)
    #expect(RunNote.text(of: settings, hasWeights: true)?.contains("without `--weights`") == true)
  }
}
