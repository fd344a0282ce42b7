import Foundation
import Testing

/// Limits of the system that a run meets.
@Suite("Limits")
struct LimitTests {
  private let runner: Runner

  init() throws { runner = try Runner() }

  private func bash(_ line: String) throws -> Runner.Result {
    try runner.run(program: "/bin/bash", ["-c", "R='\(Runner.programPath)'; \(line)"])
  }

  @Test(
    "A limit on the size of files: exit code 4, which file, and how to raise the limit; nothing half-written")
  func fileSize() throws {
    defer { runner.remove() }
    // Blocks of 1 KiB: enough for the record, too little for a figure.
    let result = try bash("ulimit -f 8; \"$R\" run 1 --budget smoke --quiet > /dev/null")
    #expect(result.exitCode == 4)
    #expect(result.errors.contains("figures/") && result.errors.contains("ulimit -f"), "\(result.errors)")
    let files = try runner.files(in: "output")
    #expect(files.keys.contains { $0.hasSuffix("run.json") })
    #expect(!files.keys.contains { $0.hasSuffix(".png") || $0.contains(".writing-") })
  }

  @Test("A name that is too long: exit code 4, and the advice is about the name")
  func longName() throws {
    defer { runner.remove() }
    let result = try runner.run(
      "run", "1", "--budget", "smoke", "--output", String(repeating: "x", count: 300))
    #expect(result.exitCode == 4)
    #expect(result.errors.contains("shorter name") && !result.errors.contains("disk"), "\(result.errors)")
  }

  @Test("A checkpoint that is gone: exit code 3, and what earlier steps left stays as it is")
  func deletedCheckpoint() throws {
    defer { runner.remove() }
    #expect(
      try runner.run("run", "2", "--budget", "smoke", "--quiet", "--set", "iterations=200").exitCode == 0)
    let folder = "output/02-ideal-discriminator"
    let checkpoints = try runner.files(in: folder).keys.filter { $0.hasPrefix("checkpoint/") }
    #expect(!checkpoints.isEmpty)
    for path in checkpoints {
      try FileManager.default.removeItem(at: runner.folder.appending(path: "\(folder)/\(path)"))
    }
    let before = try runner.files(in: folder)
    let result = try runner.run(
      "run", "2", "--budget", "smoke", "--quiet", "--set", "iterations=200", "--only", "latent-space")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("--from train"), "\(result.errors)")
    #expect(try runner.files(in: folder) == before)
  }
}
