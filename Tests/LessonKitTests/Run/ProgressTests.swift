import Foundation
import TerminalText
import Testing

@testable import LessonKit

@Suite("Progress")
struct ProgressTests {
  @Test("Rate, losses and time left stand in the line")
  func text() {
    let text = ProgressLine.text(
      label: "train", done: 4800, count: 12_000, start: 0, elapsed: 92.1,
      values: [("lossD", 1.32), ("lossG", 0.8123)])
    #expect(text == "train  4800/12000  40 %  52.1/s  lossD 1.32  lossG 0.8123  2 min 18 s left")
  }

  @Test("A resumed loop's rate counts what this process did")
  func resumedRate() {
    let text = ProgressLine.text(label: "t", done: 600, count: 1000, start: 500, elapsed: 10, values: [])
    #expect(text == "t  600/1000  60 %  10/s  40 s left")
  }

  @Test("Elsewhere than on a terminal: about a line for every tenth")
  func lines() throws {
    let toy = ToyRun()
    // 100 iterations of 25 ms: a tenth takes longer than the shortest time between two lines.
    ToyHooks.set(toy.runFolder.path) { _ in usleep(25_000) }
    toy.execute { $0.set("count=100") }
    ToyHooks.set(toy.runFolder.path, nil)
    let lines = toy.transcript.errors.split(separator: "\n").filter { $0.hasPrefix("walk  ") }
    #expect((9...10).contains(lines.count))
    #expect(lines.last?.contains("100/100") == true)
    #expect(lines.allSatisfy { $0.contains("distance ") })
  }

  @Test("On a terminal: one line, redrawn at most ten times a second, and cleared at the end")
  func redrawn() {
    let transcript = Transcript()
    let narrator = transcript.narrator(terminal: true)
    var line = ProgressLine(narrator: narrator, label: "train", count: 1_000, start: 0)
    let began = ContinuousClock().now
    for done in 0..<1_000 {
      line.update(done: done) { [("loss", 1)] }
      if done % 100 == 0 { usleep(10_000) }
    }
    let tenths = Int((ContinuousClock().now - began) / .milliseconds(100)) + 1
    line.finish()
    let drawn = transcript.errors.components(separatedBy: "\r").filter { $0.contains("train") }
    #expect((1...tenths).contains(drawn.count))
    #expect(transcript.errors.hasSuffix("\r\u{1B}[K"))
    #expect(!transcript.errors.contains("\n"))
  }

  @Test("A line that is longer than the terminal is cut, and text clears it first")
  func narrow() {
    let transcript = Transcript()
    let narrator = transcript.narrator(terminal: true)
    narrator.progress(String(repeating: "x", count: 300))
    #expect(transcript.errors.filter { $0 == "x" }.count == 79)
    narrator.result("a result")
    #expect(transcript.errors.hasSuffix("\r\u{1B}[K"))
    #expect(transcript.output == "a result\n")
  }

  @Test("A line is cut by columns, and between its parts: half a number would be another one")
  func wide() {
    var written = ""
    let place = Terminal(isTerminal: true, width: 20, environment: ["LANG": "C.UTF-8"])
    let narrator = Narrator(
      output: place, errors: place, detail: .everything, writeOutput: { _ in }, writeError: { written += $0 })
    narrator.progress(String(repeating: "字", count: 30))
    #expect(written.filter { $0 == "字" }.count == 9)
    written = ""
    narrator.progress("train  12/100  lossD 1.234")
    #expect(written == "\rtrain  12/100\u{1B}[K")
  }

  @Test(
    "Durations",
    arguments: [
      (0.04, "0.0 s"), (9.9, "9.9 s"), (9.97, "10 s"), (59.4, "59 s"), (60, "1 min"), (200, "3 min 20 s"),
      (7500, "2 h 5 min"), (7200, "2 h"),
    ])
  func durations(_ seconds: Double, _ text: String) { #expect(Wording.duration(seconds) == text) }

  @Test(
    "Numbers", arguments: [(0.693147, "0.6931"), (12.3456, "12.35"), (12_000, "12000"), (1.2e-5, "1.2e-05")])
  func numbers(_ value: Double, _ text: String) { #expect(Wording.number(value) == text) }

  @Test("Sentences are broken at spaces; a path stays whole")
  func wrapping() {
    let text = "saved in output/01-gan-theory/figures/a-long-name.png today"
    #expect(
      Wording.wrapped(text, to: 20) == "saved in\noutput/01-gan-theory/figures/a-long-name.png\ntoday")
    #expect(Wording.wrapped(text, to: 100) == text)
  }
}
