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
    let steps = (0...60).map { Double($0) / 10 }
    let found = steps.map { perfectPair(distance: $0).d }
    try report.figure(
      "accuracy",
      Chart(
        "How well the perfect discriminator can tell", x: "distance between the means",
        y: "accuracy, JSD / ln 2"
      )
      .line("accuracy", steps, found.map { $0.accuracy(over: Self.range) }, colour: .discriminator)
      .line("JSD / ln 2", steps, found.map { $0.jensenShannon(over: Self.range) / log(2) }, colour: .accent)
      .reference(y: 0.5, "right half the time").yRange(0...1))
    report.metric("accuracyAtOne", perfectPair(distance: 1).d.accuracy(over: Self.range))
  }
}
