import Foundation
import Testing

/// `gankit-bench` as a process, and what the scripts beside it say of the same steps.
@Suite("Benchmarks", .serialized) struct BenchmarkTests {
  private static let folder = "\(Runner.repositoryPath)/Benchmarks"
  private static let steps = [
    "vanilla", "dcgan28", "dcgan28-light", "dcgan64", "conditional", "pix2pix", "cyclegan", "srgan",
    "wgan-gp",
  ]

  private let runner: Runner

  init() throws { runner = try Runner() }

  private func bench(_ arguments: String...) throws -> Runner.Result {
    let program = URL(filePath: Runner.programPath).deletingLastPathComponent().appending(
      path: "gankit-bench")
    return try runner.run(program: program.path, arguments)
  }

  private func python(_ arguments: [String], by program: String = "python3") throws -> Runner.Result {
    // Nothing is left beside the scripts.
    try runner.run(program: "/usr/bin/env", ["PYTHONDONTWRITEBYTECODE=1", program] + arguments)
  }

  private static let hasPython = ProcessInfo.processInfo.environment["PATH", default: ""].split(
    separator: ":"
  )
  .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }

  /// A Python that has PyTorch.
  private static let referencePython = ProcessInfo.processInfo.environment["GANKIT_BENCH_PYTHON"]

  /// The arithmetic of a step by the definition, in GFLOP, as `operations.py` counts it.
  private func counted(_ step: String) throws -> Double {
    let result = try python(["\(Self.folder)/operations.py", "--json"])
    let found = try #require(try result.json()[step] as? [String: Any], "\(result.errors)")
    return try #require(found["full"] as? Double)
  }

  @Test(
    "A step's convolutions and matrix products are as much arithmetic as operations.py counts",
    .enabled(if: hasPython, "needs python3"), arguments: steps)
  func arithmetic(step: String) throws {
    defer { runner.remove() }
    let result = try bench(step, "--profile", "--repeats", "1", "--json")
    try #require(result.exitCode == 0, "\(result.errors)")
    let rows = try #require(try result.json()["rows"] as? [[String: Any]])
    let families = rows.filter { $0["name"] == nil }
    let gflop = families.compactMap { $0["gflop"] as? Double }.reduce(0, +)
    let expected = try counted(step)
    #expect(abs(gflop - expected) < 1e-9 * expected, "\(gflop) instead of \(expected)")
  }

  @Test("A profile accounts for the whole step")
  func profile() throws {
    defer { runner.remove() }
    let result = try bench("vanilla", "--profile", "--threads", "1", "--repeats", "3", "--json")
    let profile = try result.json()
    let rows = try #require(profile["rows"] as? [[String: Any]])
    let families = rows.filter { $0["name"] == nil }
    #expect(
      families.compactMap { $0["family"] as? String }
        == ["matrix products", "normalization", "optimizer", "pointwise and the rest", "step"])
    let shares = families.compactMap { $0["ofStep"] as? Double }
    #expect(abs(shares.dropLast().reduce(0, +) - 1) < 1e-6 && shares.last == 1)
    #expect(rows.allSatisfy { ($0["milliseconds"] as? Double ?? 0) > 0 })
    // One thread waits for nobody, but the system may take the processor away between two readings of the clock.
    let whole = try #require(families.last)
    let waiting = try #require(whole["waitingMilliseconds"] as? Double)
    let milliseconds = try #require(whole["milliseconds"] as? Double)
    #expect(abs(waiting) < 0.5 * milliseconds)
  }

  @Test("A profile as a table")
  func profileTable() throws {
    defer { runner.remove() }
    let result = try bench("dcgan28-light", "--profile", "--threads", "2", "--repeats", "2")
    let lines = result.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("dcgan28-light, 2 threads, ") && lines[0].contains("means of 2 steps"))
    #expect(lines.contains { $0.hasPrefix("  64 x 28x28x1 to 14x14x32, 4x4 stride 2, to the weights ") })
    #expect(Set(lines.dropFirst().map(\.count)).count == 1, "columns are aligned")
  }

  @Test("Only a training step has a profile")
  func profileOfLimits() throws {
    defer { runner.remove() }
    let result = try bench("limits", "--profile")
    #expect(result.exitCode != 0)
    #expect(result.errors.contains("--profile needs a training step, found limits"), "\(result.errors)")
  }

  @Test("Limits are measured")
  func limits() throws {
    defer { runner.remove() }
    let limits = try bench("limits", "--threads", "1", "--repeats", "3", "--json").json()
    for name in ["peakGFLOPS", "matrixProductGFLOPS", "convolutionGFLOPS", "copyGBPerSecond"] {
      let reached = try #require(limits[name] as? Double)
      #expect(reached > 0 && reached.isFinite, "\(name): \(reached)")
    }
  }

  @Test("What compare makes of its measurements", .enabled(if: hasPython, "needs python3"))
  func summary() throws {
    defer { runner.remove() }
    let result = try python(["-m", "unittest", "discover", "-s", Self.folder])
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.errors.contains("OK") && !result.errors.contains("Ran 0 tests"))
  }

  @Test(
    "PyTorch counts the same operations",
    .enabled(if: referencePython != nil, "needs GANKIT_BENCH_PYTHON, a Python with PyTorch"), arguments: steps
  )
  func pyTorchOperations(step: String) throws {
    defer { runner.remove() }
    let result = try python(
      ["\(Self.folder)/reference_pytorch.py", step, "--operations"], by: Self.referencePython!)
    let found = try #require(
      Double(result.output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(result.errors)")
    // PyTorch also takes the derivative of a slope that is zero everywhere.
    let expected = step == "wgan-gp" ? 79.3 : try counted(step)
    #expect(abs(found / 1e9 - expected) < (step == "wgan-gp" ? 0.05 : 1e-9 * expected))
  }
}
