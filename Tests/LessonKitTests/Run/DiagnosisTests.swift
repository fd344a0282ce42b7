import Foundation
import Testing

@testable import LessonKit

@Suite("Diagnosis of a run") struct DiagnosisTests {
  private static let settings: [any AnySetting] = [
    Setting("learningRateD", 0.002, in: 0.0...1.0, "how fast D learns"),
    Setting("learningRateG", 0.001, in: 0.0...1.0, "how fast G learns"),
  ]

  private func health(_ kind: String?) throws -> HealthRecord {
    let finding = """
      {"kind": "\(kind ?? "")", "number": 0.999, "since": 40, "sentence": "Since step 40, D is right."}
      """
    let json = """
      {"training": "digits", "observations": 50, "tooShort": false, "tooEarly": false,
       "findings": [\(kind == nil ? "" : finding)], "accuracy": 0.7}
      """
    return try JSONDecoder().decode(HealthRecord.self, from: Data(json.utf8))
  }

  private func diagnosis(_ kind: String?, error: String? = nil) throws -> Diagnosis {
    var step = StepRecord(id: "walk")
    step.health = [try health(kind)]
    step.error = error
    let record = RunRecord(
      chapter: "toy", number: 7, title: "A walk", budget: .standard, seed: 1, threads: 1, engine: "",
      settings: ["learningRateD": .number(0.002), "learningRateG": .number(0.001)], steps: [step],
      command: "run toy", build: "")
    return Diagnosis(of: record, settings: Self.settings, program: "./learn", chapter: ToyRun.chapter)
  }

  @Test(arguments: [
    ("D too strong", "./learn run 7 --set learningRateD=0.0005"),
    ("low diversity", "./learn run 7 --set learningRateG=0.00025"),
    ("growing loss", "./learn run 7 --set learningRateD=0.0002"),
    ("standstill", "./learn run 7 --set learningRateG=0.01"), ("wrong sign", nil),
  ])
  func remedies(kind: String, command: String?) throws {
    let diagnosis = try diagnosis(kind)
    #expect(!diagnosis.isHealthy)
    #expect(diagnosis.items[0].remedy == command)
    #expect(diagnosis.markdown.contains("**Health (digits): \(kind).** Since step 40"))
    #expect(diagnosis.markdown.contains("1 of 1 training with findings."))
  }

  @Test func healthyRunsAndFailedSteps() throws {
    let healthy = try diagnosis(nil)
    #expect(
      healthy.isHealthy && healthy.markdown.contains("no problems found in 50 observations: D right in 70 %"))
    let failed = try diagnosis(nil, error: "the loss is not a number")
    #expect(!failed.isHealthy && failed.markdown.contains("ended with an error: the loss is not a number"))
  }
}
