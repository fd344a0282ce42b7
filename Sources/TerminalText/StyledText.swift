import Markup

/// One character on the screen, with its style.
struct StyledCharacter: Equatable {
  var character: Character
  var style: Style
  /// Whether a line may break at this character, if it is a space. False inside a short formula.
  var allowsBreak = true

  var width: Int { character.displayWidth }
  var isBreakingSpace: Bool { allowsBreak && character == " " }
  /// Between wide (East Asian) characters a line may break without a space.
  var isWide: Bool { width == 2 }
  /// After these a word that is longer than a line is broken: paths, commands, code.
  var endsPiece: Bool { "/-_.,:;=([{)]}@&?|+".contains(character) }
  /// Numbers such as `0.0002` and `1e-06` stay whole.
  var mayBelongToNumber: Bool { "-.,:+".contains(character) }
}

/// A line of text, or a paragraph before it is wrapped, in which `\n` is a forced break.
struct StyledText: Equatable {
  private(set) var characters: [StyledCharacter] = []
  /// What is printed as it is below the line, such as a picture; it has no width.
  var picture = ""

  init() {}

  init(_ text: String, _ style: Style = .plain) {
    append(text, style)
  }

  private init(characters: [StyledCharacter]) {
    self.characters = characters
  }

  var isEmpty: Bool { characters.isEmpty }
  var width: Int { characters.reduce(0) { $0 + $1.width } }
  var plain: String { String(characters.map(\.character)) }

  /// Adds text. Tabs become spaces; other control characters are dropped, so that a file can never send escape
  /// codes to the terminal.
  mutating func append(_ text: String, _ style: Style = .plain, allowsBreak: Bool = true) {
    for character in text {
      if character == "\t" {
        append("    ", style, allowsBreak: allowsBreak)
      } else if character == "\n" || !character.isControl {
        characters.append(StyledCharacter(character: character, style: style, allowsBreak: allowsBreak))
      }
    }
  }

  mutating func append(_ other: StyledText) {
    characters += other.characters
    picture += other.picture
  }

  /// Adds prose, in which several spaces count as one and a no-break space is one that no line ends at.
  mutating func appendProse(_ text: String, _ style: Style) {
    for character in text {
      if character == " ", characters.last.map({ $0.isBreakingSpace || $0.character == "\n" }) ?? true {
        continue
      }
      if character == "\u{A0}" {
        append(" ", style, allowsBreak: false)
      } else {
        append(String(character), style)
      }
    }
  }

  /// Adds a formula, which may only be broken in front of an operator outside all brackets.
  mutating func appendFormula(_ formula: String, _ style: Style) {
    let text = Array(formula)
    var depth = 0
    for (index, character) in text.enumerated() {
      if "([{⟨".contains(character) { depth += 1 }
      if ")]}⟩".contains(character) { depth -= 1 }
      let next = index + 1 < text.count ? text[index + 1] : " "
      append(String(character), style, allowsBreak: depth <= 0 && "=<>≤≥≈≠∼∈∝→←⇒+−·×".contains(next))
    }
  }

  /// The same characters, each with `style` added to its own.
  func adding(_ style: Style) -> StyledText {
    StyledText(
      characters: characters.map {
        var character = $0
        character.style = style.adding($0.style)
        return character
      })
  }

  /// The first `count` characters.
  mutating func removeFirst(_ count: Int) {
    characters.removeFirst(min(count, characters.count))
  }

  /// Filled with spaces up to a width, as a table cell is.
  func padded(to width: Int, _ alignment: MarkdownNode.Alignment) -> StyledText {
    let missing = max(width - self.width, 0)
    let before =
      switch alignment {
      case .leading: 0
      case .centre: missing / 2
      case .trailing: missing
      }
    var text = StyledText(String(repeating: " ", count: before))
    text.append(self)
    text.append(String(repeating: " ", count: missing - before))
    return text
  }

