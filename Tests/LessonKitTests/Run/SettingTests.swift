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
    #expect(values[ToyLesson.flavour] == .odd)
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

  @Test("A value has the type that its setting declares, and is recorded as a person writes it")
  func types() throws {
    let rate = Setting<Float>("rate", quick: 1e-3, standard: 2e-4, full: 1e-5, in: 1e-6...1e-1, "rate")
    let share = Setting("share", 0.1, in: 0...1, "share")
    let side = Setting("side", 64, oneOf: [32, 64], "side")
    let settings = try Settings(
      [rate, share, side, ToyLesson.flavour], budget: .full, overrides: ["share=0.3", "flavour=odd"])
    let (float, double, whole, choice) = (
      settings[rate], settings[share], settings[side], settings[ToyLesson.flavour]
    )
    #expect(type(of: float) == Float.self && float == 1e-5)
    #expect(type(of: double) == Double.self && double == 0.3)
    #expect(type(of: whole) == Int.self && whole == 64)
    #expect(type(of: choice) == ToyLesson.Flavour.self && choice == .odd)
    #expect(
      settings.scalars == [
        "rate": .number(1e-5), "share": .number(0.3), "side": .integer(64), "flavour": .text("odd"),
      ])
    #expect(rate.legalValues == "a number from 1e-06 to 0.1")
    #expect(rate.defaultScalar(for: .standard).description == "0.0002")
    for text in ["0.1", "1e-1", "0.100000001"] { #expect(try rate.parse(text) as? Float == 0.1) }
    for text in ["1e39", "0.11", "nan"] { #expect(throws: UsageError.self) { try rate.parse(text) } }
    // The double of every decimal that a setting uses is the one that was recorded before settings could be floats.
    for value in [1e-6, 2e-4, 1.2e-3, 5e-3, 0.3, 0.9, 0.98, 0.999, 0.99999, 2.5, 10_000] {
      #expect(Float(value).scalar == .number(value))
    }
  }

  @Test("A setting's own check says what is wrong with a value")
  func ownCheck() throws {
    let rhyme = Setting(
      "rhyme", "cat",
      checkedBy: { if !$0.hasSuffix("at") { throw UsageError("\($0) does not rhyme with cat.") } }, "a rhyme")
    #expect(try rhyme.parse("hat") as? String == "hat")
    let error = try #require(throws: UsageError.self) {
      try Settings([rhyme], budget: .quick, overrides: ["rhyme=dog"])
    }
    #expect(error.description == "dog does not rhyme with cat.")
  }

  @Test("What was called steps is called iterations: the old name is understood, and that is said once")
  func formerNames() throws {
    let declared: [any AnySetting] = [
      Setting("iterations", 5, in: 1...100, "how often"),
      Setting("exhibitIterations", 5, in: 1...100, "how often"),
      Setting("footsteps", 1, in: 0...9, "heard"),
    ]
    let settings = try Settings(
      declared, budget: .quick, overrides: ["steps=7", "steps=8", "exhibitSteps=9", "footsteps=2"])
    #expect(
      settings.scalars == [
        "iterations": .integer(8), "exhibitIterations": .integer(9), "footsteps": .integer(2),
      ])
    #expect(settings.overrides == ["iterations=7", "iterations=8", "exhibitIterations=9", "footsteps=2"])
    #expect(
      settings.notes == [
        "--set steps: this setting is now called iterations.",
        "--set exhibitSteps: this setting is now called exhibitIterations.",
      ])
    let error = #expect(throws: UsageError.self) {
      try Settings(declared, budget: .quick, overrides: ["steps=0"])
    }
    #expect(error?.description.contains("iterations is an integer from 1 to 100") == true)
    #expect(throws: UsageError.self) {
      try Settings(ToyLesson.settings, budget: .quick, overrides: ["steps=3"])
    }
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
