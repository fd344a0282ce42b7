import Foundation
import Testing

/// What the variants of chapter 7's last step share.
@Suite("CycleGAN's variants")
struct VariantOrderRunTests {
  @Test("Variants with the same weights end in the same numbers: same networks, same pictures, same order")
  func sameOrder() throws {
    let runner = try Runner()
    defer { runner.remove() }
    // Without the cycle loss and the identity loss, three of the four variants are the same.
    let result = try runner.run(
      "run", "cyclegan", "--budget", "smoke", "--json", "--set", "iterations=5", "--set",
      "buildingIterations=5",
      "--set", "exhibitIterations=12", "--set", "width=2", "--set", "blocks=1", "--set", "widthD=2", "--set",
      "poolSize=3", "--set", "cycleWeight=0", "--set", "identityWeight=0", "--output", "out")
    #expect(result.exitCode == 0, "\(result.errors.suffix(1000))")
    let steps = try #require(try result.json()["steps"] as? [[String: Any]])
    let last = try #require(
      steps.first { $0["id"] as? String == "what-breaks" }?["metrics"] as? [String: Double])
    for finding in ["errorAToB", "errorBToA", "cycleErrorAToB", "overlapAToB"] {
      let healthy = try #require(last["\(finding)-healthy"])
      #expect(last["\(finding)-noCycle"] == healthy && last["\(finding)-noIdentity"] == healthy)
      #expect(last["\(finding)-noAdversary"] != healthy || finding == "overlapAToB")
    }
  }
}
