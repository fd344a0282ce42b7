import Foundation
import Testing

/// What only happens on a terminal: the pager, pictures, links.
@Suite("On a terminal", .serialized)
struct OnTerminalTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  private func paged() throws -> String? {
    let file = runner.folder.appending(path: "paged.txt")
    defer { try? FileManager.default.removeItem(at: file) }
    return FileManager.default.fileExists(atPath: file.path)
      ? try String(contentsOf: file, encoding: .utf8) : nil
  }

  @Test("show: what is longer than the screen goes through the pager, whole; the pager may quit early")
  func pager() throws {
    defer { runner.remove() }
    let pager = ["PAGER": "cat >paged.txt"]
    let shown = try runner.runOnTerminal(["show", "1"], environment: pager)
    #expect(shown.exitCode == 0)
    #expect(shown.screen.isEmpty)
    let text = try #require(try paged())
    #expect(text.contains("Two players") && text.contains("batchSize"))
    // A pager may print the codes of links as text.
    #expect(text.contains("\u{1B}[") && !text.contains("\u{1B}]8;"))

    let glossary = try runner.runOnTerminal(["show", "glossary"], environment: pager)
    #expect(try glossary.exitCode == 0 && paged()?.contains("mode collapse") == true)
    let early = try runner.runOnTerminal(["show", "1"], environment: ["PAGER": "head -3"])
    #expect(early.exitCode == 0)
    #expect(early.screen.split(separator: "\r\n").count <= 3)
    #expect(!early.screen.contains("error"))
    // Less's options are ours unless somebody has set others.
    let options = ["PAGER": "printenv LESS >paged.txt"]
    _ = try runner.runOnTerminal(["show", "1"], environment: options)
    #expect(try paged() == "FRX\n")
    _ = try runner.runOnTerminal(["show", "1"], environment: options.merging(["LESS": "-M"]) { $1 })
    #expect(try paged() == "-M\n")
  }

  @Test("show: no pager where none is wanted, none is there or there is no terminal")
  func noPager() throws {
    defer { runner.remove() }
    func direct(_ arguments: [String], _ environment: [String: String]) throws {
      let shown = try runner.runOnTerminal(["show", "1"] + arguments, environment: environment)
      #expect(shown.exitCode == 0)
      #expect(shown.screen.contains("Two players") && shown.screen.contains("batchSize"), "\(environment)")
      #expect(try paged() == nil)
    }
    try direct(["--no-pager"], ["PAGER": "cat >paged.txt"])
    try direct([], ["PAGER": ""])
    try direct([], ["PAGER": "cat"])
    try direct([], ["PAGER": "no-such-pager --really"])
    try direct([], ["PAGER": "cat >paged.txt", "TERM": "dumb"])
    let piped = try runner.run(["show", "1"], environment: ["PAGER": "cat >paged.txt"])
    #expect(try piped.output.contains("Two players") && paged() == nil)
  }

  @Test("run: pictures where the terminal shows them, else links; neither into a pipe")
  func figures() throws {
    defer { runner.remove() }
    let step = ["run", "1", "--budget", "smoke", "--no-pause", "--only", "two-players"]
    func screen(_ arguments: [String], _ environment: [String: String] = [:]) throws -> String {
      let run = try runner.runOnTerminal(step + arguments, environment: environment)
      #expect(run.exitCode == 0, "\(run.screen)")
      return run.screen
    }
    let path = "output/01-gan-theory/figures/two-players-decisions.png"
    let kitty = try screen([], ["TERM": "xterm-kitty"])
    #expect(kitty.contains("\u{1B}_Ga=T,f=100"))
    #expect(kitty.contains(path))
    #expect(try screen([], ["TERM_PROGRAM": "iTerm.app"]).contains("\u{1B}]1337;File=inline=1;"))
    #expect(try screen([], ["TERM": "foot"]).contains("\u{1B}P0;1q\"1;1;"))
    #expect(try screen(["--figures", "always"]).contains("\u{1B}P0;1q\"1;1;"))

    // The test's terminal controls no job: it is not asked, and the answer would not be waited for.
    let plain = try screen([])
    #expect(!plain.contains("\u{1B}P") && !plain.contains("\u{1B}[c"))
    #expect(plain.contains("\u{1B}]8;;file://"))
    #expect(plain.contains("\(runner.folder.lastPathComponent)/\(path)\u{1B}\\"))
    let never = try screen(["--figures", "never"], ["TERM": "xterm-kitty"])
    #expect(!never.contains("\u{1B}_G"))
    let dumb = try screen([], ["TERM": "dumb"])
    #expect(!dumb.contains("\u{1B}"))

    let piped = try runner.run(step, environment: ["TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"])
    #expect(!(piped.output + piped.errors).contains("\u{1B}"))
  }
}
