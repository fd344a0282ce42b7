import Foundation
import Testing

@testable import LessonKit

@Suite("What a run would do, said before it begins") struct RunPreviewTests {
  private func preview(_ toy: ToyRun, _ change: (inout RunRequest) -> Void = { _ in }) throws -> RunPreview {
    var request = toy.request
    change(&request)
    return try RunPreview(ToyRun.chapter, request)
  }

  @Test("Before the first run: all steps, nothing replaced; a later step needs the earlier ones")
  func fresh() throws {
    let toy = ToyRun()
    let all = try preview(toy)
    #expect(all.steps == ["look", "walk", "walk-back", "sum-up"])
    #expect(all.replaced.isEmpty && all.changes.isEmpty && all.resumesAt == nil && all.notes.isEmpty)
    let error = #expect(throws: UsageError.self) { try preview(toy) { $0.selection = .only("walk") } }
    #expect(error?.description.contains("look has not been run") == true)
    #expect(!FileManager.default.fileExists(atPath: toy.runFolder.path))
  }

  @Test("After a run: what is replaced, and which settings differ from those of the latest results")
  func again() throws {
    let toy = ToyRun()
    toy.execute()
    let before = try toy.folder.files()
    let step = try preview(toy) {
      $0.selection = .only("walk-back")
      $0.seed = 6
      $0.set("rate=0.2")
    }
    #expect(step.steps == ["walk-back"] && step.replaced == ["walk-back"])
    #expect(step.changes == ["seed is 6 (was 5)", "rate is 0.2 (was 0.1)"])
    #expect(step.notes.count == 1 && step.notes[0].contains("made earlier under other conditions"))
    #expect(!step.keepsFormer)
    // A whole run with other settings keeps the former one; with the same settings it takes its place.
    let other = try preview(toy) { $0.seed = 6 }
    #expect(other.keepsFormer && other.replaced.isEmpty && other.steps.count == 4)
    let same = try preview(toy) { $0.restart = true }
    #expect(!same.keepsFormer && same.replaced.count == 4)
    #expect(try toy.folder.files() == before)
  }

  @Test(
    "An interrupted run goes on where it was, under the same conditions; else it begins afresh and says so")
  func interrupted() throws {
    let toy = ToyRun()
    toy.at(20) { toy.flag.isRaised = true }
    toy.execute()
    let resumed = try preview(toy)
    #expect(resumed.resumesAt == "walk")
    #expect(resumed.steps == ["walk", "walk-back", "sum-up"] && resumed.replaced.isEmpty)
    let other = try preview(toy) { $0.set("rate=0.2") }
    #expect(other.resumesAt == nil && other.steps.count == 4)
    #expect(
      other.notes.first?.hasPrefix("Starting afresh instead of resuming: rate is 0.2 (was 0.1)") == true)
    #expect(try preview(toy) { $0.restart = true }.steps.first == "look")
  }
}

@Suite("What a setting takes, for a control") struct SettingDomainTests {
  private enum Shape: String, SettingChoice {
    case round, square
  }

  @Test func domains() {
    #expect(Setting("a", 3, in: 1...5, "").domain == .integers(1...5))
    #expect(Setting<Float>("a", 0.1, in: 0...0.5, "").domain == .numbers(0...0.5))
    #expect(Setting("a", 3, "").domain == .integers(nil))
    #expect(Setting("a", true, "").domain == .truth)
    #expect(Setting("a", Shape.round, "").domain == .choices(["round", "square"]))
    #expect(Setting("a", 4, oneOf: [2, 4], "").domain == .choices(["2", "4"]))
    #expect(Setting("a", "b", "").domain == .text)
  }
}
