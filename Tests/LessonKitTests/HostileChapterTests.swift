import Foundation
import GANKit
import TestSupport
import Testing

@testable import LessonKit
@testable import Markup
@testable import TerminalText

/// Chapters that nobody writes by hand: reading and printing one takes time in proportion to its length, and ends with
/// its text or with a line to correct. The sizes are such that an algorithm of quadratic time takes minutes.
@Suite(.serialized) struct HostileChapterTests {
  // MARK: - Front matter

  struct Line: CustomTestStringConvertible, Sendable {
    let old, new: String
    let line: Int
    let says: String
    var testDescription: String { String(new.prefix(60)) }
  }

  static let lines: [Line] = [
    Line(old: "number: 3", new: "number: 99999999999999:59:59:59:59", line: 2, says: "wrong form"),
    Line(old: "number: 3", new: "number: 1:30", line: 2, says: "wrong form"),
    Line(old: "number: 3", new: "number: 99999999999999999999999", line: 2, says: "wrong form"),
    Line(old: "number: 3", new: "number: 9223372036854775807", line: 2, says: "up to 999"),
    Line(old: "number: 3", new: "number: -9223372036854775808", line: 2, says: "count from 1"),
    Line(old: "number: 3", new: "number: 1e400", line: 2, says: "wrong form"),
    Line(old: "number: 3", new: "number: .inf", line: 2, says: "wrong form"),
    Line(old: "number: 3", new: "number: 2001-12-14t21:59:43.10-05:00", line: 2, says: "wrong form"),
    Line(old: "number: 3", new: "number: !!int 3", line: 2, says: "special character"),
    Line(old: "number: 3", new: "number: &a 3", line: 2, says: "special character"),
    Line(old: "number: 3", new: "number: 0x10", line: 2, says: "wrong form"),
    Line(old: "number: 3", new: "number:", line: 2, says: "wrong form"),
    Line(old: "number: 3", new: "number", line: 2, says: "is not understood"),
    Line(old: "number: 3", new: "number:3", line: 2, says: "is not understood"),
    Line(old: "number: 3", new: "number: [3]", line: 2, says: "wrong form"),
    Line(old: "number: 3", new: "  number: 3", line: 2, says: "is indented"),
    Line(old: "number: 3", new: "- 3", line: 2, says: "no key opens"),
    Line(old: "quick: 0.2", new: "quick: 1e400", line: 10, says: "minutes.quick"),
    Line(old: "quick: 0.2", new: "quick: 1e300", line: 10, says: "minutes.quick"),
    Line(
      old: "quick: 0.2", new: "quick: \(String(repeating: "9", count: 400))", line: 10, says: "minutes.quick"),
    Line(old: "quick: 0.2", new: "quick: 99999999999", line: 10, says: "outside"),
    Line(old: "quick: 0.2", new: "quick: -1", line: 10, says: "outside"),
    Line(old: "quick: 0.2", new: "quick: 1:30:00", line: 10, says: "minutes.quick"),
    Line(old: "quick: 0.2", new: "quick: .nan", line: 10, says: "minutes.quick"),
    Line(old: "quick: 0.2", new: "quick: 0.2, quick: 0.2", line: 10, says: "minutes.quick"),
    Line(old: "quick: 0.2", new: "slow: 0.2", line: 10, says: "minutes.slow"),
    Line(old: "60}", new: "60", line: 10, says: "lacks a \"}\""),
    Line(old: "60}", new: "60} more", line: 10, says: "goes on behind its value"),
    Line(old: "data: []", new: "data: []\n  - mnist", line: 13, says: "has its value already"),
    Line(old: "data: []", new: "data: [[mnist]]", line: 12, says: "special character"),
    Line(old: "data: []", new: "data: [\"mnist]", line: 12, says: "lacks a closing \""),
    Line(old: "data: []", new: "data: ['mnist]", line: 12, says: "lacks a closing '"),
    Line(old: "data: []", new: "data: \"a\\x41\"", line: 12, says: "only \\\" and \\\\"),
    Line(old: "memory: 400 MB", new: "memory: |\n  400 MB", line: 11, says: "special character"),
    Line(old: "memory: 400 MB", new: "memory: 400\n  MB", line: 12, says: "is indented"),
    Line(old: "memory: 400 MB", new: "memory: {a: b}", line: 11, says: "wrong form"),
    Line(old: "title: A GAN", new: "title: *GAN", line: 4, says: "special character"),
  ]

