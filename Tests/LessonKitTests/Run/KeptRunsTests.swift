import Files
import Foundation
import ReportFigures
import Testing

@testable import LessonKit

@Suite("Kept runs")
struct KeptRunsTests {
  private let toy = ToyRun()
  private var runs: KeptRuns { KeptRuns(output: toy.folder.url) }
  private var formerNames: [String] { runs.former(of: ToyRun.chapter).map(\.name) }

  private func files(_ run: KeptRun?) throws -> [String: Data] {
    let folder = try #require(run?.folder)
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where !path.contains(".lock")
    {
      files[path] = try? Data(contentsOf: folder.appending(path: path))
    }
    return files
  }

  @Test(
    "A run with other settings takes the place of the former one, which is kept whole under a name that says how it differs"
  )
  func otherSettings() throws {
    toy.execute { $0.seed = 1 }
    let before = try files(runs.latest(of: ToyRun.chapter))
    #expect(before["run.json"] != nil && before.keys.contains { $0.hasPrefix("checkpoint/") })
    toy.execute {
      $0.seed = 2; $0.set("count=20", "flavour=odd")
    }
    #expect(formerNames == ["quick"])
    #expect(try files(runs.find("quick", of: ToyRun.chapter)) == before)
    #expect(toy.transcript.errors.contains("The former run (quick) is kept as quick."))
    #expect(try toy.recordOnDisk().seed == 2)

    toy.execute { $0.seed = 1 }
    #expect(Set(formerNames) == ["quick", "quick-seed2-count20-flavour-odd"])
    // The same command again overwrites, as ever.
    toy.execute {
      $0.seed = 1; $0.restart = true
    }
    #expect(formerNames.count == 2)
    toy.execute { $0.set(budget: .smoke) }
    #expect(Set(formerNames) == ["quick", "quick-2", "quick-seed2-count20-flavour-odd"])
    #expect(runs.all(of: ToyRun.chapter).first?.isLatest == true)
  }

