import Foundation
import GANKit
import TerminalText
import Testing

@testable import LessonKit

@Suite("A run's own numbers beside those of the prose")
struct OwnNumbersTests {
  private func render(_ body: String, _ measured: [String: Double], width: Int = 200) throws -> String {
    let chapter = try Chapter(
      parsing: SampleChapter.text(body: body), url: URL(filePath: "/book/chapters/03-vanilla-gan.md"),
      file: "chapters/03-vanilla-gan.md")
    return MarkdownRenderer(terminal: .test(width: width)).render(chapter.introduction, beside: measured)
  }

  @Test("Outside the range both are shown, the first time in a paragraph with an explanation")
  func both() throws {
    let body = """
      The score is 8.3<!-- metric: judge.score within 0.4 -->, the
      distance **4.4**<!-- metric: judge.distance within 2.5 -->; of 10<!-- metric: judge.count within 0 --> all.

      - Again 8.3<!-- metric: judge.score within 0.4 -->.
      """
    let text = try render(body, ["judge.score": 1.0834, "judge.distance": 309.21, "judge.count": 10])
    #expect(
      text == """
        The score is 8.3 (in the book's run; yours: 1.08), the distance 4.4 (yours: 309.2); of 10 all.

          • Again 8.3 (in the book's run; yours: 1.08).

        """)
  }

  @Test("Inside the range, at its ends too, and where nothing was measured, the text stands as it is")
  func inside() throws {
    let body = "Score 8.1<!-- metric: a.b within 0.4 --> and 7<!-- metric: a.c within 1 -->."
    for measured in [["a.b": 8.5], ["a.b": 7.7, "a.c": 8.0], ["x.b": 1.0], [:]] {
      #expect(try render(body, measured) == "Score 8.1 and 7.\n")
    }
    #expect(try render(body, ["a.b": 8.51]).hasPrefix("Score 8.1 (in the book's run; yours: 8.51) and"))
  }

  @Test("Percentages are compared and shown as percentages")
  func percent() throws {
    let body =
      "Right in 98.5 %<!-- metric: a.b within 0.5 --> of all, 53 %<!-- metric: a.c within 10 % --> of fakes."
    #expect(try render(body, ["a.b": 0.981, "a.c": 0.50]) == "Right in 98.5 % of all, 53 % of fakes.\n")
    #expect(
      try render(body, ["a.b": 0.12345, "a.c": 0])
        == "Right in 98.5 % (in the book's run; yours: 12.3 %) of all, 53 % (yours: 0 %) of fakes.\n")
  }

  @Test("In tables it is short; formulas, emphasis and code keep theirs")
  func places() throws {
    let body = """
      | a | b |
      |---|---|
      | 1 | 2<!-- metric: a.e within 0.3 --> |

      By $`\\eta = 0.5`$<!-- metric: a.d within 0.1 -->, *3.0<!-- metric: a.f within 1 -->* and

      `4<!-- metric: a.g within 1 -->`.
      """
    let text = try render(body, ["a.e": 5, "a.d": -0.75, "a.f": 9, "a.g": 99])
    #expect(text.contains("2 (yours 5)"))
    #expect(text.contains("By η = 0.5 (in the book's run; yours: -0.75), 3.0 (yours: 9.0) and\n"))
    #expect(text.contains("`4<!-- metric: a.g within 1 -->`"))
    #expect(!text.contains("99"))
  }

  @Test("A comment that stands on a line of its own is followed by a line of its own")
  func block() throws {
    let text = try render("8\n<!-- metric: a.b within 1 -->\n\nMore.", ["a.b": 20])
    #expect(text.contains("8\n") && text.contains("yours: 20") && text.contains("More."))
  }

  @Test(
    "Values are written as the text writes its own",
    arguments: [
      ("8.3", 1.0834, "1.08"), ("8.3", 12.0, "12.0"), ("8.3", 12345.678, "12,345.7"), ("8", 3.0, "3"),
      ("0.07", 0.0012345, "0.00123"), ("1,545,539", 12_345_678.0, "12,345,678"), ("1,545", -1234.5, "-1,234"),
      ("−0.69", -0.1, "−0.10"), ("4", 1e-9, "1e-09"), ("98.5 %", 0.5, "50.0 %"), ("5 %", 1.0, "100 %"),
      ("5", 123_456.0, "123,456"), ("0", 1e300, "1e+300"),
    ])
  func written(_ printed: String, _ value: Double, _ expected: String) throws {
    let comment = try MetricComment("metric: a.b within 1", after: printed)
    #expect(comment.written(value) == expected)
  }

  @Test(
    "Within 0 means that every printed digit is right",
    arguments: [
      ("1.386", 1.386294, true), ("1.386", 1.3866, false), ("76 %", 0.7625, true), ("76 %", 0.7451, false),
      ("50.00 %", 0.50004, true), ("50.00 %", 0.5001, false), ("615,440", 615_440, true),
      ("615,440", 615_440.4, false), ("2.5e-6", 2.54e-6, true), ("2.5e-6", 2.56e-6, false),
      ("-13", -13, true),
      ("1,545,539", 1_545_540, false),
    ])
  func exact(_ printed: String, _ measured: Double, _ isRight: Bool) throws {
    let comment = try MetricComment("metric: a.b within 0", after: printed)
    #expect(comment.accepts(measured) == isRight)
  }

  @Test("A run shows them before and after steps, from what has been measured until then")
  func inARun() throws {
    let toy = ToyRun()
    let chapter = try Chapter(
      parsing: """
        \(SampleChapter.frontMatter.replacing("number: 3", with: "number: 7").replacing("vanilla-gan", with: "toy"))
        Introduction: 99<!-- metric: sum-up.axes within 0 -->.

        <!-- step: look -->
        Before: 99<!-- metric: look.start within 0 -->.

        <!-- run -->
        After: 99<!-- metric: look.start within 0 -->, later 99<!-- metric: sum-up.axes within 0 -->.

        <!-- step: walk -->
        Walk: 99<!-- metric: look.start within 0 -->, itself 99<!-- metric: walk.distance within 0 -->.

        <!-- step: walk-back -->
        <!-- step: sum-up -->
        Last: 99<!-- metric: sum-up.axes within 0 -->.

        <!-- after steps -->
        Closing: 99<!-- metric: sum-up.axes within 0 -->.
        """, url: URL(filePath: "/chapters/07-toy.md"), file: "chapters/07-toy.md")
    func text(_ change: (inout RunRequest) -> Void = { _ in }) throws -> [String] {
      var request = toy.request
      change(&request)
      let transcript = Transcript()
      #expect(ChapterRun(chapter, ToyLesson.self, request, transcript.narrator()).execute().exitCode == .done)
      return transcript.output.split(separator: "\n").map(String.init)
    }
    let first = try text()
    #expect(first.contains("Introduction: 99."))
    #expect(first.contains("Before: 99."))
    #expect(
      first.contains { $0.hasPrefix("After: 99 (in the book's run; yours: ") && $0.hasSuffix("later 99.") })
    #expect(
      first.contains { $0.hasPrefix("Walk: 99 (in the book's run; yours: ") && $0.hasSuffix("itself 99.") })
    #expect(first.contains("Last: 99."))
    #expect(first.contains("Closing: 99 (in the book's run; yours: 2)."))
    // What an earlier command measured counts for a step that runs alone.
    let alone = try text { $0.selection = .only("walk") }
    #expect(alone.contains { $0.hasPrefix("Walk: 99 (in the book's run; yours: ") })
  }
}

