import Foundation
import Testing

@testable import LessonKit

@Suite("Settings")
struct SettingTests {
  let settings: [any AnySetting] = ToyLesson.settings

  @Test("Each budget has its default")
  func defaults() throws {
    #expect(try Settings(settings, budget: .quick)[ToyLesson.count] == 50)
    #expect(try Settings(settings, budget: .full)[ToyLesson.count] == 5000)
    #expect(try Settings(settings, budget: .full)[ToyLesson.rate] == 0.1)
  }

  @Test("--set overrides, and of two the last one counts")
  func overrides() throws {
    let values = try Settings(
      settings, budget: .quick,
      overrides: ["count=1_000", "rate=2e-3", "flavour=odd", "fails=yes", "count=7"])
    #expect(values[ToyLesson.count] == 7)
    #expect(values[ToyLesson.rate] == 0.002)
    #expect(values[ToyLesson.flavour] == "odd")
    #expect(values[ToyLesson.fails])
  }

  @Test("Bounds belong to the range")
  func bounds() throws {
    #expect(try Settings(settings, budget: .quick, overrides: ["count=0"])[ToyLesson.count] == 0)
    #expect(try Settings(settings, budget: .quick, overrides: ["count=10000"])[ToyLesson.count] == 10_000)
  }

  @Test(
    "A bad value is refused with the legal ones",
    arguments: [
      ("count=10001", "an integer from 0 to 10000"), ("count=-1", "an integer from 0 to 10000"),
      ("count=3.5", "an integer from 0 to 10000"), ("count=", "an integer from 0 to 10000"),
      ("rate=nan", "a number from 0 to 10"), ("rate=inf", "a number from 0 to 10"),
      ("rate=fast", "a number from 0 to 10"), ("flavour=sweet", "one of plain, odd"),
      ("fails=perhaps", "true or false"), ("count", "expected NAME=VALUE"),
    ])
  func badValue(_ override: String, _ expected: String) {
    let error = #expect(throws: UsageError.self) {
      try Settings(settings, budget: .quick, overrides: [override])
    }
    #expect(error?.description.contains(expected) == true)
    #expect(error?.description.contains(override) == true)
  }

  @Test("An unknown name is refused with a suggestion and the list of all")
  func unknownName() {
    let error = #expect(throws: UsageError.self) {
      try Settings(settings, budget: .quick, overrides: ["cuont=3"])
    }
    let text = error?.description ?? ""
    #expect(text.contains("Did you mean \"count\"?"))
    for setting in settings { #expect(text.contains(setting.name)) }
  }

  @Test("Values that JSON writes alike are equal")
  func scalars() throws {
    #expect(SettingScalar.integer(2) == .number(2))
    #expect(SettingScalar.integer(2) != .number(2.5))
    #expect(SettingScalar.text("true") != .bool(true))
    let values: [SettingScalar] = [.bool(true), .integer(-3), .number(2), .number(0.25), .text("1")]
    let decoded = try JSONDecoder().decode([SettingScalar].self, from: JSONEncoder().encode(values))
    #expect(decoded == values)
  }
}
