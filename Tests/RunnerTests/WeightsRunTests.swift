import Foundation
import GANKit
import Testing

/// `run --weights` as a process.
@Suite("Runs from weights on the command line", .serialized)
struct WeightsRunTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  /// Chapter 6, because its smoke budget is the shortest of those that train networks of this kind.
  private static let short = [
    "run", "6", "--budget", "smoke", "--set", "iterations=30", "--set", "judgeIterations=10", "--set",
    "exhibitIterations=10", "--threads", "1",
  ]
  private static let folder = "output/06-pix2pix"

  private func record() throws -> [String: Any] {
    let file = runner.folder.appending(path: "\(Self.folder)/run.json")
    return try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  /// What a run leaves that has to have the same bits.
  private func results() throws -> [String: Data] {
    try runner.files(in: Self.folder).filter {
      ["png", "npy", "safetensors", "csv"].contains(URL(filePath: $0.key).pathExtension)
        && $0.key != "checkpoint/00-weights.safetensors"
    }
  }

  @Test(
    "From the run that is there, interrupted and resumed: the same bits as in one go; listed and compared")
  func life() throws {
    defer { runner.remove() }
    #expect(try runner.run(Self.short).exitCode == 0)
    let own = Self.short + ["--weights", Self.folder]
    let running = try runner.start(own)
    try Runner.wait {
      let steps = try? record()["steps"] as? [[String: Any]]
      let isTraining = steps?.first { $0["id"] as? String == "train" }?["status"] as? String == "interrupted"
      return !running.process.isRunning || (isTraining && (try? record())?["weights"] != nil)
    }
    running.signal(SIGINT)
    let stopped = try running.wait()
    #expect(stopped.exitCode == 130, "\(stopped.errors)")
    #expect(stopped.errors.contains("--weights \(Self.folder)"))
    let resumed = try runner.run(own)
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("Resuming"), "\(resumed.errors)")
    let weights = try #require(record()["weights"] as? [String: Any])
    #expect(weights["networks"] as? [String] == ["players.generator", "players.discriminator"])
    let hash = String(try #require(weights["contentHash"] as? String).prefix(8))
    let found = try results()
    #expect(found.keys.contains { $0.hasPrefix("checkpoint/") })

    let runs = try #require(try runner.run("runs", "--json").json()["runs"] as? [[String: Any]])
    #expect((runs.first?["differences"] as? [String])?.last == "from weights \(hash)")
    let former = try #require(runs.last?["name"] as? String)
    let compared = try runner.run("compare", former, "latest", "--json").json()
    let rows = try #require(compared["settings"] as? [[String: Any]])
    let row = try #require(rows.first { $0["name"] as? String == "starts" })
    #expect(row["first"] as? String == "from random weights")
    #expect(row["second"] as? String == "from weights \(hash)")

    // In one go, from where the former run is now.
    let straight = try runner.run(Self.short + ["--weights", "output/runs/06-pix2pix/\(former)"])
    #expect(straight.exitCode == 0, "\(straight.errors)")
    #expect(try results() == found)
  }

  @Test("What cannot be: exit code 2 for the command, 3 for the file")
  func refusals() throws {
    defer { runner.remove() }
    let text = runner.folder.appending(path: "weights.pth")
    try Data([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0]).write(to: text)
    for (arguments, code, words) in [
      (["run", "6", "--weights", "nowhere.safetensors"], 3, "found nothing there"),
      (["run", "6", "--weights", "weights.pth"], 3, "safetensors.torch.save_file(torch.load("),
      (["run", "6", "--weights", "."], 3, "a folder without run.json"),
      (["run", "6", "--weights", ""], 2, "--weights"),
      (["run", "3", "6", "--weights", "weights.pth"], 2, "--weights applies to"),
      (["run", "--all", "--weights", "weights.pth"], 2, "--weights applies to"),
    ] {
      let result = try runner.run(arguments + ["--budget", "smoke"])
      #expect(result.exitCode == Int32(code), "\(arguments): \(result.errors)")
      // Broken into lines as wide as the terminal.
      #expect(result.errors.replacing("\n", with: " ").contains(words), "\(arguments): \(result.errors)")
    }
  }

  @Test("A file of another chapter, and a chapter none of whose networks can start from a file")
  func chapterWithoutNetworks() throws {
    defer { runner.remove() }
    var six = Checkpoint()
    six.metadata = ["chapter": "pix2pix", "step": "train"]
    try six.write(to: runner.folder.appending(path: "six.safetensors"))
    let other = try runner.run("run", "3", "--budget", "smoke", "--weights", "six.safetensors")
    #expect(other.exitCode == 3)
    #expect(other.errors.replacing("\n", with: " ").contains("found those of chapter pix2pix"))
    // From elsewhere, so that only the chapter itself can refuse.
    try Checkpoint().write(to: runner.folder.appending(path: "plain.safetensors"))
    let none = try runner.run("run", "1", "--budget", "smoke", "--weights", "plain.safetensors")
    #expect(none.exitCode == 2, "\(none.errors)")
    #expect(none.errors.contains("Chapter 1 has no network that can start"), "\(none.errors)")
  }
}