  /// The width of the longest part that wrapping would not break.
  var longestWordWidth: Int {
    var (longest, current) = (0, 0)
    for character in characters {
      current = character.isBreakingSpace || character.character == "\n" ? 0 : current + character.width
      longest = max(longest, character.isWide ? character.width : current)
    }
    return longest
  }

  /// The width of the longest part of a word that wrapping would not break even if the word is longer than a line.
  var longestPieceWidth: Int {
    var (longest, current) = (0, 0)
    for (index, character) in characters.enumerated() {
      current = character.isBreakingSpace || character.character == "\n" ? 0 : current + character.width
      longest = max(longest, character.isWide ? character.width : current)
      if index + 1 < characters.count, Self.isBreak(character, characters[index + 1]) { current = 0 }
    }
    return longest
  }

  /// Whether a long word may be broken between two of its characters: after a mark, not within a run of them.
  private static func isBreak(_ left: StyledCharacter, _ right: StyledCharacter) -> Bool {
    left.endsPiece && !right.endsPiece && !(left.mayBelongToNumber && right.character.isNumber)
  }

  /// The width that it takes unwrapped: that of its longest line.
  var naturalWidth: Int {
    characters.split { $0.character == "\n" }.map { $0.reduce(0) { $0 + $1.width } }.max() ?? 0
  }

  /// Greedy line breaking at spaces and between wide characters; a word longer than a line is broken after a slash, a
  /// hyphen and the like, and cut only where it has none.
  func wrapped(to width: Int) -> [StyledText] {
    characters.split(omittingEmptySubsequences: false) { $0.character == "\n" }
      .flatMap { Self.wrapLine($0, to: max(width, 2)) }
  }

  private static func wrapLine(_ characters: ArraySlice<StyledCharacter>, to width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    var line: [StyledCharacter] = []
    var lineWidth = 0
    var breakIndex: Int?  // where in `line` the next line would start

    func finish(_ part: ArraySlice<StyledCharacter>) {
      var part = part
      while part.last?.isBreakingSpace == true { part.removeLast() }
      lines.append(StyledText(characters: Array(part)))
    }

    /// Where a word that fills the line, and goes on with `next`, can be broken without leaving most of it empty.
    func pieceEnd(before next: StyledCharacter) -> Int? {
      (max(line.count / 3, 1)...line.count).last { isBreak(line[$0 - 1], $0 < line.count ? line[$0] : next) }
    }

    func startNewLine(before next: StyledCharacter) {
      let cut = breakIndex ?? pieceEnd(before: next) ?? line.count
      finish(line[..<cut])
      line = Array(line[cut...].drop(while: \.isBreakingSpace))
      lineWidth = line.reduce(0) { $0 + $1.width }
      breakIndex = nil
    }

    for character in characters {
      if character.isBreakingSpace {
        if line.isEmpty, !lines.isEmpty { continue }
      } else {
        while lineWidth + character.width > width, !line.isEmpty { startNewLine(before: character) }
      }
      line.append(character)
      lineWidth += character.width
      if character.isBreakingSpace || character.isWide { breakIndex = line.count }
    }
    if !line.isEmpty || lines.isEmpty { finish(line[...]) }
    return lines
  }

  /// The text for a terminal: one escape sequence per change of style, where styles are on, and none left open.
  func rendered(on terminal: Terminal) -> String {
    var (text, run, style) = ("", "", Style.plain)
    for character in trimmedAtEnd {
      if character.style != style {
        text += terminal.styled(run, style)
        (run, style) = ("", character.style)
      }
      run.append(character.character)
    }
    return text + terminal.styled(run, style)
  }

  private var trimmedAtEnd: ArraySlice<StyledCharacter> {
    var part = characters[...]
    while let last = part.last, last.character == " ", !last.style.isUnderlined { part.removeLast() }
    return part
  }
}

extension Character {
  fileprivate var isControl: Bool {
    guard let scalar = unicodeScalars.first else { return false }
    return scalar.properties.generalCategory == .control
  }
}
