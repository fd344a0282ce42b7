import Figures
import Foundation
import GANKit
import Pictures

/// A small model of ``Patterns`` that is trained by its likelihood, for the labs of chapter 9.
final class SmallLikelihood: LabTraining {
  private let model: any Module
  private let optimizer: any Optimizer
  private let extra: [(name: String, value: any Checkpointable)]
  private let random: Random
  private let loss: (_ x: Tensor, Random) -> Tensor
  private let logScore: (_ x: Tensor) -> Tensor
  private let draw: (_ count: Int, Random) -> Tensor
  /// What was measured of the scores: the logarithm of their sum, and the share of it that the data's patterns have.
  private(set) var measured: [LabMeasure] = [
    LabMeasure(title: "Sum of the scores of all rows", y: "ln of the sum", key: "logSum"),
    LabMeasure(title: "Share of the data's patterns", y: "share of the sum", key: "patternShare"),
  ]

  /// - Parameters:
  ///   - extra: what an iteration changes besides.
  ///   - random: what batches are drawn from.
  ///   - loss: of a batch `[N, 8]`.
  ///   - logScore: what the model takes for ln of a probability, up to a constant, `[N, 8] -> [N]`.
  ///   - draw: samples of the model.
  init(
    _ model: some Module, optimizer: any Optimizer, extra: [(name: String, value: any Checkpointable)] = [],
    using random: Random, loss: @escaping (_ x: Tensor, Random) -> Tensor,
    logScore: @escaping (_ x: Tensor) -> Tensor, draw: @escaping (_ count: Int, Random) -> Tensor
  ) {
    (self.model, self.optimizer, self.extra, self.random) = (model, optimizer, extra, random)
    (self.loss, self.logScore, self.draw) = (loss, logScore, draw)
  }

  var state: [(name: String, value: any Checkpointable)] {
    [("model", model), ("optimizer", optimizer), ("random", random)] + extra
  }

  func makeHealth() -> TrainingHealth { TrainingHealth(of: model) }

  func update(_ i: Int, of count: Int) -> KeyValuePairs<String, Float> {
    let x = Patterns.draw(100, using: random)
    let (value, found) = gradients(of: model) { loss(x, random) }
    optimizer.update(with: found)
    return ["loss": value]
  }

  func observe(_ health: TrainingHealth, step: Int) {
    health.observe(step: step)
    let scores = logScore(Patterns.all)
    let logSum = Double(logSumExp(scores).scalar)
    let rows = Patterns.all.scalars
    let patterns = (0..<256).filter { row in
      let white = (0..<8).filter { rows[8 * row + $0] > 0.5 }
      return white.count == 3 && white[2] - white[0] == 2
    }
    let share = exp(Double(logSumExp(scores.gathered(rows: patterns)).scalar) - logSum)
    measured[0].values.append((step: step, value: logSum))
    measured[1].values.append((step: step, value: share))
  }

  func picture(_ title: String) -> any Figure {
    let shown = 30
    let drawn = draw(shown, Random(seed: 1, stream: "shown"))
    let data = Patterns.draw(shown, using: Random(seed: 1, stream: "shown data"))
    // A light grey, because the paper is white.
    func images(_ x: Tensor) -> Tensor { 1.5 * x.reshaped(to: [shown, 1, Patterns.pixels, 1]) - 1 }
    return ImageGrid(
      concatenate([images(data), images(drawn)]), columns: 6, scale: 12, title: title,
      caption: "The upper five lines: data. The lower five: drawn by the model.")
  }
}
