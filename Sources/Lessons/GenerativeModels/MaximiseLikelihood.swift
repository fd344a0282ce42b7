import GANKit
import LessonKit

// The loop of the three families that maximise a likelihood, or a bound on one, by its gradient.

extension GenerativeModelsLesson {
  /// Trains a model to make the data likely. There is one player and one loss, whose value can be compared between
  /// models: the mean of -ln p(x), in nats, or a bound on it.
  ///
  /// - Parameter loss: of a batch `[N, D]`; it is told which share of the training is done, 0...1, and it draws from the
  ///   generator that it is given.
  func maximiseLikelihood(
    of model: some Module, named name: String, on data: Tensor, iterations: Int, rate: Float,
    _ report: Report, loss: (_ x: Tensor, _ done: Float, Random) -> Tensor
  ) throws -> History {
    let random = run.random("train \(name)")
    let batches = Batches(
      count: data.shape[0], size: run[Self.batchSize], using: random, keepPartial: false)
    // snippet.maximise
    let optimizer = Adam(for: model, learningRate: rate)
    let schedule = CosineDecay(from: rate, of: iterations)
    let loop = try report.loop(
      iterations, named: name, every: Loop.interval(of: iterations),
      state: [("model", model), ("random", random), ("batches", batches), ("optimizer", optimizer)])
    while let i = try loop.next() {
      optimizer.learningRate = schedule.rate(at: i)
      let x = data.gathered(rows: batches.next())
      let (value, gradients) = gradients(of: model) { loss(x, Float(i) / Float(iterations), random) }
      optimizer.update(with: gradients)
      try loop.log(["loss": value])
    }
    // snippet.end
    return loop.history
  }
}
