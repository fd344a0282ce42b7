import ArgumentParser
import Foundation
import GANKit

@main
struct GANKitBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gankit-bench",
    abstract: "Times training steps of GANKit on random data, and measures the machine's limits.")

  @Argument(
    help:
      "The training step, \"limits\" for the speed of matrix products, convolutions and copies of memory, or \"convolutions\" for layers by Winograd's algorithm and without."
  )
  var step: Subject

  @Option(help: "Threads to use (default: all cores).")
  var threads = Machine.cores

  @Option(help: "Steps to time, after a few to warm up (default: depends on what is measured).")
  var repeats: Int?

  @Option(help: "Images in a batch, for the steps that have more than one (default: the step's own).")
  var batch: Int?

  @Flag(
    help:
      "Show where a training step's time goes: layers, products, waiting, compared with the arithmetic peak.")
  var profile = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if let problem = Machine.engineProblem { throw ValidationError(problem) }
    guard threads >= 1 else { throw ValidationError("--threads needs at least 1, found \(threads).") }
    guard batch ?? 2 >= 2 else { throw ValidationError("--batch needs at least 2, found \(batch!).") }
    if profile && !step.isTrainingStep {
      throw ValidationError("--profile needs a training step, found \(step).")
    }
    guard repeats ?? 1 >= 1 else { throw ValidationError("--repeats needs at least 1, found \(repeats!).") }
  }

  func run() throws {
    Machine.adoptFastestMatrixProducts()
    Machine.threads = threads
    switch step {
    case .limits: try show(Limits.measured(repeats: repeats ?? 11))
    case .convolutions: try show(ConvolutionTimes.measured(repeats: repeats ?? 20))
    case .step(let step) where profile:
      try show(StepProfile(of: step, batch: batch, repeats: repeats ?? step.repeats))
    case .step(let step): try show(StepTimes(of: step, batch: batch, repeats: repeats ?? step.repeats))
    }
  }

  private func show(_ result: some Encodable & CustomStringConvertible) throws {
    guard json else { return print(result) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(result), as: UTF8.self))
  }
}

/// What can be measured: a training step, the machine's limits, or single convolutions.
enum Subject: ExpressibleByArgument {
  case step(TrainingStep)
  case limits
  case convolutions

  init?(argument: String) {
    if argument == "limits" {
      self = .limits
    } else if argument == "convolutions" {
      self = .convolutions
    } else if let step = TrainingStep(rawValue: argument) {
      self = .step(step)
    } else {
      return nil
    }
  }

  var isTrainingStep: Bool {
    if case .step = self { true } else { false }
  }

  static var allValueStrings: [String] { TrainingStep.allCases.map(\.rawValue) + ["limits", "convolutions"] }
}
