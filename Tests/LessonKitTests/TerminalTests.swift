import Testing

@testable import LessonKit

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

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("m\u{302}ₜ", 2), ("日本", 4), ("한국", 4), ("ｆｕ", 4), ("😀", 2),
    ("👩‍💻", 2), ("🇩🇪", 2), ("─│═", 3), ("\u{200B}", 0), ("∑ᵢ₌₁", 4), ("", 0),
  ]) func widthsAreThoseOfTerminals(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
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
