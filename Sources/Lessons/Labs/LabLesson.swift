import Figures
import Foundation
import GANKit
import LessonKit

/// The labs of a chapter. Each has three steps: what somebody who trains sees, what the library measures, and the same
/// training without the mistake.
protocol LabLesson: Lesson {
  var run: Run { get }
  static var labs: [Lab<Self>] { get }
  /// The training iterations.
  static var iterations: Setting<Int> { get }
}

extension LabLesson {
  public static var settings: [any AnySetting] { [iterations] + labs.map(\.setting) }

  public static var steps: [Step<Self>] {
    labs.flatMap { lab in
      [
        Step(lab.name) { lesson in { report in try lesson.showSymptom(lab, report) } },
        Step(lab.name + Chapter.causeSuffix) { lesson in { report in try lesson.measure(lab, report) } },
        Step(lab.name + Chapter.cureSuffix) { lesson in { report in try lesson.showCure(lab, report) } },
      ]
    }
  }

  private func training(_ lab: Lab<Self>) -> any LabTraining {
    lab.make(self, run[lab.setting] == lab.mended)
  }

  /// The training as somebody sees it who does not know what is wrong.
  private func showSymptom(_ lab: Lab<Self>, _ report: Report) throws {
    let training = training(lab)
    let (history, _) = try train(training, isWatched: false, report)
    try show(training, history, report)
  }

  /// The same training again, bit for bit, with the library watching.
  private func measure(_ lab: Lab<Self>, _ report: Report) throws {
    let training = training(lab)
    let (history, health) = try train(training, isWatched: true, report)
    if training.measured.isEmpty {
      try showMeasurements(of: health, report)
    } else {
      try show(training.measured, report)
    }
    let found = health.findings(of: history)
    report.metric("findings", found.count)
    guard run[lab.setting] != lab.mended else { return }
    report.check(
      "What the library names first is: \(lab.kind.rawValue)", from: .quick, found.first?.kind == lab.kind)
  }

  /// The same training without the mistake.
  private func showCure(_ lab: Lab<Self>, _ report: Report) throws {
    let training = lab.make(self, true)
    let (history, health) = try train(training, isWatched: true, report)
    try show(training, history, report)
    report.check("The library finds nothing wrong", from: .quick, health.findings(of: history).isEmpty)
  }

  private func train(
    _ training: any LabTraining, isWatched: Bool, _ report: Report
  ) throws -> (History, TrainingHealth) {
    let count = run[Self.iterations]
    let health = training.makeHealth()
    let loop = try report.loop(
      count, every: max(1, count / 200), state: training.state, health: isWatched ? health : nil)
    while let i = try loop.next() {
      let losses = training.update(i, of: count)
      if isWatched, health.isDue(i, of: count) { training.observe(health, step: i) }
      // A loop refuses numbers that are not finite. Here they are what is to be seen: the curves end.
      if losses.allSatisfy(\.value.isFinite) { try loop.log(losses) }
    }
    return (loop.history, health)
  }
}

// MARK: - Figures

extension LabLesson {
  private func show(_ training: any LabTraining, _ history: History, _ report: Report) throws {
    var chart = Chart("Losses", x: "iteration", y: "loss").xRange(0...Double(run[Self.iterations]))
    for name in history.names {
      let values = history.column(name)
      chart = chart.line(LossName.readable(name), values, colour: LossName.colour(name), smoothing: 5)
      let late = values.suffix(max(1, values.count / 10)).map(\.value)
      report.metric(name, late.reduce(0, +) / Double(late.count))
    }
    if history.rows.isEmpty { chart = chart.subtitle("No loss was a number.") }
    report.metric("lastFinite", history.rows.last?.iteration ?? -1)
    try report.figure("losses", chart)
    try report.figure("samples", training.picture("After \(run[Self.iterations]) iterations"))
  }

  /// What a training without two players observes, over the iterations.
  private func show(_ measured: [LabMeasure], _ report: Report) throws {
    try report.figure(
      "measured",
      Panels(
        "What is measured", columns: measured.count,
        measured.map { measure in
          Chart(measure.title, x: "iteration", y: measure.y)
            .line("", measure.values.filter(\.value.isFinite), colour: Palette.accent)
        }))
    for measure in measured {
      if let value = measure.values.last?.value, value.isFinite { report.metric(measure.key, value) }
    }
  }

  /// What the library looks at, over the iterations.
  private func showMeasurements(of health: TrainingHealth, _ report: Report) throws {
    let seen = health.observations
    func chart(_ title: String, _ y: String, _ value: (TrainingHealth.Observation) -> Double?) -> Chart {
      Chart(title, x: "iteration", y: y).line(
        "",
        seen.compactMap { one in value(one).map { (step: one.step, value: $0) } }.filter(\.value.isFinite),
        colour: Palette.accent)
    }
    try report.figure(
      "measured",
      Panels(
        "What the library measures", columns: 3,
        [
          chart("D is right", "share of its decisions", \.accuracy).yRange(0...1.02),
          chart("G's gradient", "length", \.gradientNorm),
          chart("Diversity of the fakes", "relative to the data", \.diversity),
        ]))
    for (name, value) in [
      ("accuracyD", health.latestAccuracy), ("diversity", health.latestDiversity),
      ("gradientShare", health.latestGradientShare),
    ] {
      if let value, value.isFinite { report.metric(name, value) }
    }
  }
}

extension TrainingHealth {
  /// The findings at the end of a loop.
  fileprivate func findings(of history: History) -> [HealthFinding] {
    findings(logged: history.names.map { Logged(name: $0, values: history.column($0)) })
  }
}

/// How figures call a loss, by the name that it is logged under.
private enum LossName {
  static func readable(_ name: String) -> String {
    name.hasPrefix("loss") ? String(name.dropFirst(4)) : name
  }

  static func colour(_ name: String) -> Colour? {
    switch name {
    case "lossD": Palette.discriminator
    case "lossG": Palette.generator
    default: nil
    }
  }
}