  @Test(arguments: lines) func frontMatterThatIsNotOursIsRefusedWithItsLine(_ line: Line) throws {
    let error = try #require(throws: ChapterError.self) {
      try parse(SampleChapter.text(replacing: line.old, with: line.new))
    }
    #expect(error.line == line.line)
    #expect(error.message.contains(line.says), "\(error.message)")
  }

  @Test func quotesCommentsAndListsMeanWhatTheyMeanInYAML() throws {
    let text = """
      # a comment
      number: 7   # another
      slug: "cycle-gan"
      title: 'It''s #1: a "GAN"'
      question: "Is \\"a\\\\b\\" C#? # no comment"
      objectives:
      - one, with a comma   # and a comment
        # a comment between

      - 'two'
      prerequisites:
      minutes: { reading: 1,quick: 2 , standard: 3, full: 4.5 } # minutes
      memory: 1.6 GB (2.1 GB at full budget)
      data: [a, "b, c", 'd''e', f g,]
      references: arXiv:1701.00160, a http://address
      """
    let matter = try FrontMatter(yaml: text, file: "x.md", firstLine: 2)
    #expect(matter.number == 7)
    #expect(matter.slug == "cycle-gan")
    #expect(matter.title == "It's #1: a \"GAN\"")
    #expect(matter.question == "Is \"a\\b\" C#? # no comment")
    #expect(matter.objectives == ["one, with a comma", "two"])
    #expect(matter.prerequisites == [])
    #expect(matter.minutes == .init(reading: 1, quick: 2, standard: 3, full: 4.5))
    #expect(matter.memory == "1.6 GB (2.1 GB at full budget)")
    #expect(matter.data == ["a", "b, c", "d'e", "f g"])
    #expect(matter.references == ["arXiv:1701.00160, a http://address"])
  }

  // MARK: - Nesting

  @Test(arguments: [
    String(repeating: ">", count: 60_000) + " x",
    String(repeating: "> ", count: 20_000) + "x",
    String(repeating: "- ", count: 20_000) + "x",
    String(repeating: "1. ", count: 20_000) + "x",
    String(repeating: "*a **b ", count: 3000) + String(repeating: "c** d* ", count: 3000),
  ])
  func nestingHasALimit(_ body: String) throws {
    try inReasonableTime {
      let error = try #require(throws: ChapterError.self) {
        try parse(SampleChapter.text(body: "one\n\n" + body))
      }
      #expect(error.kind == .nestedTooDeeply)
      #expect(error.line == 17)
      #expect(error.message.contains("100"))
      // What no chapter reader has refused is printed as far as it is understood.
      _ = MarkdownRenderer(terminal: .test(width: 80)).render(body)
    }
  }

  @Test func ninetyLevelsAreFine() throws {
    let chapter = try parse(SampleChapter.text(body: String(repeating: ">", count: 90) + " deep"))
    #expect(MarkdownRenderer(terminal: .test(width: 400)).render(chapter.text).contains("▌ deep"))
  }

  @Test(arguments: [
    "---", "# title", "text that is longer than that", "```swift\nlet a = [1, 2, 3, 4, 5]\n```",
    "```math\n\\frac{a}{b} + c\n```",
    "| a | b |\n|---|---|\n| some words | more words |", "<div>words in HTML</div>", "1. one\n2. two",
    "![a](b.png)",
  ])
  func everyBlockIsPrintedDeepDown(_ block: String) throws {
    for (first, rest) in [("> ", "> "), ("- ", "  ")] {
      let lines = block.split(separator: "\n").map { String(repeating: rest, count: 90) + $0 }
      let text =
        String(repeating: first, count: 90) + lines.joined(separator: "\n").dropFirst(rest.count * 90)
      for width in [10, 40, 120] {
        let printed = MarkdownRenderer(terminal: .test(width: width)).render(text)
        #expect(!printed.isEmpty)
      }
    }
  }

  // MARK: - Length

  struct Long: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let body: String
  }

  static func many(_ count: Int, _ part: (Int) -> String) -> String { (0..<count).map(part).joined() }

  static let long: [Long] = [
    Long(testDescription: "steps", body: many(20_000) { "<!-- step: s\($0) -->\n[l\($0)]: u\n\n" }),
    Long(testDescription: "comments that are no steps", body: many(20_000) { _ in "<!-- note -->\n\n" }),
    Long(
      testDescription: "metrics in one paragraph",
      body: many(20_000) { "8.1<!-- metric: a.m\($0) within 0.4 --> and " }),
    Long(
      testDescription: "metrics in paragraphs",
      body: many(20_000) { "8.1<!-- metric: a.m\($0) within 0.4 -->\n\n" }),
    Long(testDescription: "opened comments", body: "<div>\n" + many(30_000) { _ in "<!-- step: a " }),
    Long(testDescription: "opened tags", body: "<div>\n" + many(100_000) { _ in "< " }),
    Long(testDescription: "quotation marks on lines", body: many(20_000) { _ in "> x\n\n" }),
    Long(testDescription: "a line of words", body: many(200_000) { _ in "word " }),
    Long(testDescription: "one word", body: many(200_000) { _ in "w" }),
    Long(testDescription: "code", body: "```swift\n" + many(20_000) { "let a\($0) = 1\n" } + "```\n"),
    Long(testDescription: "code on one line", body: "```swift\n" + many(50_000) { _ in "a " } + "\n```\n"),
    Long(
      testDescription: "a wide table cell",
      body: "| a | b |\n|---|---|\n| " + many(4000) { _ in "word " } + "| " + many(4000) { _ in "w" }
        + " |\n"),
    Long(testDescription: "links", body: many(20_000) { "[a\($0)](b) " }),
    Long(testDescription: "figures", body: many(20_000) { "![a\($0)](b.png) " }),
  ]

  @Test(arguments: long) func longChaptersTakeLinearTime(_ chapter: Long) throws {
    try inReasonableTime {
      let chapter = try parse(SampleChapter.text(body: chapter.body))
      _ = MarkdownRenderer(terminal: .test(width: 80)).render(chapter.text)
    }
  }

  @Test func digitsBeforeAMetricAreRefusedAtOnce() throws {
    for digits in [41, 5000, 400_000] {
      for character in ["1", ",", "1,", "-"] {
        let body = "a\n\n" + String(repeating: character, count: digits) + "<!-- metric: a.b within 1 -->"
        try inReasonableTime {
          let error = try #require(throws: ChapterError.self) { try parse(SampleChapter.text(body: body)) }
          #expect(error.line == 17)
          #expect(error.message.utf8.count < 1000)
        }
      }
    }
  }

  @Test func commentsAreFoundOnce() {
    #expect("a<!-- b -->c<!--d--><!-- e".comments == [" b ", "d"])
    #expect("a<!-- b -->c<!--d--><!-- e".withoutComments == "ac<!-- e")
    #expect("a<b>c</b><d".withoutTags == "ac<d")
  }

  /// Generous on a machine that does other work too, and far below what quadratic time would take.
  private func inReasonableTime(_ work: () throws -> Void) rethrows {
    let elapsed = try ContinuousClock().measure { try work() }
    #expect(elapsed < .seconds(20))
  }

  private func parse(_ source: String) throws -> Chapter {
    try Chapter(
      parsing: source, url: URL(filePath: "/book/chapters/03-vanilla-gan.md"),
      file: "chapters/03-vanilla-gan.md")
  }
}
