import Figures
import Foundation
import GANKit
import LessonKit

// Equal distributions: D* is 1/2 everywhere.

extension IdealDiscriminatorLesson {
  func showEqual(_ report: Report) throws {
    let d = perfectPair(distance: 0).d
    try report.figure("densities", perfectChart("Equal distributions", distance: 0))
    let spread = stride(from: -5.0, through: 5, by: 0.01).map { Swift.abs(d($0) - 0.5) }.max()!
    let sampled = sampledAccuracy(distance: 0, 50_000, "equal")
    report.metric("accuracy", d.accuracy(over: Self.range))
    report.metric("accuracyOnSamples", sampled)
    report.metric("largestDeviationFromHalf", spread)
    report.check("D* is 1/2 everywhere", spread < 1e-12)
    report.check("D* is right half the time on samples", Swift.abs(sampled - 0.5) < 0.01)
  }
}
