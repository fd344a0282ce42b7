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
  /// Columns, at least 20.
  public let width: Int
  /// Whether styles are printed. When false, no escape code is ever written.
  public let usesColour: Bool

  /// - Parameters:
  ///   - width: columns. `COLUMNS` in the environment wins over it, as a person who sets it expects.
  ///   - environment: read for `NO_COLOR`, `TERM` and `COLUMNS`.
  public init(
    isTerminal: Bool, width: Int, colour: ColourChoice = .auto,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.isTerminal = isTerminal
    let columns = environment["COLUMNS"].flatMap { Int($0) } ?? 0
    self.width = max(columns > 0 ? columns : width, Terminal.minimumWidth)
    switch colour {
    case .always: usesColour = true
    case .never: usesColour = false
    case .auto:
      // The convention of no-color.org: set to anything but the empty string.
      let forbidden = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
      usesColour = isTerminal && !forbidden
    }
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
    var size = winsize()
    let known = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    self.init(
      isTerminal: isatty(descriptor) == 1, width: known ? Int(size.ws_col) : Terminal.defaultWidth,
      colour: colour)
  }

  /// The text between the escape codes of a style, or unchanged where styles are off.
  public func styled(_ text: String, _ style: Style) -> String {
    let codes = style.codes
    return usesColour && !codes.isEmpty && !text.isEmpty ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text
  }

  static let minimumWidth = 20
  static let defaultWidth = 80
}
