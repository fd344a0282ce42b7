import Foundation
import GANKit
import Testing

/// Closed streams, full devices and readers that go away, as a shell sets them up.
@Suite("Standard streams", .serialized)
struct StreamTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  /// Runs a line of bash in which `$R` is the program.
  private func bash(_ line: String) throws -> Runner.Result {
    try runner.start(["-c", "R='\(Runner.programPath)'; \(line)"], executable: "/bin/bash").wait()
  }

  @Test("A full device: exit code 4, and why")
  func full() throws {
    defer { runner.remove() }
    for command in ["", "contents --json", "show 1", "data", "run 99 --json", "--help", "--version"] {
      let result = try bash("\"$R\" \(command) > /dev/full")
      #expect(result.exitCode == (command.hasPrefix("run") ? 2 : 4), "\(command)")
      #expect(
        result.errors.contains("error: Standard output cannot be written: No space left on device."),
        "\(command)")
    }
  }

  @Test(
    "A closed standard output: exit code 4; a run makes its files all the same, and they hold nothing else")
  func closed() throws {
    defer { runner.remove() }
    let show = try bash("\"$R\" show 1 >&-")
    #expect(show.exitCode == 4)
    #expect(show.errors.contains("Standard output is closed"))

    let run = try bash("\"$R\" run 1 --budget smoke <&- >&-")
    #expect(run.exitCode == 4, "\(run.errors)")
    let record = runner.folder.appending(path: "output/01-gan-theory/run.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: record)) as? [String: Any]
    #expect(json?["status"] as? String == "done")
    let lock = try String(
      contentsOf: runner.folder.appending(path: "output/01-gan-theory/.lock"), encoding: .utf8)
    #expect(Int(lock.trimmingCharacters(in: .newlines)) != nil, "\(lock.prefix(200))")
    // Nobody wants to see messages: no error.
    #expect(try bash("\"$R\" show 1 2>&- | tail -1").exitCode == 0)
  }

  @Test("A reader that goes away: no message, the system's own exit code; a run saves what it has")
  func brokenPipe() throws {
    defer { runner.remove() }
    // Nobody reads any more when the first line comes.
    let show = try bash("{ sleep 1; \"$R\" show 3; echo $? > code; } | true; exit $(cat code)")
    #expect(show.exitCode == 141)
    #expect(show.errors.isEmpty)
    let run = try bash("\"$R\" run 1 --budget smoke | head -1 >/dev/null; exit ${PIPESTATUS[0]}")
    #expect(run.exitCode == 141)
    #expect(run.errors.contains("Go on with:") && !run.errors.contains("error"), "\(run.errors)")
    let again = try runner.run(["run", "1", "--budget", "smoke"])
    #expect(again.exitCode == 0)
  }
}
