import Testing

@testable import TerminalPictures

@Suite("Which terminal shows pictures")
struct PictureProtocolTests {
  /// A place where everything is a terminal that is asked only if `answer` is not nil.
  private func choose(
    _ choice: FigureChoice, _ environment: [String: String], output: Bool = true, input: Bool = true,
    answer: Bool? = nil
  ) -> PictureProtocol? {
    let place = Surroundings(outputIsTerminal: output, inputIsTerminal: input, environment: environment)
    return PictureProtocol.choose(choice, in: place) {
      if answer == nil { Issue.record("The terminal was asked: \(environment)") }
      return answer ?? false
    }
  }

  @Test(
    "What the environment names is believed, and the terminal not asked",
    arguments: [
      (["TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"], .kitty),
      (["TERM": "xterm-kitty"], .kitty),
      (["TERM": "xterm-256color", "KITTY_WINDOW_ID": "2"], .kitty),
      (["TERM": "xterm-ghostty"], .kitty),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"], .kitty),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .iTerm2),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], .iTerm2),
      (["TERM": "xterm", "TERM_PROGRAM": "mintty"], .iTerm2),
      (["TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"], .iTerm2),
      (["TERM": "foot"], .sixel), (["TERM": "foot-extra"], .sixel), (["TERM": "mlterm"], .sixel),
    ] as [([String: String], PictureProtocol)])
  func named(_ environment: [String: String], _ expected: PictureProtocol) {
    #expect(choose(.auto, environment) == expected)
    // Input from a pipe changes nothing, output into one does.
    #expect(choose(.auto, environment, input: false) == expected)
    #expect(choose(.auto, environment, output: false) == nil)
    #expect(choose(.never, environment) == nil)
    #expect(choose(.always, environment, output: false, input: false) == expected)
  }

  @Test("A terminal that the environment does not name is asked, if it can answer")
  func asked() {
    let unknown = ["TERM": "xterm-256color"]
    #expect(choose(.auto, unknown, answer: true) == .sixel)
    #expect(choose(.auto, unknown, answer: false) == nil)
    #expect(choose(.auto, unknown, input: false) == nil)
    #expect(choose(.auto, unknown, output: false) == nil)
    #expect(choose(.always, unknown) == .sixel)
    #expect(choose(.always, unknown, output: false, input: false) == .sixel)
  }

  @Test(
    "Within tmux, screen and zellij the variables are those of another terminal: only its own answer counts",
    arguments: [
      ["TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0", "KITTY_WINDOW_ID": "1"],
      ["TERM": "screen-256color", "TERM_PROGRAM": "iTerm.app"], ["TERM": "xterm-kitty", "STY": "1.pts"],
      ["TERM": "xterm-256color", "ZELLIJ": "0", "LC_TERMINAL": "iTerm2"],
    ])
  func multiplexers(_ environment: [String: String]) {
    #expect(choose(.auto, environment, answer: false) == nil)
    #expect(choose(.auto, environment, answer: true) == .sixel)
    #expect(choose(.auto, environment, output: false) == nil)
  }

  @Test(
    "Terminals that show no pictures are not asked",
    arguments: [
      [:], ["TERM": ""], ["TERM": "dumb"], ["TERM": "linux"],
      ["TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"],
    ])
  func plain(_ environment: [String: String]) { #expect(choose(.auto, environment) == nil) }

  @Test(
    "The answer to the question for device attributes",
    arguments: [
      ("\u{1B}[?62;4;22c", [62, 4, 22]), ("\u{1B}[?1;2c", [1, 2]), ("typed\u{1B}[?6c", [6]),
      ("\u{1B}[?64;x;4c", nil),
      ("", nil), ("c", nil), ("\u{1B}[?62;4", nil),
    ] as [(String, [Int]?)])
  func answers(_ text: String, _ numbers: [Int]?) {
    #expect(TerminalQuestion.attributes(in: text) == numbers)
  }
}
