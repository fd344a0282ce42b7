import Foundation
import TestSupport
import Testing

/// `serve` and `open` as processes, with runs that pages start.
@Suite("The live book as a process", .serialized) struct ServeTests {
  private static let chapter = "01-gan-theory"

  /// The run that writes a folder, and how far it is.
  private func progress(_ runner: Runner, in output: String) throws -> [String: Any]? {
    let file = runner.folder.appending(path: "\(output)/\(Self.chapter)/progress.json")
    guard let bytes = try? Data(contentsOf: file) else { return nil }
    return try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
  }

  /// Waits until the training on the ring has begun.
  /// - Returns: the process that runs it.
  private func training(_ runner: Runner, in output: String = "output") throws -> Int32 {
    var process: Int?
    try Runner.wait {
      let now = try progress(runner, in: output)
      guard let iteration = now?["iteration"] as? Int, iteration > 0, now?["step"] as? String == "train"
      else {
        return false
      }
      process = now?["process"] as? Int
      return true
    }
    return Int32(try #require(process))
  }

  @Test(
    "A run from a page, its server killed, stopped and resumed from another: the bits of a run in a terminal")
  func sameBits() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let small = ["--set", "pairs=5", "--set", "exhibitIterations=2"]
    let whole = ["run", "1", "--budget", "smoke", "--seed", "3", "--quiet", "--output", "terminal"] + small
    #expect(try runner.run(whole + ["--set", "iterations=60"]).exitCode == 0)
    // The same earlier steps for both.
    try FileManager.default.copyItem(
      at: runner.folder.appending(path: "terminal"), to: runner.folder.appending(path: "output"))
    let first = try LiveServerProcess(runner)
    defer { first.end() }
    let order: [String: Any] = [
      "chapter": Self.chapter, "budget": "smoke", "seed": 3, "only": "train",
      "settings": ["pairs": "5", "exhibitIterations": "2", "iterations": "400"],
    ]
    let answer = try first.post("/live/run", order)
    #expect(answer.status == 202)
    #expect(answer.body.contains("--set iterations=400 --set pairs=5 --seed 3 --only train"))
    let process = try training(runner)
    // Held where it is, so that it cannot end before it is stopped.
    kill(process, SIGSTOP)
    defer { if kill(process, 0) == 0 { kill(process, SIGKILL) } }
    first.running.signal(SIGKILL)
    #expect(try first.running.wait().exitCode == 128 + SIGKILL)
    #expect(kill(process, 0) == 0)

    let second = try LiveServerProcess(runner)
    defer { second.end() }
    #expect(try second.status(of: Self.chapter) == "running")
    #expect(try second.post("/live/stop", ["chapter": Self.chapter]).status == 202)
    kill(process, SIGCONT)
    try Runner.wait { try second.status(of: Self.chapter) == "interrupted" }
    #expect(try RawClient.get("/\(Self.chapter).html", port: second.port).body.contains("interrupted after"))
    #expect(try second.post("/live/run", ["chapter": Self.chapter, "resume": true]).status == 202)
    // What follows the step was made from another one.
    try Runner.wait { try second.status(of: Self.chapter) == "stale" }
    #expect(try second.stop().exitCode == 0)

    let terminal = try runner.run(whole + ["--set", "iterations=400", "--only", "train"])
    #expect(terminal.exitCode == 0, "\(terminal.errors)")
    var (page, own) = (
      try runner.files(in: "output/\(Self.chapter)"), try runner.files(in: "terminal/\(Self.chapter)")
    )
    #expect(page.keys.contains { $0.hasPrefix("checkpoint/") && $0.hasSuffix(".safetensors") })
    for name in ["run.json"] { (page[name], own[name]) = (nil, nil) }
    #expect(page.keys.sorted() == own.keys.sorted())
    for (name, bytes) in page { #expect(own[name] == bytes, "\(name)") }
  }

  @Test(
    "Ctrl-C ends the server; a run that a page had started saves what it has, and the command that goes on is said"
  )
  func interruption() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let server = try LiveServerProcess(runner)
    defer { server.end() }
    let order: [String: Any] = [
      "chapter": Self.chapter, "budget": "smoke", "settings": ["iterations": "1000000"],
    ]
    #expect(try server.post("/live/run", order).status == 202)
    let process = try training(runner)
    let result = try server.stop()
    #expect(result.exitCode == 0)
    #expect(result.errors.contains("run gan-theory --budget smoke --set iterations=1000000"))
    #expect(kill(process, 0) != 0)
    let record = try JSONSerialization.jsonObject(
      with: Data(contentsOf: runner.folder.appending(path: "output/\(Self.chapter)/run.json")))
    #expect((record as? [String: Any])?["status"] as? String == "interrupted")
    let files = try runner.files(in: "output/\(Self.chapter)/checkpoint")
    #expect(files.keys.contains { $0.contains("-train-partial") })
    #expect(try progress(runner, in: "output") == nil)
  }

