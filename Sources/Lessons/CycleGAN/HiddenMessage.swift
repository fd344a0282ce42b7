import Figures
import Foundation
import GANKit
import LessonKit

// What a translation hides from the eye.

extension CycleGANLesson {
  func showHiddenMessage(_ report: Report) throws {
    let message = Message(players, of: domains.testA, truth: domains.truth?.ofA)
    let labels = (domains.names.a, "the true \(domains.names.b)")
    try showMessage("rows", message, labels: labels, gain: 4, domains, report)
    try showNoise("noise", message, labels: labels, domains, report)
    showErrors(message, report)
  }

  /// Pictures, their translations, the fine detail of these, and what comes back from them.
  ///
  /// - Parameter gain: how strongly detail is amplified.
  func showMessage(
    _ name: String, _ message: Message, labels: (a: String, truth: String), gain: Float, _ domains: Domains,
    _ report: Report
  ) throws {
    let count = min(6, message.a.shape[0])
    let soft = softened(message.translated)
    var rows: [(String, Tensor)] = [
      ("\(labels.a) a", message.a), ("G(a)", message.translated),
      ("detail of G(a), \(Int(gain)) times", amplified(message.translated, by: gain)),
      ("F(G(a))", message.returned(from: message.translated)),
      ("F(blurred G(a))", message.returned(from: soft)),
    ]
    if let truth = message.truth {
      rows += [
        (labels.truth, truth), ("its detail, \(Int(gain)) times", amplified(truth, by: gain)),
        ("F(\(labels.truth))", message.returned(from: truth)),
      ]
    }
    try report.figure(
      name,
      ImageGrid(
        concatenate(rows.map { $0.1.rows(0..<count) }), columns: count,
        caption:
          "Test pictures. Nothing was selected. Detail is what a blur takes away; grey is none. Trained on "
          + "\(domains.source.note).",
        rowLabels: rows.map(\.0)))
  }

  /// The error of what comes back, over noise that is added to F's input.
  func showNoise(
    _ name: String, _ message: Message, labels: (a: String, truth: String), _ domains: Domains,
    _ report: Report
  ) throws {
    let random = run.random(name == "noise" ? "hidden message" : name)
    // snippet.noise
    let levels: [Float] = [0, 0.02, 0.05, 0.1, 0.15, 0.2]
    let noise = Tensor.normal(message.a.shape, using: random)
    func errors(from pictures: Tensor) -> [Double] {
      levels.map { level in message.error(from: pictures + level * noise) }
    }
    // snippet.end
    let returned = errors(from: message.translated)
    report.metric("returned", returned[0])
    report.metric("returnedThroughNoise", returned[3])
    var largest = returned.max() ?? 1
    var chart = Chart(
      "How much of a comes back through noise",
      x: "noise on F's input (standard deviation, pixels in [-1, 1])", y: "mean |F(...) - a|"
    )
    .line("from G(a)", levels.map(Double.init), returned, colour: Palette.generator)
    if let truth = message.truth {
      let honest = errors(from: truth)
      report.metric("honest", honest[0])
      report.metric("honestThroughNoise", honest[3])
      chart = chart.line("from \(labels.truth)", levels.map(Double.init), honest, colour: Palette.real)
      largest = max(largest, honest.max() ?? 1)
    }
    try report.figure(
      name,
      chart.yRange(0...largest * 1.2).caption("Test pictures. Trained on \(domains.source.note)."))
  }

  /// What F makes of mixtures of G(a) and the true picture: which part of G(a) does it need?
  private func showErrors(_ message: Message, _ report: Report) {
    let translated = message.translated
    report.metric("blurred", message.error(from: softened(translated)))
    guard let truth = message.truth, domains.areHerds else { return }
    // snippet.parts
    let coat = changed(from: message.a, to: truth)
    let trueCoat = translated.replacing(with: truth, where: coat)
    let trueSurroundings = truth.replacing(with: translated, where: coat)
    // snippet.end
    report.metric("blurredHonest", message.error(from: softened(truth)))
    report.metric("trueCoat", message.error(from: trueCoat))
    report.metric("trueSurroundings", message.error(from: trueSurroundings))
    report.table(
      ["F's input", "error of what comes back"],
      [
        ("G(a)", translated), ("G(a), blurred", softened(translated)), ("the true b", truth),
        ("the true b, blurred", softened(truth)), ("G(a) with the true coat", trueCoat),
        ("G(a) with true surroundings", trueSurroundings),
      ].map { [$0, String(format: "%.3f", message.error(from: $1))] })
  }
}

/// Pictures of A, their translations, and the network that translates back.
struct Message {
  let a, translated: Tensor
  /// The right translations, where they are known.
  let truth: Tensor?
  private let f: Sequential

  init(_ players: Players, of a: Tensor, truth: Tensor?) {
    (self.a, self.truth, f) = (a, truth, players.f)
    translated = applied(players.g, to: a)
  }

  /// F of pictures that look like B.
  func returned(from pictures: Tensor) -> Tensor { applied(f, to: pictures) }

  /// The mean of |F(pictures) - a|.
  func error(from pictures: Tensor) -> Double {
    Double(meanAbsoluteError(returned(from: pictures), a).scalar)
  }
}

/// Pictures `[N, H, W, C]` blurred: each pixel becomes the mean of 3 x 3.
func softened(_ pictures: Tensor) -> Tensor {
  pictures.padded(1, mode: .reflect).averagePooled(kernel: 3, stride: 1)
}

/// What blurring takes away from pictures, several times as strong, about grey.
func amplified(_ pictures: Tensor, by gain: Float) -> Tensor {
  max(min(gain * (pictures - softened(pictures)), 1), -1)
}

/// 1 where a picture and its right translation differ, otherwise 0: `[N, H, W, 1]`.
func changed(from a: Tensor, to truth: Tensor) -> Tensor {
  abs(a - truth).sum(axes: [3], keepingDimensions: true) .> 0
}
