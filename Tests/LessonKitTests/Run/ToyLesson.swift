import Figures
import Foundation
import GANKit

@testable import LessonKit
import ReportFigures

/// A lesson small enough for tests: two numbers that move at random, towards a goal.
final class ToyLesson: Lesson {
  static let slug = "toy"
  static let count = Setting("count", quick: 50, standard: 500, full: 5000, in: 0...10_000, "iterations")
  static let rate = Setting<Float>("rate", 0.1, in: 0...10, "how fast the walk goes")
  static let flavour = Setting("flavour", Flavour.plain, "which walk")
  static let fails = Setting("fails", false, "whether the check fails")
  static let settings: [any AnySetting] = [count, rate, flavour, fails]

  enum Flavour: String, SettingChoice {
    case plain, odd
  }

  let run: Run
  let position: Parameter

  init(_ run: Run) throws {
    self.run = run
    position = Parameter(Tensor.normal([2], using: run.random("networks")))
  }

  var state: [(name: String, value: any Checkpointable)] { [("walker", Walker(position: position))] }

  var startingNetworks: [StartingNetwork] { [StartingNetwork("walker", Walker(position: position))] }

  struct Walker: Module {
    let position: Parameter
  }

  static var steps: [Step<ToyLesson>] {
    [Step("look", look), Step("walk", walk), Step("walk-back", walkBack), Step("sum-up", sumUp)]
  }

  private func look(_ report: Report) throws {
    report.say("The walker stands at *\(position.value.scalars)*.")
    report.metric("start", position.value.scalars[0])
    try report.figure("start", DotFigure(position.value.scalars))
  }

  private func walk(_ report: Report) throws {
    let random = run.random("walk")
    let loop = try report.loop(run[Self.count], state: [("random", random)])
    while let i = try loop.next() {
      ToyHooks.call(run.outputFolder.path, i)
      let rate = run[Self.rate]
      let push = Tensor.normal([2], using: random)
      position.value = position.value + push * rate - position.value * (rate * 0.5)
      let distance = sqrt((position.value * position.value).sum()).scalar
      try loop.log(["distance": rate > 9 ? distance / 0 : distance])
    }
    try report.figure("path", DotFigure(loop.history.column("distance").map { Float($0.value) }))
    try report.samples("places", tanh(position.value).reshaped(to: [1, 1, 2, 1]))
    report.metric("distance", loop.history.last("distance")?.value ?? 0)
  }

  private func walkBack(_ report: Report) throws {
    for name in ["first", "second"] {
      let random = run.random("walk-back/\(name)")
      let loop = try report.loop(run[Self.count], named: name, every: 10, state: [("random", random)])
      while let i = try loop.next() {
        ToyHooks.call(run.outputFolder.path + "/" + name, i)
        position.value = position.value - 0.01 * Tensor.uniform([2], using: random)
        try loop.log(["x": position.value.scalars[0]])
      }
    }
    try report.figure("end", DotFigure(position.value.scalars))
  }

  private func sumUp(_ report: Report) throws {
    report.table(["axis", "value"], [["x", "\(position.value.scalars[0])"], ["y", "2 | 3"]])
    report.check("the walker is somewhere", !run[Self.fails])
    report.metric("axes", 2)
    try report.figure("course", Chart("Course").line("x", [0, 1], position.value.scalars.map(Double.init)))
    let frames = [0, 1].map { ("step \($0)", Tensor.full([1, 2, 2, 1], Float($0))) }
    try report.animation("film", Animation(frames), caption: "Two frames.")
  }
}
