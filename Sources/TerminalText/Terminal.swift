import Foundation

/// When to print colours and other styles: the values of `--color`.
public enum ColourChoice: String, CaseIterable, Codable, Sendable {
  /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
  case auto
  /// Always, even into a pipe and against `NO_COLOR`: somebody asked for it by name.
  case always
  case never
}

/// What the program knows about the place it prints to.
public struct Terminal: Sendable {
  /// Whether a person is watching: progress may redraw a line.
  public let isTerminal: Bool
  /// Whether styles are printed. When false, no escape code is ever written.
  public let usesColour: Bool
  /// Whether all of Unicode can be printed. False on a terminal whose locale is not UTF-8; files and pipes get UTF-8
  /// in every locale.
  public let usesUnicode: Bool
  /// Whether links (OSC 8) are printed: where styles are, on a terminal that is not known to print their codes as text.
  public private(set) var usesLinks: Bool
  /// What `COLUMNS` says, if it says something sensible.
  private let requestedColumns: Int?
  /// Columns where they cannot be measured.
  private let assumedColumns: Int
  /// The window to measure; `nil` where there is none.
  private let descriptor: Int32?

  /// - Parameters:
  ///   - width: columns. `COLUMNS` in the environment wins over it, as a person who sets it expects.
  ///   - environment: read for `NO_COLOR`, `TERM`, `COLUMNS` and the locale.
  public init(
    isTerminal: Bool, width: Int, colour: ColourChoice = .auto,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.init(isTerminal, width, descriptor: nil, colour, environment)
  }

  /// The place behind standard output.
  public static func standardOutput(colour: ColourChoice = .auto) -> Terminal {
    Terminal(descriptor: STDOUT_FILENO, colour: colour)
  }

  /// The place behind standard error.
  public static func standardError(colour: ColourChoice = .auto) -> Terminal {
    Terminal(descriptor: STDERR_FILENO, colour: colour)
  }

  private init(descriptor: Int32, colour: ColourChoice) {
    self.init(
      isatty(descriptor) == 1, Terminal.defaultWidth, descriptor: descriptor, colour,
      ProcessInfo.processInfo.environment)
  }

  private init(
    _ isTerminal: Bool, _ width: Int, descriptor: Int32?, _ colour: ColourChoice,
    _ environment: [String: String]
  ) {
    self.isTerminal = isTerminal
    self.descriptor = descriptor
    assumedColumns = width
    requestedColumns = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    usesUnicode = !isTerminal || Self.localeIsUTF8(environment)
    switch colour {
    case .always: usesColour = true
    case .never: usesColour = false
    case .auto:
      // The convention of no-color.org: set to anything but the empty string.
      let forbidden = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
      usesColour = isTerminal && !forbidden
    }
    let name = environment["TERM"] ?? ""
    usesLinks =
      usesColour && isTerminal && !["", "dumb", "linux"].contains(name) && !name.hasPrefix("eterm")
  }

  /// The first of the three that is set decides, as POSIX says; where none is, the locale is `C`.
  private static func localeIsUTF8(_ environment: [String: String]) -> Bool {
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    return locale.lowercased().replacing("-", with: "").contains("utf8")
  }

  /// Columns to print text in, at least 20. Measured anew each time: a window may have been resized.
  public var width: Int { max(requestedColumns ?? windowWidth, Terminal.minimumWidth) }

  /// Columns that the window has now, whatever `COLUMNS` says and however few they are.
  package var windowWidth: Int {
    var size = winsize()
    guard let descriptor, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return assumedColumns
    }
    return Int(size.ws_col)
  }

  /// The text within the escape codes of a style, or unchanged where styles are off.
  public func styled(_ text: String, _ style: Style) -> String {
    let codes = style.codes
    let styled = usesColour && !codes.isEmpty && !text.isEmpty ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text
    guard usesLinks, let link = style.link, !text.isEmpty else { return styled }
    return "\u{1B}]8;;\(link)\u{1B}\\\(styled)\u{1B}]8;;\u{1B}\\"
  }

  /// The address of a file, for a link to it; nil where links are not printed.
  ///
  /// It names this machine, so that a terminal on another one does not look for the file there.
  public func address(ofFile path: String) -> String? {
    guard usesLinks else { return nil }
    let url = URL(fileURLWithPath: path).standardizedFileURL
    guard let encoded = url.path.addingPercentEncoding(withAllowedCharacters: Self.legalInAddress) else {
      return nil
    }
    return "file://\(Self.host)\(encoded)"
  }

  /// The name of this machine.
  private static let host: String = {
    var name = [UInt8](repeating: 0, count: 256)
    let isKnown = name.withUnsafeMutableBytes {
      gethostname($0.bindMemory(to: CChar.self).baseAddress!, $0.count - 1) == 0
    }
    let text = isKnown ? String(decoding: name.prefix { $0 != 0 }, as: UTF8.self) : ""
    return text.addingPercentEncoding(withAllowedCharacters: legalInAddress) ?? ""
  }()

  /// All else, and all that is not ASCII, is written as bytes.
  private static let legalInAddress = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/+=,@")

  /// The same place, for a program that may print the codes of links as text.
  public var withoutLinks: Terminal {
    var terminal = self
    terminal.usesLinks = false
    return terminal
  }

  /// The text as this place can show it: unchanged, or in ASCII.
  public func shown(_ text: String) -> String { usesUnicode ? text : PlainText.ascii(text) }

  static let minimumWidth = 20
  static let defaultWidth = 80
}
