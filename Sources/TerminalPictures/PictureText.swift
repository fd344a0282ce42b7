import Foundation
import Pictures

/// Pictures as text that a terminal shows as pictures.
public struct PictureText: Sendable {
  public let kind: PictureProtocol
  private let window: @Sendable () -> Window

  /// - Parameter window: asked for each picture, because it may have been resized.
  public init(_ kind: PictureProtocol, window: @escaping @Sendable () -> Window) {
    (self.kind, self.window) = (kind, window)
  }

  /// For standard output.
  /// - Returns: nil if pictures are not to be shown there.
  public static func standardOutput(
    _ choice: FigureChoice, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> PictureText? {
    let place = Surroundings(
      outputIsTerminal: isatty(STDOUT_FILENO) == 1, inputIsTerminal: isatty(STDIN_FILENO) == 1,
      environment: environment)
    let kind = PictureProtocol.choose(choice, in: place) { TerminalQuestion.showsSixels() }
    return kind.map { PictureText($0) { Window.now ?? Window(columns: 80, rows: 40) } }
  }

  /// The text that shows a picture, with a line break at its end.
  /// - Parameter png: a PNG file.
  /// - Returns: nil if it is none, or is damaged.
  public func text(for png: Data) -> String? {
    guard let size = Self.size(of: png) else { return nil }
    let window = self.window()
    let columns = window.columns(forWidth: size.width, height: size.height)
    switch kind {
    case .kitty: return Self.kitty(png, columns: columns) + "\n"
    case .iTerm2: return Self.iTerm2(png, columns: columns) + "\n"
    case .sixel:
      guard let image = try? PNG.decode(png, name: "figure") else { return nil }
      let width = min(image.width, columns * window.cellWidth)
      let height = max(1, (image.height * width + image.width / 2) / image.width)
      return Sixel.encode(image.resized(width: width, height: height, .area)) + "\n"
    }
  }

  /// The size that stands in the header of a PNG file.
  private static func size(of png: Data) -> (width: Int, height: Int)? {
    let bytes = [UInt8](png.prefix(24))
    guard bytes.count == 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    func number(at start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    let (width, height) = (number(at: 16), number(at: 20))
    return width > 0 && height > 0 ? (width, height) : nil
  }

  /// The file in pieces of at most 4096 characters, as the protocol asks. `a=T`: show it now; `f=100`: PNG; `q=2`: do not
  /// answer; `c`: that many columns wide; `m=1`: more follows.
  private static func kitty(_ png: Data, columns: Int) -> String {
    let text = Array(png.base64EncodedString().utf8)
    let starts = Array(stride(from: 0, to: text.count, by: 4096))
    return starts.map { start in
      let piece = String(decoding: text[start..<min(start + 4096, text.count)], as: UTF8.self)
      let more = "m=\(start == starts.last ? 0 : 1)"
      return "\u{1B}_G" + (start == 0 ? "a=T,f=100,q=2,c=\(columns),\(more)" : more) + ";\(piece)\u{1B}\\"
    }.joined()
  }

  private static func iTerm2(_ png: Data, columns: Int) -> String {
    "\u{1B}]1337;File=inline=1;size=\(png.count);width=\(columns);preserveAspectRatio=1:"
      + png.base64EncodedString() + "\u{07}"
  }
}
