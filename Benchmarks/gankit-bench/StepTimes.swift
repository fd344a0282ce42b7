import Foundation
import GANKit

/// How long a training step takes.
struct StepTimes: Encodable {
  let step: String
  let threads: Int
  let engine: String
  let medianMilliseconds: Double
  let minMilliseconds: Double
  let peakMemoryBytes: Int

  /// Times the step on the threads of `Machine`.
  init(of step: TrainingStep, batch: Int?, repeats: Int) {
    let times = milliseconds(repeats: repeats, warmUp: step.warmUp, step.prepare(batch: batch))
    self.step = step.rawValue
    threads = Machine.threads
    engine = Machine.engine
    medianMilliseconds = times.median
    minMilliseconds = times.min()!
    peakMemoryBytes = Machine.peakMemoryBytes
  }
}

extension StepTimes: CustomStringConvertible {
  var description: String {
    let number = { (value: Double) in String(format: "%.2f", value) }
    return
      "\(step), \(threads) thread\(threads == 1 ? "" : "s"), \(engine): median \(number(medianMilliseconds)) ms, "
      + "fastest \(number(minMilliseconds)) ms, peak memory \(peakMemoryBytes >> 20) MiB"
  }
}
