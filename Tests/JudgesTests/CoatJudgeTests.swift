import Datasets
import Foundation
import GANKit
import Judges
import TestSupport
import Testing

@Suite struct CoatJudgeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The judge itself, on herds that it has not seen: as they are, in other sizes, and with what can hardly be seen, noise
  /// and a trace of the other coat.
  @Test func theClassifierNamesTheCoats() throws {
    let judge = try CoatClassifier.trained(cache: folder.url)
    let again = try CoatClassifier.trained(cache: folder.url) { _ in Issue.record("trained again") }
    #expect(again.checksum == judge.checksum)

    func expectRead(_ plain: Tensor, _ striped: Tensor, atLeast share: Double, _ what: Comment) {
      #expect(judge.share(of: plain, wearing: .plain) >= share, what)
      #expect(judge.share(of: striped, wearing: .striped) >= share, what)
    }
    let (plain, striped) = DrawnHerds.twins(count: 300, using: Random(seed: 21))
    expectRead(plain, striped, atLeast: 0.98, "as drawn")
    #expect(judge.share(of: striped, wearing: .plain) < 0.02)
    let noise = Tensor.normal(plain.shape, standardDeviation: 0.15, using: Random(seed: 23))
    expectRead(plain + noise, striped + noise, atLeast: 0.95, "noisy")
    let trace = 0.15 * (striped - plain)
    expectRead(plain + trace, striped - trace, atLeast: 0.9, "with a trace of the other coat")
    let large = DrawnHerds.twins(count: 50, side: 128, using: Random(seed: 24))
    expectRead(large.plain, large.striped, atLeast: 0.95, "larger")
  }
}
