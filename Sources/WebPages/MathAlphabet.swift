import Markup

/// Unicode's mathematical letters: what a typeface is in MathML.
enum MathAlphabet {
  static func letter(_ letter: Character, in typeface: MathTypeface) -> Character {
    guard letter.isASCII, letter.isLetter, let value = letter.unicodeScalars.first?.value else {
      return letter
    }
    if let early = early[typeface]?[letter] { return early }
    let first: UInt32? =
      switch typeface {
      case .bold: 0x1D400
      case .calligraphic: 0x1D49C
      case .fraktur: 0x1D504
      case .blackboard: 0x1D538
      case .upright, .italic: nil
      }
    guard let first else { return letter }
    let position = letter.isUppercase ? value - 65 : value - 97 + 26
    return Unicode.Scalar(first + position).map(Character.init) ?? letter
  }

  /// Letters that Unicode had before the alphabets, which leave their places empty.
  private static let early: [MathTypeface: [Character: Character]] = [
    .calligraphic: [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ",
      "o": "ℴ",
    ],
    .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"],
    .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"],
  ]
}
