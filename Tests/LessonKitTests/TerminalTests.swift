import Testing

@testable import LessonKit
@testable import Markup
@testable import TerminalText

@Suite struct TerminalTests {
  @Test func colourFollowsTerminalAndEnvironment() {
    func uses(_ isTerminal: Bool, _ colour: ColourChoice, _ environment: [String: String] = [:]) -> Bool {
      Terminal(isTerminal: isTerminal, width: 80, colour: colour, environment: environment).usesColour
    }
    #expect(uses(true, .auto))
    #expect(!uses(false, .auto))
    #expect(!uses(true, .auto, ["NO_COLOR": "1"]))
    #expect(uses(true, .auto, ["NO_COLOR": ""]))
    #expect(!uses(true, .auto, ["TERM": "dumb"]))
    #expect(!uses(true, .never))
    #expect(uses(false, .always, ["NO_COLOR": "1", "TERM": "dumb"]))
  }

  @Test func columnsWinOverTheMeasuredWidth() {
    func width(_ measured: Int, _ columns: String?) -> Int {
      Terminal(isTerminal: true, width: measured, environment: columns.map { ["COLUMNS": $0] } ?? [:]).width
    }
    #expect(width(80, nil) == 80)
    #expect(width(80, "120") == 120)
    #expect(width(80, "many") == 80)
    #expect(width(80, "0") == 80)
    #expect(width(80, "3") == 20)
  }

  @Test func stylesAreEscapeCodesOnlyInColour() {
    #expect(Terminal.test(width: 80).styled("x", .bold) == "x")
    #expect(Terminal.test(width: 80, colour: .always).styled("x", .bold) == "\u{1B}[1mx\u{1B}[0m")
    #expect(Terminal.test(width: 80, colour: .always).styled("x", .plain) == "x")
    #expect(Style.bold.adding(.colour(.red)).adding(.colour(.cyan)).codes == "1;36")
  }

  @Test(
    "Links: on a terminal with styles that does not print their codes; the address is the file's, every odd byte written out"
  )
  func links() throws {
    func place(_ isTerminal: Bool, _ colour: ColourChoice, _ name: String?) -> Terminal {
      Terminal(
        isTerminal: isTerminal, width: 80, colour: colour, environment: name.map { ["TERM": $0] } ?? [:])
    }
    for (isTerminal, colour, name, expected) in [
      (true, .auto, "xterm-256color", true), (true, .auto, "tmux-256color", true),
      (true, .auto, "dumb", false),
      (true, .auto, "linux", false), (true, .auto, "eterm-color", false), (true, .auto, nil, false),
      (true, .never, "xterm", false), (false, .auto, "xterm", false), (false, .always, "xterm", false),
    ] as [(Bool, ColourChoice, String?, Bool)] {
      #expect(place(isTerminal, colour, name).usesLinks == expected, "\(isTerminal) \(colour) \(name ?? "")")
    }
    let terminal = place(true, .auto, "xterm")
    let address = try #require(terminal.address(ofFile: "/tmp/my runs/ä;1.png"))
    #expect(address.hasPrefix("file://") && address.hasSuffix("/tmp/my%20runs/%C3%A4%3B1.png"))
    var style = Style.bold
    style.link = address
    let (open, close) = ("\u{1B}]8;;", "\u{1B}\\")
    #expect(terminal.styled("x", style) == "\(open)\(address)\(close)\u{1B}[1mx\u{1B}[0m\(open)\(close)")
    #expect(terminal.withoutLinks.styled("x", style) == "\u{1B}[1mx\u{1B}[0m")
    #expect(place(false, .auto, "xterm").address(ofFile: "/tmp") == nil)

    // In a chapter the path alone is the link; the text reads as it does without.
    let markdown = "Look:\n\n![Points](a/b.png)\n\nMore."
    let linked = MarkdownRenderer(terminal: terminal, figureFolder: "/c/").render(markdown)
    let path = try #require(terminal.address(ofFile: "/c/a/b.png"))
    #expect(linked.contains("\(open)\(path)\(close)\u{1B}[2m/c/a/b.png\u{1B}[0m\(open)\(close)"))
  }