  @Test("A browser is opened at the page; a server that runs already is used; a second one is refused")
  func opening() throws {
    let runner = try Runner()
    defer { runner.remove() }
    // What the system opens addresses with.
    let log = runner.folder.appending(path: "opened")
    for name in ["xdg-open", "open"] {
      let script = runner.folder.appending(path: name)
      try Data("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '\(log.path)'\n".utf8).write(to: script)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let environment = ["PATH": "\(runner.folder.path):\(path)"]
    let server = try runner.start(["open", "2"], environment: environment)
    defer { if server.process.isRunning { server.signal(SIGKILL) } }
    func opened() -> [Substring] {
      ((try? String(contentsOf: log, encoding: .utf8)) ?? "").split(separator: "\n")
    }
    try Runner.wait { opened().count == 1 }
    let address = try #require(URL(string: String(opened()[0])))
    #expect(address.lastPathComponent == "02-ideal-discriminator.html")
    #expect(try RawClient.get(address.path, port: UInt16(try #require(address.port))).status == 200)
    #expect(try runner.run(["open", "dcgan"], environment: environment).exitCode == 0)
    #expect(opened().last?.hasSuffix(":\(address.port!)/04-dcgan.html") == true)
    let second = try runner.run("serve")
    #expect(second.exitCode == 2)
    #expect(second.errors.contains("served already") && second.errors.contains(":\(address.port!)/"))
    server.signal(SIGINT)
    #expect(try server.wait().exitCode == 0)
    let without = try runner.run(["open", "nothing"])
    #expect(without.exitCode == 2)
  }

  @Test("Every figure on the pages of chapters and of their labs is served")
  func figures() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let server = try LiveServerProcess(runner)
    defer { server.end() }
    for page in [Self.chapter, "\(Self.chapter)-labs", "04-dcgan-labs"] {
      let text = try RawClient.get("/\(page).html", port: server.port).body
      let figures = Set(text.matches(of: /src="(figures\/[^"]+)"/).map { String($0.output.1) })
      #expect(figures.count >= 10, "\(page)")
      for figure in figures.sorted() {
        #expect(try RawClient.get("/\(figure)", port: server.port).status == 200, "\(figure)")
      }
    }
  }

  @Test("Exercises on a page: task, file, check, hints and solution, on the file that the commands use")
  func exercises() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let server = try LiveServerProcess(runner)
    defer { server.end() }
    func ask(_ action: String, _ text: String? = nil, of exercise: String = "01-generator-loss") throws -> (
      status: Int, view: [String: Any]
    ) {
      var order: [String: Any] = ["exercise": exercise, "action": action]
      order["text"] = text
      let answer = try server.post("/live/exercise", order)
      let view = try? JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
      return (answer.status, view ?? ["body": answer.body])
    }
    let begun = try ask("begin").view
    #expect(
      (begun["task"] as? String)?.contains("<p>") == true && (begun["hints"] as? [String])?.isEmpty == true)
    let file = runner.folder.appending(path: "output/exercises/01-generator-loss/Exercise.swift")
    let starter = try String(contentsOf: file, encoding: .utf8)
    #expect(begun["text"] as? String == starter)
    func result(_ text: String) throws -> [String: Any] {
      try #require(try ask("check", text).view["result"] as? [String: Any])
    }
    #expect(try result(starter)["message"] as? String == "Nothing has been changed yet.")
    // What is written on the page is what an editor finds in the file. A file of another exercise is not compiled.
    let other = "// exercise: 02-share-found\nlet x = 1\n"
    #expect((try result(other)["message"] as? String)?.contains("02-share-found") == true)
    #expect(try String(contentsOf: file, encoding: .utf8) == other)
    #expect(try ask("reset").view["text"] as? String == starter)
    #expect((try ask("hint").view["hints"] as? [String])?.count == 1)
    #expect(try runner.run("hint", "1.1").output.contains("Hint 2 of 3"))
    #expect((try ask("solution").view["solution"] as? String)?.contains("enum Exercise") == true)
    #expect(try ask("begin", of: "01-nothing").status == 409)
    #expect(try ask("dance").status == 400)
    let page = try RawClient.get("/01-gan-theory.html", port: server.port).body
    #expect(page.contains("data-exercise=\"01-generator-loss\"") && page.contains("live-exercises.js"))
  }

  @Test("Options that cannot be met: exit code 2, and what to do")
  func options() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let port = try runner.run("serve", "--port", "70000")
    #expect(port.exitCode == 2 && port.errors.contains("expected a whole number from 0 to 65535"))
    let host = try runner.run("serve", "--host", "192.0.2.1")
    #expect(host.exitCode == 2 && host.errors.contains("this machine has no such address"))
    #expect(try runner.files(in: ".").keys.allSatisfy { !$0.hasSuffix("server.json") })
  }
}
