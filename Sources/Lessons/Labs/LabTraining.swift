import Figures
import GANKit
import Pictures

/// A training of seconds, with one mistake in it or with that mended.
protocol LabTraining: AnyObject {
  /// Everything that an iteration changes.
  var state: [(name: String, value: any Checkpointable)] { get }

  /// A watch over the networks that take part.
  func makeHealth() -> TrainingHealth

  /// One iteration, counted from 0, of so many.
  ///
  /// - Returns: the losses of the iteration, by name.
  func update(_ i: Int, of count: Int) -> KeyValuePairs<String, Float>

  /// Has the library look at the networks, which stay as they are.
  func observe(_ health: TrainingHealth, step: Int)

  /// What G makes now, beside the data.
  func picture(_ title: String) -> any Figure

  /// What was observed besides what `TrainingHealth` keeps; in a training without two players, all that there is.
  var measured: [LabMeasure] { get }
}

extension LabTraining {
  var measured: [LabMeasure] { [] }
}

/// A number that a lab observes over a training.
struct LabMeasure {
  let title: String
  /// What the axis of its chart says.
  let y: String
  /// The name of its latest value among the metrics.
  let key: String
  var values: [(step: Int, value: Double)] = []
}
