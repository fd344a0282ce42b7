import ArgumentParser
import Foundation
import GANKit

@main
struct GANKitBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gankit-bench", abstract: "Times training steps of GANKit on random data.")

  @Argument(help: "The training step: \(TrainingStep.allCases.map(\.rawValue).joined(separator: ", ")).")
  var step: TrainingStep

  @Option(help: "Threads to use (default: all cores).")
  var threads = Machine.cores

  @Option(help: "Steps to time, after a few to warm up (default: depends on the step).")
  var repeats: Int?

  @Option(help: "Images in a batch, for the steps that draw from noise (default: the step's own).")
  var batch: Int?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads needs at least 1, found \(threads).") }
    guard batch ?? 2 >= 2 else { throw ValidationError("--batch needs at least 2, found \(batch!).") }
    guard repeats ?? 1 >= 1 else { throw ValidationError("--repeats needs at least 1, found \(repeats!).") }
  }

  func run() throws {
    Machine.adoptFastestMatrixProducts()
    Machine.threads = threads
    let training = step.prepare(batch: batch)
    for _ in 0..<step.warmUp { training() }
    let clock = ContinuousClock()
    let times = (0..<(repeats ?? step.repeats)).map { _ in clock.measure(training) / .milliseconds(1) }
      .sorted()
    let result = Result(
      step: step.rawValue, threads: threads, engine: Machine.engine,
      medianMilliseconds: (times[(times.count - 1) / 2] + times[times.count / 2]) / 2,
      minMilliseconds: times[0],
      peakMemoryBytes: Machine.peakMemoryBytes)
    print(try json ? result.json() : result.text)
  }
}

/// What one measurement found.
private struct Result: Encodable {
  let step: String
  let threads: Int
  let engine: String
  let medianMilliseconds: Double
  let minMilliseconds: Double
  let peakMemoryBytes: Int

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  var text: String {
    let number = { (value: Double) in String(format: "%.2f", value) }
    return
      "\(step), \(threads) thread\(threads == 1 ? "" : "s"), \(engine): median \(number(medianMilliseconds)) ms, "
      + "fastest \(number(minMilliseconds)) ms, peak memory \(peakMemoryBytes >> 20) MiB"
  }
}
