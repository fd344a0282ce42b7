import GANKit
import Testing

@testable import LessonKit
@testable import Markup
@testable import TerminalText

@Suite struct MarkdownRendererTests {
  private func render(_ markdown: String, width: Int = 80, colour: ColourChoice = .never) -> String {
    MarkdownRenderer(terminal: .test(width: width, colour: colour), figureFolder: "chapters/")
      .render(markdown)
  }

  static let page = """
    # A GAN
    The *generator* draws, the **discriminator** judges; `swift build` makes both, ~~later~~ now<!-- hidden -->.

    <!-- step: train -->
    ### Losses
    1. See [the paper](https://example.org/p) or [below](#losses)
       - nested
    2. ![Noise](a.png)

    > Quoted text that goes on for a while.

    ```swift Sources/A.swift#x
    let a = "b" // c
    ```

    ---
    """

  @Test func pageAt80Columns() {
    #expect(
      render(Self.page) == """
        A GAN
        ═════

        The generator draws, the discriminator judges; `swift build` makes both, later
        now.

        ### Losses

          1. See the paper (https://example.org/p) or below
               ◦ nested
          2. [figure: Noise (chapters/a.png)]

        ▌ Quoted text that goes on for a while.

          Sources/A.swift # x
          │ let a = "b" // c

        \(String(repeating: "─", count: 80))

        """)
  }

  @Test func pageAt40Columns() {
    #expect(
      render(Self.page, width: 40) == """
        A GAN
        ═════

        The generator draws, the discriminator
        judges; `swift build` makes both, later
        now.

        ### Losses

          1. See the paper
             (https://example.org/p) or below
               ◦ nested
          2. [figure: Noise (chapters/a.png)]

        ▌ Quoted text that goes on for a while.

          Sources/A.swift # x
          │ let a = "b" // c

        \(String(repeating: "─", count: 40))

        """)
  }

  @Test func pageInColour() {
    let escape = "\u{1B}["
    #expect(
      render(Self.page, colour: .always) == """
        \(escape)1;36mA GAN\(escape)0m
        \(escape)36m═════\(escape)0m

        The \(escape)3mgenerator\(escape)0m draws, the \(escape)1mdiscriminator\(escape)0m judges; \
        \(escape)36mswift build\(escape)0m makes both, \(escape)9mlater\(escape)0m
        now.

        \(escape)1mLosses\(escape)0m

          \(escape)36m1.\(escape)0m See \(escape)4mthe paper\(escape)0m\
        \(escape)2m (https://example.org/p)\(escape)0m or \(escape)4mbelow\(escape)0m
               \(escape)36m◦\(escape)0m nested
          \(escape)36m2.\(escape)0m \(escape)2m[figure: \(escape)0m\(escape)3mNoise\(escape)0m\
        \(escape)2m (chapters/a.png)]\(escape)0m

        \(escape)2m▌ \(escape)0mQuoted text that goes on for a while.

          \(escape)2mSources/A.swift # x\(escape)0m
        \(escape)2m  │ \(escape)0m\(escape)35mlet\(escape)0m a = \(escape)32m"b"\(escape)0m \
        \(escape)2m// c\(escape)0m

        \(escape)2m\(String(repeating: "─", count: 80))\(escape)0m

        """)
  }

  @Test func colourOnlyAddsEscapeCodes() {
    let page = Self.page.replacing("### ", with: "# ").replacing("`", with: "")
    let coloured = render(page, colour: .always).replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(coloured == render(page))
  }

  @Test func noBreakSpacesAreSpacesThatNoLineEndsAt() {
    let long = String(repeating: "a", count: 33)
    func lines(_ markdown: String) -> [Substring] { render(markdown, width: 40).split(separator: "\n") }
    #expect(lines("\(long) two three") == ["\(long) two", "three"])
    #expect(lines("\(long) two\u{A0}three") == ["\(long)", "two three"])
    // In a table the other column gives way.
    let table = "| a | b |\n|---|---|\n| some long text that is broken here | done\u{A0}(quick) |"
    #expect(render(table, width: 40).contains("│ done (quick)\n"))
  }

  @Test func commentsAreNeverShown() {
    let text = render(
      """
      a <!-- one --> b

      <!-- two
      lines -->

      | x |
      |---|
      | 8.1<!-- metric: a.b within 1 --> |
      """)
    #expect(text == "a b\n\nx\n───\n8.1\n")
  }

  @Test func controlCharactersNeverReachTheTerminal() {
    #expect(render("a\u{1B}[31mb\u{7}").contains("\u{1B}") == false)
    #expect(render("```\n\u{1B}]0;title\u{7}\n```").contains("\u{1B}") == false)
  }

  // MARK: - Lists and quotations

  @Test func listsNestAndCount() {
    #expect(
      render("9. a\n10. b\n    - c\n\n      d\n- e") == """
           9. a
          10. b
                ◦ c

                  d

          • e

        """)
  }

  @Test func alertsGetALabel() {
    #expect(render("> [!WARNING]\n> Do *not*.") == "▌ Warning\n▌ Do not.\n")
    #expect(render("> [!other] x") == "▌ [!other] x\n")
  }

  @Test func hardBreaksStay() {
    #expect(render("a  \nb<br>c\\\nd\ne") == "a\nb\nc\nd e\n")
  }

  // MARK: - Tables

  static let table = """
    | layer | shape | parameters |
    |:--|:-:|--:|
    | Dense | `[N, 256]` | 25,856 |
    | Batch normalisation, which follows | x | 1 |
    """

  @Test func tablesAreAligned() {
    #expect(
      render(Self.table) == """
        layer                              │   shape    │ parameters
        ───────────────────────────────────┼────────────┼───────────
        Dense                              │ `[N, 256]` │     25,856
        Batch normalisation, which follows │     x      │          1

        """)
  }

  @Test func wideCellsAreWrapped() {
    #expect(
      render(Self.table, width: 40) == """
        layer          │   shape    │ parameters
        ═══════════════╪════════════╪═══════════
        Dense          │ `[N, 256]` │     25,856
        ───────────────┼────────────┼───────────
        Batch          │     x      │          1
        normalisation, │            │
        which follows  │            │

        """)
  }

  @Test(arguments: [20, 24, 33, 40, 57, 80]) func nothingIsWiderThanTheTerminal(_ width: Int) {
    let columns = (1...9).map { "c\($0)" }.joined(separator: " | ")
    let rule = Array(repeating: "---", count: 9).joined(separator: "|")
    let text = render(
      Self.page + "\n\n" + Self.table + "\n\n| \(columns) |\n|\(rule)|\n| \(columns) |\n\n"
        + "```\n\(String(repeating: "long ", count: 30))\n```\n\n" + String(repeating: "x", count: 200)
        + "\n\n日本語の文章は空白なしで続いていくので、どこでも折り返すことができます。",
      width: width)
    for line in text.split(separator: "\n") { #expect(line.displayWidth <= width, "\(line)") }
  }

  @Test func resultsTableAlignsNumbers() {
    let renderer = MarkdownRenderer(terminal: .test(width: 80))
    #expect(
      renderer.render(
        table: ["step", "loss", "note"], [["100", "0.6931", "ln 2"], ["20,000", "−1.4", "2"]])
          == """
            step │   loss │ note
          ───────┼────────┼─────
             100 │ 0.6931 │ ln 2
          20,000 │   −1.4 │ 2

          """)
  }

  // MARK: - Code

  @Test func longCodeLinesHang() {
    #expect(
      render("```swift\n  let loss = binaryCrossEntropy(logits: real, target: 1)\n```", width: 40) == """
          │   let loss =
          │       binaryCrossEntropy(logits:
          │       real, target: 1)

        """)
  }

  @Test func swiftIsHighlighted() {
    var highlighter = SwiftHighlighter()
    func styles(_ line: String) -> [String] {
      var pieces: [(String, Style)] = []
      for character in highlighter.highlight(line).characters {
        if pieces.last?.1 == character.style {
          pieces[pieces.count - 1].0.append(character.character)
        } else {
          pieces.append((String(character.character), character.style))
        }
      }
      return pieces.filter { $0.1 != .plain }.map { "\($0.0):\($0.1.codes)" }
    }
    #expect(
      styles(#"let x: Tensor = f("a\"b", 1.5e3)"#) == ["let:35", "Tensor:34", #""a\"b":32"#, "1.5e3:32"])
    #expect(styles("0..<10 + x.1") == ["0:32", "10:32", "1:32"])
    #expect(styles("@Test letter /* open") == ["@Test:35", "/* open:2"])
    #expect(styles("still */ return") == ["still */:2", "return:35"])
    #expect(styles("\"\"\"open") == ["\"\"\"open:32"])
    #expect(styles("let \"\"\" let") == ["let \"\"\":32", "let:35"])
  }
}
