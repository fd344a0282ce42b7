import Foundation
import GANKit
import TestSupport
import Testing

/// What a run says about the health of its trainings, and keeps in run.json.
@Suite("The health of trainings, on the command line", .serialized)
struct HealthRunTests {
  private struct NoStep: Error {}

  private func health(
    of chapter: String = "02-ideal-discriminator", _ settings: String...
  ) throws -> (text: String, exitCode: Int32, record: [String: Any]) {
    let runner = try Runner()
    defer { runner.remove() }
    let result = try runner.run(
      ["run", "\(chapter.dropFirst(3))", "--budget", "smoke", "--quiet"] + settings.flatMap { ["--set", $0] })
    let bytes = try Data(contentsOf: runner.folder.appending(path: "output/\(chapter)/run.json"))
    let record = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    let steps = try #require(record["steps"] as? [[String: Any]])
    #expect(steps.filter { $0["health"] != nil }.map { $0["id"] as? String } == ["train"])
    let train = try #require(steps.first { $0["id"] as? String == "train" })
    let trainings = try #require(train["health"] as? [[String: Any]])
    #expect(trainings.count == 1)
    return (result.output.replacing("\n", with: " "), result.exitCode, trainings[0])
  }

  @Test("A healthy training: one line, and no findings in run.json")
  func healthy() throws {
    let (text, exitCode, record) = try health()
    #expect(exitCode == 0)
    #expect(text.contains("Health: no problems found in 51 observations: D right in "))
    #expect(record["observations"] as? Int == 51)
    #expect((record["findings"] as? [Any])?.isEmpty == true)
    #expect((record["accuracy"] as? Double).map { $0 > 0.3 && $0 < 0.8 } == true)
  }

  @Test("A rate that is much too high is named, with its number and step; the exit code stays 0")
  func unhealthy() throws {
    let (text, exitCode, record) = try health(
      of: "03-vanilla-gan", "learningRate=0.1", "iterations=600", "trainImages=1000", "samples=200",
      "exhibitIterations=10")
    #expect(exitCode == 0)
    let findings = try #require(record["findings"] as? [[String: Any]])
    let first = try #require(findings.first, "\(text.suffix(1500))")
    #expect(findings.contains { $0["kind"] as? String == "growing loss" })
    #expect(text.contains("Health: \(first["kind"] as? String ?? "?")."))
    #expect(first["number"] is Double && first["since"] is Int)
    #expect((first["sentence"] as? String)?.hasPrefix("Since step ") == true)
  }

  @Test("A short training is not judged")
  func short() throws {
    let (text, _, record) = try health("iterations=30")
    #expect(text.contains("Health: too short to judge, with 4 observations."))
    #expect(record["tooShort"] as? Bool == true && (record["findings"] as? [Any])?.isEmpty == true)
  }

  @Test("Interrupted in the middle of a training and resumed, a run knows the same of its health")
  func interrupted() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let run = [
      "run", "ideal-discriminator", "--budget", "smoke", "--quiet", "--set", "iterations=1200", "--output",
    ]
    func health(_ output: String) throws -> NSDictionary? {
      let file = runner.folder.appending(path: "\(output)/02-ideal-discriminator/run.json")
      let record = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
      let train = (record?["steps"] as? [[String: Any]])?.first { $0["id"] as? String == "train" }
      // A record without this step, or a step without a status, is no state of health.
      guard let train, let status = train["status"] as? String else { throw NoStep() }
      guard status != "not run" else { return nil }
      return ["health": train["health"] ?? "none"]
    }
    #expect(try runner.run(run + ["straight"]).exitCode == 0)
    let running = try runner.start(run + ["broken"])
    try Runner.wait { (try? health("broken")) != nil || !running.process.isRunning }
    usleep(300_000)
    running.signal(SIGINT)
    #expect(try running.wait().exitCode == 130)
    #expect(try health("broken") == ["health": "none"])
    #expect(try runner.run(run + ["broken"]).exitCode == 0)
    let (expected, found) = (try health("straight"), try health("broken"))
    #expect(expected == found && expected?["health"] is [Any])
  }
}
