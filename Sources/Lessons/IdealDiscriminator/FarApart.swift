import Figures
import Foundation
import GANKit
import LessonKit

// Two distributions that hardly overlap: D* is nearly always right.

extension IdealDiscriminatorLesson {
  func showFarApart(_ report: Report) throws {
    let distance = run[Self.distance]
    let exact = perfectPair(distance: distance).d.accuracy(over: Self.range)
    let sampled = sampledAccuracy(distance: distance, 50_000, "far-apart")
    try report.figure("densities", perfectChart("Two distributions far apart", distance: distance))
    report.metric("accuracy", exact)
    report.metric("accuracyOnSamples", sampled)
    // For two normals of equal width the answer is known: Phi(distance / (2 sigma)).
    let known = erfc(-distance / (2 * 0.7) / 2.0.squareRoot()) / 2
    report.check("the accuracy agrees with the closed form", Swift.abs(exact - known) < 1e-6)
    // Four standard errors of a share among 100,000.
    let tolerance = 4 * (exact * (1 - exact) / 100_000).squareRoot() + 1e-4
    report.check("the accuracy agrees with a count on samples", Swift.abs(exact - sampled) < tolerance)
  }
}
