import Figures
import Foundation
import GANKit
import LessonKit

// The same two distributions, closer and closer: D* is right less often.

extension IdealDiscriminatorLesson {
  func moveTogether(_ report: Report) throws {
    let distances = [4.0, 2, 1, 0.5]
    try report.figure(
      "panels",
      Panels(
        "The same two distributions, moved together", columns: 2,
        distances.map { perfectChart("distance \($0)", distance: $0) }
      ).sharedRanges())
    try measureDistances(report)
    try addNoise(report)
  }

  /// Three measures of how far apart two distributions are.
  private func measureDistances(_ report: Report) throws {
    let steps = (0...60).map { Double($0) / 10 }
    let pairs = steps.map { perfectPair(distance: $0) }
    let widest = steps.last!
    let moved = pairs.map { wasserstein($0.p, $0.q, over: Self.range) }
    try report.figure(
      "accuracy",
      Chart(
        "Three measures of how far apart the distributions are",
        x: "distance between the means", y: "three measures, scaled"
      )
      .line("accuracy", steps, pairs.map { $0.d.accuracy(over: Self.range) }, colour: .discriminator)
      .line("JSD / ln 2", steps, pairs.map { $0.d.jensenShannon(over: Self.range) / log(2) }, colour: .accent)
      .line("Wasserstein distance / 6", steps, moved.map { $0 / widest }, colour: .generator)
      .reference(y: 0.5, "right half the time").yRange(0...1))
    report.metric("accuracyAtOne", perfectPair(distance: 1).d.accuracy(over: Self.range))
    report.metric("wassersteinAtFive", moved[50])
    let gap = zip(steps, moved).map { Swift.abs($0 - $1) }.max()!
    report.check("the Wasserstein distance is the distance between the means", gap < 1e-4)
  }

  /// The first panel again, after noise was added to both sides.
  private func addNoise(_ report: Report) throws {
    let (distance, noise) = (4.0, 2.0)
    let steps = (0...60).map { Double($0) / 10 }
    func accuracies(_ noise: Double) -> [Double] {
      steps.map { perfectPair(distance: $0, noise: noise).d.accuracy(over: Self.range) }
    }
    try report.figure(
      "noise",
      Panels(
        "The same two distributions at distance 4, without noise and with it", columns: 3,
        [
          perfectChart("without noise", distance: distance, range: -7...7),
          perfectChart("noise of deviation 2", distance: distance, noise: noise, range: -7...7),
          Chart("accuracy of D*", x: "distance between the means", y: "accuracy")
            .line("accuracy without noise", steps, accuracies(0), colour: .accent)
            .line("accuracy with noise", steps, accuracies(noise), colour: .accent, style: .dashed)
            .yRange(0...1),
        ]))
    let noisy = perfectPair(distance: distance, noise: noise).d.accuracy(over: Self.range)
    let known = erfc(-distance / (2 * hypot(0.7, noise)) / 2.0.squareRoot()) / 2
    report.metric("accuracyWithNoise", noisy)
    report.check("the accuracy with noise agrees with the closed form", Swift.abs(noisy - known) < 1e-6)
  }
}