@Suite("What is said of a run that is not the book's")
struct RunNoteTests {
  @Test("A quick run says what it is, once a command")
  func quick() {
    let toy = ToyRun()
    let narrator = toy.transcript.narrator()
    for _ in 0..<2 { _ = ChapterRun(ToyRun.chapter, ToyLesson.self, toy.request, narrator).execute() }
    let text = toy.transcript.output
    #expect(text.ranges(of: "This is a quick run").count == 1)
    #expect(
      text.firstRange(of: "This is a quick run")!.lowerBound
        < text.firstRange(of: "The introduction.")!.lowerBound)
  }

  @Test("A standard run is the book's own; one with other settings, or a longer one, is not")
  func others() throws {
    func note(_ budget: Budget, _ overrides: String...) throws -> String? {
      RunNote.text(of: try Settings(ToyLesson.settings, budget: budget, overrides: overrides))
    }
    #expect(try note(.standard) == nil)
    #expect(try note(.standard, "rate=0.5")?.contains("without `--set rate=0.5`") == true)
    #expect(try note(.full)?.contains("standard budget") == true)
  }
}

@Suite("Checks that need a budget")
struct BudgetCheckTests {
  /// One step, whose check cannot pass.
  private final class CheckLesson: Lesson {
    static let slug = "toy"
    init(_ run: Run) throws {}
    static var steps: [Step<CheckLesson>] {
      ["look", "walk", "walk-back", "sum-up"].map { Step($0, perform) }
    }

    private func perform(_ report: Report) {
      if report.step == "look" { report.check("it has learnt", from: .standard, false) }
    }
  }

  private func run(_ budget: Budget) throws -> (RunOutcome, String, RunRecord) {
    let toy = ToyRun()
    var request = toy.request
    request.settings = try Settings(CheckLesson.settings, budget: budget)
    let outcome = ChapterRun(ToyRun.chapter, CheckLesson.self, request, toy.transcript.narrator()).execute()
    return (outcome, toy.transcript.output, try toy.recordOnDisk())
  }

  @Test("Below it, a check is not made, which is said, and run.json does not list it")
  func below() throws {
    let (outcome, text, record) = try run(.quick)
    #expect(outcome.exitCode == .done)
    #expect(text.contains("skipped  it has learnt: not checked at quick budget, needs standard"))
    #expect(record.steps[0].checks.isEmpty)
    #expect(record.steps[0].status == .done)
  }

  @Test("From it on, the check is made", arguments: [Budget.standard, .full])
  func above(_ budget: Budget) throws {
    let (outcome, text, record) = try run(budget)
    #expect(outcome.exitCode == .failed)
    #expect(text.contains("FAILED   it has learnt"))
    #expect(record.steps[0].checks == [CheckRecord(description: "it has learnt", passed: false)])
  }
}