  @Test(
    "What a terminal shows as a picture stands below the paragraph of its figure, also in a list; other text is as it was"
  )
  func pictures() {
    let markdown = "Look: ![Points](b.png) here.\n\n- ![No](c.svg) ![Lines](d.png)\n\nMore."
    var renderer = MarkdownRenderer(terminal: .test(width: 80), figureFolder: "a/")
    let plain = renderer.render(markdown)
    renderer.picture = { $0.hasSuffix(".png") ? "<\($0)>\n" : nil }
    let shown = renderer.render(markdown)
    #expect(shown.contains("(a/b.png)] here.\n<a/b.png>\n\n"))
    #expect(shown.contains("(a/d.png)]\n<a/d.png>\n\nMore."))
    #expect(shown.replacing("<a/b.png>\n", with: "").replacing("<a/d.png>\n", with: "") == plain)
  }

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("m\u{302}ₜ", 2), ("日本", 4), ("한국", 4), ("ｆｕ", 4), ("😀", 2),
    ("👩‍💻", 2), ("🇩🇪", 2), ("─│═", 3), ("\u{200B}", 0), ("∑ᵢ₌₁", 4), ("", 0),
  ]) func widthsAreThoseOfTerminals(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test func theLocaleDecidesOnATerminalOnly() {
    func unicode(_ isTerminal: Bool, _ environment: [String: String]) -> Bool {
      Terminal(isTerminal: isTerminal, width: 80, environment: environment).usesUnicode
    }
    #expect(unicode(true, ["LANG": "en_GB.UTF-8"]))
    #expect(unicode(true, ["LANG": "C", "LC_CTYPE": "de_DE.utf8"]))
    #expect(unicode(true, ["LC_ALL": "", "LANG": "C.UTF-8"]))
    #expect(!unicode(true, ["LC_ALL": "C", "LANG": "en_GB.UTF-8"]))
    #expect(!unicode(true, ["LANG": "POSIX"]))
    #expect(!unicode(true, ["LANG": "de_DE.ISO-8859-1"]))
    #expect(!unicode(true, [:]))
    #expect(unicode(false, ["LC_ALL": "C"]))
  }

  @Test(arguments: [
    ("plain text 'as it is'", "plain text 'as it is'"), ("x² ≤ 3", "x^2 <= 3"), ("x⁻¹ + y₁₂", "x^-1 + y_12"),
    ("λx, 2λφ", "lambda x, 2 lambda phi"), ("∇ℒ(θ)", "grad L(theta)"), ("a → b — “c”…", "a -> b -- \"c\"..."),
    ("Über Łódź, naïve café", "Uber Lodz, naive cafe"), ("x\u{302}", "x_hat"), ("ﬁn", "fin"),
    ("中", "<U+4E2D>"),
    ("28 · 28 × 2", "28 * 28 x 2"), ("│─═•", "|-=*"), ("😀", "<U+1F600>"), ("√2", "sqrt 2"),
  ]) func asciiLosesNothing(_ text: String, _ plain: String) {
    #expect(PlainText.ascii(text) == plain)
    #expect(PlainText.ascii(text).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func everythingThatFormulasUseHasAnASCIIForm() {
    let tables = [MathSymbols.ordinary, MathSymbols.binary, MathSymbols.relations, MathSymbols.functions]
    let symbols: [String] =
      tables.flatMap(\.values) + MathScripts.superscripts.values.map(String.init)
      + MathScripts.subscripts.values.map(String.init) + MathScripts.blackboard.values
    for symbol in symbols { #expect(!PlainText.ascii(symbol).contains("<U+"), "\(symbol)") }
  }

  @Test func anASCIITerminalGetsNothingElse() {
    let place = Terminal(isTerminal: true, width: 40, colour: .never, environment: ["LC_ALL": "C"])
    let text = MarkdownRenderer(terminal: place).render(
      "# Café\n\n- one → two\n\n> λ\n\n| a | b |\n|---|---|\n| ≤ | $`\\alpha^2`$ |\n\n```swift\nlet π = 3\n```\n"
    )
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.contains("Cafe\n====") && text.contains("one -> two") && text.contains("let pi = 3"))
    #expect(text.contains("alpha^2"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 })
  }

  @Test func aLongWordIsBrokenWhereItsPartsEnd() {
    func wrap(_ text: String, _ width: Int) -> [String] { StyledText(text).wrapped(to: width).map(\.plain) }
    #expect(wrap("see output/03-vanilla-gan/run.json", 20) == ["see", "output/03-vanilla-", "gan/run.json"])
    #expect(wrap("learningRate=0.0002", 15) == ["learningRate=", "0.0002"])
    #expect(wrap("0.00020002", 6) == ["0.0002", "0002"])
  }

  @Test func aLineIsCutByColumns() {
    #expect("日本語".prefix(columns: 5) == "日本")
    #expect("abc".prefix(columns: 5) == "abc")
    #expect("e\u{301}x".prefix(columns: 1) == "e\u{301}")
  }

  @Test func wrappingKeepsWordsAndCutsWhatIsTooLong() {
    func wrap(_ text: String, _ width: Int) -> [String] { StyledText(text).wrapped(to: width).map(\.plain) }
    #expect(wrap("one two three", 7) == ["one two", "three"])
    #expect(wrap("one two three", 8) == ["one two", "three"])
    #expect(wrap("abcdefghij k", 4) == ["abcd", "efgh", "ij k"])
    #expect(wrap("日本語の文", 4) == ["日本", "語の", "文"])
    #expect(wrap("a日本", 4) == ["a日", "本"])
    #expect(wrap("cafe\u{301} au", 4) == ["cafe\u{301}", "au"])
    #expect(wrap("a\n\nb", 4) == ["a", "", "b"])
    #expect(wrap("", 4) == [""])
  }
}
