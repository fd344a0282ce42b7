import Foundation
import Testing

@testable import LessonKit

@Suite("How long runs take on this machine") struct RunTimesTests {
  private let chapter = ToyRun.chapter

  private func record(
    _ budget: Budget, seconds: Double, steps: Int = 4, settings: [String: SettingScalar]? = nil
  ) throws -> RunRecord {
    var record = RunRecord(
      chapter: "toy", number: 7, title: "A walk", budget: budget, seed: 1, threads: 2, engine: "none",
      settings: try settings ?? Settings(ToyLesson.settings, budget: budget).scalars,
      steps: chapter.steps.map { StepRecord(id: $0.id) }, command: "run toy", build: "")
    for index in 0..<steps { record.steps[index].status = .done }
    record.seconds = seconds
    return record
  }

  private func times(_ runs: [RunRecord], calibration: Double? = nil) -> RunTimes {
    RunTimes([(chapter, runs, ToyLesson.settings)], calibration: calibration)
  }

  @Test("Without runs and calibration, what the chapter says; nothing for the budget of the tests")
  func authors() {
    #expect(times([]).time(of: chapter, at: .standard) == RunTimes.Time(minutes: 1, source: .authors))
    #expect(times([]).time(of: chapter, at: .smoke) == nil)
  }

  @Test(
    "A run of one budget gives its time, and those of the others by its ratio; it goes before a calibration")
  func measured() throws {
    let times = times([try record(.standard, seconds: 150)], calibration: 9)
    #expect(times.time(of: chapter, at: .standard) == RunTimes.Time(minutes: 2.5, source: .measured))
    #expect(times.time(of: chapter, at: .full) == RunTimes.Time(minutes: 25, source: .estimated))
    #expect(self.times([], calibration: 3).time(of: chapter, at: .full)?.minutes == 30)
  }

  @Test("Unfinished runs, runs with other settings and runs of a few seconds say nothing of the machine")
  func unusable() throws {
    let other = try record(.standard, seconds: 600, settings: ["count": .integer(99)])
    let runs = [try record(.standard, seconds: 600, steps: 3), other, try record(.quick, seconds: 2)]
    #expect(times(runs).slowness == nil)
    // The newest whole run counts.
    let newest = times([try record(.quick, seconds: 12), try record(.quick, seconds: 60)])
    #expect(newest.time(of: chapter, at: .quick)?.minutes == 0.2)
  }

  @Test("A calibration is kept and read; a damaged one is none")
  func calibration() throws {
    let folder = ScratchFolder()
    #expect(SavedCalibration(in: folder.url) == nil)
    try SavedCalibration(slowness: 1.5).write(in: folder.url)
    #expect(SavedCalibration(in: folder.url)?.slowness == 1.5)
    try Data("{\"schema\": 1, \"slowness\": -1}".utf8).write(to: folder.url.appending(path: "machine.json"))
    #expect(SavedCalibration(in: folder.url) == nil)
  }
}