  @Test("The bits of a run do not depend on whether a former one was kept before it")
  func sameBits() throws {
    toy.execute { $0.seed = 2 }
    toy.execute { $0.seed = 3 }
    let fresh = ToyRun()
    fresh.execute { $0.seed = 3 }
    let (ours, theirs) = (try files(runs.latest(of: ToyRun.chapter)), try fresh.files())
    #expect(Set(ours.keys).isSuperset(of: theirs.keys) && theirs.count > 5)
    for (path, bytes) in theirs where path != "run.json" { #expect(ours[path] == bytes, "\(path)") }
  }

  @Test("A named run is kept even from a run of the same settings, and nobody else gets its name")
  func names() throws {
    toy.execute { $0.name = "before" }
    toy.execute { $0.name = "before" }
    #expect(formerNames.isEmpty)
    toy.execute()
    #expect(formerNames == ["before"])
    #expect(try toy.recordOnDisk().name == nil)
    let taken = toy.execute { $0.name = "before" }
    #expect(taken.exitCode == .usage)
    #expect("\(try #require(taken.error))".contains("has a run called before already"))
    toy.execute { $0.name = "after" }
    #expect(try runs.find("after", of: ToyRun.chapter).isLatest)
    // It would be moved aside, and the new one would be called the same.
    let same = toy.execute {
      $0.name = "after"; $0.seed = 9
    }
    #expect(same.exitCode == .usage)
    #expect(try toy.recordOnDisk().seed == 5)
    for name in [
      "latest", "Book", "", ".hidden", "-x", "a/b", "two words", "ä", String(repeating: "x", count: 61),
    ] {
      #expect(throws: UsageError.self, "\(name)") { try RunName.check(name) }
    }
  }

  @Test("A run can be named afterwards, which keeps its age and its files")
  func namedAfterwards() throws {
    toy.execute { $0.seed = 2 }
    toy.execute { $0.seed = 3 }
    let kept = try runs.find("quick-seed2", of: ToyRun.chapter)
    let before = try files(kept)
    try runs.name(kept, "mine", of: ToyRun.chapter)
    let named = try runs.find("mine", of: ToyRun.chapter)
    #expect(formerNames == ["mine"])
    #expect(named.givenName == "mine" && abs(named.date.timeIntervalSince(kept.date)) < 0.001)
    let after = try files(named)
    #expect(after.filter { $0.key != "run.json" } == before.filter { $0.key != "run.json" })
    #expect(runs.trim(to: 0).isEmpty)

    try runs.name(#require(runs.latest(of: ToyRun.chapter)), "new", of: ToyRun.chapter)
    #expect(try toy.recordOnDisk().name == "new")
    for name in ["new", "latest", "a/b"] {
      #expect(throws: UsageError.self, "\(name)") { try runs.name(named, name, of: ToyRun.chapter) }
    }
    try runs.name(named, "mine", of: ToyRun.chapter)
    #expect(formerNames == ["mine"])
  }

  @Test(
    "An interrupted run that another one takes the place of is kept, and goes on once it is the latest again")
  func interrupted() throws {
    toy.at(30) { toy.flag.isRaised = true }
    #expect(toy.execute { $0.seed = 2 }.exitCode == .interrupted)
    let partial = try files(runs.latest(of: ToyRun.chapter))
    #expect(partial.keys.contains { $0.contains("-partial") })
    toy.execute { $0.seed = 3 }
    let kept = try runs.find("quick-seed2", of: ToyRun.chapter)
    #expect(kept.state == "interrupted")
    #expect(try files(kept) == partial)

    #expect(try runs.restore(kept, of: ToyRun.chapter, settings: ToyLesson.settings) == "quick-seed3")
    #expect(formerNames == ["quick-seed3"])
    toy.execute { $0.seed = 2 }
    #expect(toy.transcript.errors.contains("Resuming walk at iteration 31 of 50."))
    let straight = ToyRun()
    straight.execute { $0.seed = 2 }
    let (resumed, whole) = (try files(runs.latest(of: ToyRun.chapter)), try straight.files())
    for (path, bytes) in whole where path != "run.json" { #expect(resumed[path] == bytes, "\(path)") }
  }

  @Test("A run is restored where no latest one is: nothing is kept for it")
  func restoredIntoNothing() throws {
    toy.execute { $0.seed = 2 }
    toy.execute { $0.seed = 3 }
    try FileManager.default.removeItem(at: toy.runFolder)
    let kept = try #require(runs.former(of: ToyRun.chapter).first)
    #expect(try runs.restore(kept, of: ToyRun.chapter, settings: ToyLesson.settings) == nil)
    #expect(formerNames.isEmpty)
    #expect(try toy.recordOnDisk().seed == 2)
  }

  @Test("Resuming and rerunning in part keep nothing and leave the name")
  func inPart() throws {
    toy.at(30) { toy.flag.isRaised = true }
    toy.execute { $0.name = "mine" }
    toy.execute()
    #expect(try toy.recordOnDisk().name == "mine")
    #expect(try toy.recordOnDisk().status == .done)
    toy.execute {
      $0.selection = .only("look"); $0.seed = 8
    }
    toy.execute { $0.selection = .from("walk-back") }
    #expect(formerNames.isEmpty)
    #expect(try toy.recordOnDisk().name == "mine")
  }

  @Test("Stopped before its first step, a run has moved nothing")
  func stoppedAtOnce() throws {
    toy.execute()
    let before = try files(runs.latest(of: ToyRun.chapter))
    let outcome = toy.execute {
      $0.seed = 2; $0.isInterrupted = { true }
    }
    #expect(outcome.exitCode == .interrupted)
    #expect(formerNames.isEmpty)
    #expect(try files(runs.latest(of: ToyRun.chapter)) == before)
  }

  @Test("A run that cannot be moved aside stays where it is, and it is said why")
  func cannotMove() throws {
    toy.execute()
    let before = try files(runs.latest(of: ToyRun.chapter))
    try Data().write(to: toy.folder.url.appending(path: "runs"))
    let outcome = toy.execute { $0.seed = 2 }
    #expect(outcome.exitCode == .step)
    #expect("\(try #require(outcome.error))".contains("cannot write"))
    #expect(try files(runs.latest(of: ToyRun.chapter)) == before)
  }

  @Test("A run whose record cannot be read is kept, listed with the reason, and cannot be compared")
  func damaged() throws {
    toy.execute()
    try Data("{".utf8).write(to: toy.runFolder.appending(path: "run.json"))
    #expect(runs.latest(of: ToyRun.chapter)?.state == "damaged")
    toy.execute()
    let kept = try #require(runs.former(of: ToyRun.chapter).first)
    #expect(kept.name == "unreadable")
    #expect(kept.problem?.contains("it is not JSON") == true)
    #expect(throws: DamagedRun.self) { try ComparedRun(kept) }
    // A folder that holds no run is told, and never removed by itself.
    let foreign = runs.folder(of: ToyRun.chapter).appending(path: "foreign", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: foreign, withIntermediateDirectories: true)
    try Data(count: 9000).write(to: foreign.appending(path: "notes"))
    #expect(try runs.find("foreign", of: ToyRun.chapter).problem == "It has no run.json.")
    #expect(runs.trim(to: 0).isEmpty)
  }

  @Test("A run that is being written is shown as such, and is neither moved nor replaced")
  func locked() throws {
    toy.execute()
    try withExtendedLifetime(FolderLock(folder: toy.runFolder)) { _ in
      #expect(runs.latest(of: ToyRun.chapter)?.writer == getpid())
      #expect(runs.latest(of: ToyRun.chapter)?.state == "running")
      #expect(toy.execute { $0.seed = 2 }.exitCode == .usage)
      #expect(formerNames.isEmpty)
      try Folder.make(runs.folder(of: ToyRun.chapter).appending(path: "other"))
      let other = try runs.find("other", of: ToyRun.chapter)
      #expect(throws: UsageError.self) { try runs.restore(other, of: ToyRun.chapter, settings: []) }
    }
    #expect(runs.latest(of: ToyRun.chapter)?.writer == nil)
  }

  @Test(
    "Above the limit the checkpoints of the oldest unnamed runs go, then these runs; never the latest or a named one"
  )
  func limit() throws {
    for (age, seed) in [2, 3, 4].enumerated() {
      toy.execute {
        $0.seed = UInt64(seed)
        $0.name = seed == 2 ? "named" : nil
      }
      let file = toy.runFolder.appending(path: "run.json")
      let date = Date(timeIntervalSince1970: 1e9 + Double(age))
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
    }
    toy.execute {
      $0.seed = 5; $0.name = "last"
    }
    #expect(formerNames == ["named", "quick-seed3", "quick-seed4"])
    let all = runs.bytes
    #expect(all > 0)
    #expect(runs.trim(to: all).isEmpty)
    let chapter = "07-toy"
    #expect(runs.trim(to: all - 1) == [KeptRuns.Dropped(run: "\(chapter)/quick-seed3", isPart: true)])
    #expect(try !runs.find("quick-seed3", of: ToyRun.chapter).hasCheckpoints)
    #expect(try runs.find("quick-seed4", of: ToyRun.chapter).hasCheckpoints)
    let rest = runs.trim(to: 0)
    #expect(rest.map(\.run) == ["\(chapter)/quick-seed3", "\(chapter)/quick-seed4"])
    #expect(rest.allSatisfy { !$0.isPart })
    #expect(formerNames == ["named"])
    #expect(runs.latest(of: ToyRun.chapter)?.record?.seed == 5)

    // A run says what went.
    toy.execute {
      $0.seed = 6; $0.runsLimit = 0
    }
    toy.execute {
      $0.seed = 7; $0.runsLimit = 0
    }
    #expect(Set(formerNames) == ["named", "last"])
    #expect(
      toy.transcript.errors.contains(
        "Former runs took more than 0 KB of the disk. Removed: 07-toy/quick-seed6."))
  }

  @Test("Removing frees what it says, and takes the folder of a chapter with its last run")
  func removing() throws {
    toy.execute { $0.seed = 2 }
    toy.execute { $0.seed = 3 }
    let run = try runs.find("quick-seed2", of: ToyRun.chapter)
    let bytes = runs.bytes
    #expect(bytes > 0)
    #expect(try runs.remove(run) == bytes)
    #expect(!FileManager.default.fileExists(atPath: runs.folder(of: ToyRun.chapter).path))
    #expect(throws: UsageError.self) { try runs.remove(runs.find("latest", of: ToyRun.chapter)) }
    #expect(throws: UsageError.self) { try runs.find("quick-seed2", of: ToyRun.chapter) }
  }

  @Test(
    "Amounts of disk space",
    arguments: [
      ("2GB", 2_000_000_000), ("500 MB", 500_000_000), ("1.5g", 1_500_000_000), ("0", 0), ("12", 12),
      ("3kb", 3000),
      ("", nil), ("GB", nil), ("2 parsecs", nil), ("-1", nil), ("9e99", nil),
    ] as [(String, UInt64?)])
  func amounts(_ text: String, _ bytes: UInt64?) { #expect(DiskLimit.bytes(text) == bytes) }
}

@Suite("Comparing runs")
struct RunComparisonTests {
  private let toy = ToyRun()
  private var runs: KeptRuns { KeptRuns(output: toy.folder.url) }

  private func makeComparison() throws -> RunComparison {
    toy.execute {
      $0.seed = 2; $0.name = "two"
    }
    toy.execute {
      $0.seed = 3; $0.set("count=20")
    }
    return RunComparison(
      try ComparedRun(runs.find("two", of: ToyRun.chapter)),
      try ComparedRun(runs.find("latest", of: ToyRun.chapter)),
      chapter: "toy")
  }

  @Test("What differs: settings, metrics with their difference, code")
  func differences() throws {
    let comparison = try makeComparison()
    #expect(
      comparison.settings == [
        RunComparison.Difference(name: "seed", first: "2", second: "3"),
        RunComparison.Difference(name: "count", first: "50", second: "20"),
      ])
    let names = comparison.metrics.map(\.name)
    #expect(names == ["look.start", "walk.distance", "sum-up.axes"])
    let first = try #require(comparison.metrics.first)
    #expect(first.difference == (try #require(first.second)) - (try #require(first.first)))
    #expect(comparison.metrics.last?.difference == 0)
    var one = try ComparedRun(runs.find("two", of: ToyRun.chapter))
    var other = RunComparison(one, one, chapter: "toy")
    #expect(other.settings.isEmpty && other.circumstances.isEmpty)
    one = ComparedRun(
      name: "book", budget: .standard, seed: 1, threads: one.threads + 1, engine: one.engine, data: [:],
      settings: [:],
      metrics: [("look.start", 1), ("look.gone", 2)], figures: [])
    other = RunComparison(one, try ComparedRun(runs.find("two", of: ToyRun.chapter)), chapter: "toy")
    #expect(other.circumstances.contains { $0.name == "threads" })
    #expect(
      other.settings.first { $0.name == "count" }
        == RunComparison.Difference(name: "count", first: "-", second: "50"))
    #expect(other.metrics.first { $0.name == "look.gone" }?.difference == nil)
  }

  @Test(
    "The curves of both in one chart for each column; figures of the same name side by side, in a folder of their own"
  )
  func pictures() throws {
    let comparison = try makeComparison()
    #expect(comparison.charts.map(\.name) == ["walk-distance", "walk-back-first-x", "walk-back-second-x"])
    // The toy's pictures are no PNG files but for these.
    for run in runs.all(of: ToyRun.chapter) {
      for name in ["look-start", "walk-path", "walk-back-end"] {
        try FileManager.default.removeItem(at: run.folder.appending(path: "figures/\(name).png"))
      }
    }
    let again = RunComparison(
      try ComparedRun(runs.find("two", of: ToyRun.chapter)),
      try ComparedRun(runs.find("latest", of: ToyRun.chapter)),
      chapter: "toy")
    #expect(try again.pairs().map(\.name) == ["sum-up-course", "sum-up-film-sheet"])
    let folder = RunComparison.folder(of: "two", "latest", chapter: ToyRun.chapter, in: toy.folder.url)
    #expect(folder.path.hasSuffix("compare/07-toy/two~latest"))
    let paths = try again.write(to: folder)
    #expect(paths.contains("curves/walk-distance.png") && paths.contains("figures/sum-up-course.png"))
    let drawing = try String(contentsOf: folder.appending(path: "curves/walk-distance.svg"), encoding: .utf8)
    #expect(drawing.contains("two") && drawing.contains("latest"))
    // Again: in place of what was there.
    #expect(try again.write(to: folder) == paths)
  }
}
