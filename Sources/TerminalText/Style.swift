/// How a piece of terminal text looks: weight, slant and one of the six colours that read well on both light
/// and dark backgrounds.
public struct Style: Hashable, Sendable {
  /// A foreground colour, by its ANSI number.
  public enum Colour: Int, Sendable {
    case red = 31
    case green, yellow, blue, magenta, cyan
  }

  public var isBold = false
  public var isDim = false
  public var isItalic = false
  public var isUnderlined = false
  public var isStruckThrough = false
  public var colour: Colour?
  /// The address that the text leads to where the terminal knows links; see ``Terminal/address(ofFile:)``.
  public var link: String?

  /// No styling at all.
  public static let plain = Style()
  public static let bold = Style(isBold: true)
  public static let dim = Style(isDim: true)
  public static let italic = Style(isItalic: true)
  public static let underlined = Style(isUnderlined: true)
  public static let struckThrough = Style(isStruckThrough: true)

  public init(
    isBold: Bool = false, isDim: Bool = false, isItalic: Bool = false, isUnderlined: Bool = false,
    isStruckThrough: Bool = false, colour: Colour? = nil
  ) {
    self.isBold = isBold
    self.isDim = isDim
    self.isItalic = isItalic
    self.isUnderlined = isUnderlined
    self.isStruckThrough = isStruckThrough
    self.colour = colour
  }

  /// Text in one colour and nothing else.
  public static func colour(_ colour: Colour) -> Style { Style(colour: colour) }

  /// Everything that either style asks for; where both name a colour or a link, `other`'s.
  public func adding(_ other: Style) -> Style {
    var style = Style(
      isBold: isBold || other.isBold, isDim: isDim || other.isDim, isItalic: isItalic || other.isItalic,
      isUnderlined: isUnderlined || other.isUnderlined,
      isStruckThrough: isStruckThrough || other.isStruckThrough, colour: other.colour ?? colour)
    style.link = other.link ?? link
    return style
  }

  /// The numbers of the ANSI "select graphic rendition" sequence, such as `1;36`; empty for plain text.
  var codes: String {
    var codes: [Int] = []
    if isBold { codes.append(1) }
    if isDim { codes.append(2) }
    if isItalic { codes.append(3) }
    if isUnderlined { codes.append(4) }
    if isStruckThrough { codes.append(9) }
    if let colour { codes.append(colour.rawValue) }
    return codes.map(String.init).joined(separator: ";")
  }
}
