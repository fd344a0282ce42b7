/// How a picture can be sent to a terminal.
public enum PictureProtocol: String, CaseIterable, Sendable {
  /// The graphics protocol of kitty, which Ghostty speaks too: PNG files as they are.
  case kitty
  /// The inline images of iTerm2, which WezTerm and mintty show too: PNG files as they are.
  case iTerm2
  /// Six rows of pixels in a letter, as DEC's printers took them: foot, mlterm, xterm, Konsole, Windows Terminal.
  case sixel
}

/// When to show figures in the terminal: the values of `--figures`.
public enum FigureChoice: String, CaseIterable, Codable, Sendable {
  /// Where the terminal is known to show pictures, or says so.
  case auto
  case never
  /// Even where nobody knows that it works, and into a pipe: somebody asked for it by name.
  case always
}

/// What the program knows about the place it prints to, as far as pictures are concerned.
public struct Surroundings: Sendable {
  public var outputIsTerminal: Bool
  public var inputIsTerminal: Bool
  public var environment: [String: String]

  public init(outputIsTerminal: Bool, inputIsTerminal: Bool, environment: [String: String]) {
    self.outputIsTerminal = outputIsTerminal
    self.inputIsTerminal = inputIsTerminal
    self.environment = environment
  }
}

extension PictureProtocol {
  /// The protocol that this place understands; nil if pictures are not to be shown here.
  ///
  /// What the environment says comes first. Otherwise the terminal is asked, if it can answer: when both standard output and
  /// standard input are it.
  ///
  /// - Parameter asksForSixel: asks the terminal whether it shows sixels.
  public static func choose(
    _ choice: FigureChoice, in place: Surroundings, asksForSixel: () -> Bool
  ) -> PictureProtocol? {
    guard choice != .never else { return nil }
    if choice == .always { return named(by: place.environment) ?? .sixel }
    guard place.outputIsTerminal, !isPlain(place.environment) else { return nil }
    if let named = named(by: place.environment) { return named }
    return place.inputIsTerminal && asksForSixel() ? .sixel : nil
  }

  /// Terminals that show no pictures, and of which some print questions that they do not understand.
  private static func isPlain(_ environment: [String: String]) -> Bool {
    ["", "dumb", "linux"].contains(environment["TERM"] ?? "")
      || environment["TERM_PROGRAM"] == "Apple_Terminal"
  }

  private static func named(by environment: [String: String]) -> PictureProtocol? {
    func value(_ name: String) -> String { environment[name] ?? "" }
    let terminal = value("TERM")
    // The variables are those of the terminal in which tmux or screen was started, which draws what they tell it to draw.
    let isInside =
      ["TMUX", "STY", "ZELLIJ"].contains { !value($0).isEmpty }
      || ["tmux", "screen"].contains(where: terminal.hasPrefix)
    guard !isInside else { return nil }
    if !value("KITTY_WINDOW_ID").isEmpty || ["xterm-kitty", "xterm-ghostty"].contains(terminal) {
      return .kitty
    }
    switch value("TERM_PROGRAM") {
    case "ghostty": return .kitty
    case "iTerm.app", "WezTerm", "mintty": return .iTerm2
    default: break
    }
    if value("LC_TERMINAL") == "iTerm2" { return .iTerm2 }
    return ["foot", "mlterm", "contour", "yaft"].contains(where: terminal.hasPrefix) ? .sixel : nil
  }
}
