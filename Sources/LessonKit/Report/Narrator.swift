import Foundation
import TerminalText

/// Where a run prints: explanations and results to standard output, progress and warnings to standard error.
public final class Narrator {
  /// What the person asked to see.
  public enum Detail: Sendable {
    case everything
    /// Results and errors only (`--quiet`).
    case results
    /// Nothing on standard output: the caller prints a JSON object there (`--json`).
    case nothing
  }

  public let output: Terminal
  public let errors: Terminal
  public let detail: Detail
  /// Progress is shown unless `--quiet`.
  let showsProgress: Bool
  /// What the terminal shows as a picture, by the PNG file; nil for one that is not shown.
  let picture: (Data) -> String?
  private let writeOutput: (String) -> Void
  private let writeError: (String) -> Void
  /// Where this narrator speaks in turn with others; nil if it writes by itself.
  let speaksIn: (order: NarrationOrder, place: Int)?
  /// Whether a progress line is on the screen now.
  private var isProgressShown = false
  private var lastBlock = Block.nothing
  /// Whether the reader knows what kind of run this is.
  private var hasExplainedRun = false

  public init(
    output: Terminal, errors: Terminal, detail: Detail, showsProgress: Bool = true,
    picture: @escaping (Data) -> String? = { _ in nil },
    writeOutput: @escaping (String) -> Void = { Narrator.write($0, to: STDOUT_FILENO) },
    writeError: @escaping (String) -> Void = { Narrator.write($0, to: STDERR_FILENO) }
  ) {
    (self.output, self.errors, self.detail) = (output, errors, detail)
    self.picture = picture
    (self.showsProgress, self.writeOutput, self.writeError) = (showsProgress, writeOutput, writeError)
    speaksIn = nil
  }

  /// A narrator that prints what and where another one does, when it is its turn.
  init(speakingAs narrator: Narrator, at place: Int, in order: NarrationOrder) {
    (output, errors, detail) = (narrator.output, narrator.errors, narrator.detail)
    (picture, showsProgress) = (narrator.picture, narrator.showsProgress)
    (writeOutput, writeError) = ({ _ in }, { _ in })
    speaksIn = (order, place)
  }

  // MARK: - Standard output

  /// What was printed last: blank lines stand between paragraphs, and none between findings.
  enum Block {
    case nothing, paragraph, finding
  }

  /// Text that explains; `--quiet` leaves it out.
  public func explain(_ text: String) {
    if detail == .everything { print(text, .paragraph) }
  }

  /// What kind of run this is; see `RunNote`. It is said once, however many chapters a command runs.
  func explainRun(_ text: String) {
    if let (order, place) = speaksIn { return order.say(at: place) { $0.explainRun(text) } }
    if !hasExplainedRun { explain(text) }
    hasExplainedRun = true
  }

  /// Text that a step, or the run, has as its result.
  public func result(_ text: String) {
    if detail != .nothing { print(text, .paragraph) }
  }

  func print(_ text: String, _ block: Block) {
    if let (order, place) = speaksIn { return order.say(at: place) { $0.print(text, block) } }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed()
    guard !body.isEmpty else { return }
    clearProgress()
    let gap = lastBlock != .nothing && !(lastBlock == .finding && block == .finding)
    writeOutput(output.shown((gap ? "\n" : "") + body.joined(separator: "\n") + "\n"))
    lastBlock = block
  }

  // MARK: - Standard error

  /// Something that the person should know and need not act on; `--quiet` leaves it out.
  public func note(_ text: String) {
    if showsProgress { tell(text) }
  }

  /// Something that the person has to know, though nothing is wrong; printed even with `--quiet`.
  public func tell(_ text: String) {
    message(text)
  }

  public func warn(_ text: String) { message(text, "warning:", .yellow) }

  public func error(_ text: String) { message(text, "error:", .red) }

  /// An error after which the process ends at once.
  func lastError(_ text: String) {
    if let (order, _) = speaksIn { order.sayLast { $0.error(text) } } else { error(text) }
  }

  private func message(_ text: String, _ label: String = "", _ colour: Style.Colour = .red) {
    if let (order, place) = speaksIn { return order.say(at: place) { $0.message(text, label, colour) } }
    clearProgress()
    let mark = label.isEmpty ? "" : label + " "
    var lines = errors.shown(mark + text).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    if errors.isTerminal {
      // Indented lines are commands and lists, to be copied as they are.
      lines = lines.map { $0.hasPrefix(" ") ? $0 : Wording.wrapped($0, to: min(errors.width, 100)) }
    }
    let body = lines.joined(separator: "\n").dropFirst(label.count)
    writeError(errors.styled(label, .colour(colour).adding(.bold)) + body + "\n")
  }

  /// A question, without a line break at its end.
  func prompt(_ text: String) {
    if let (order, place) = speaksIn { return order.say(at: place) { $0.prompt(text) } }
    clearProgress()
    writeError(errors.shown(text))
  }

  // MARK: - Progress

  /// Whether one line can be drawn over and over.
  var redrawsProgress: Bool {
    errors.isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Draws the progress line in place of the one before, or as a line of its own where that is impossible.
  func progress(_ text: String) {
    guard showsProgress else { return }
    if let (order, place) = speaksIn { return order.sayNow(at: place) { $0.progress(text) } }
    if redrawsProgress {
      // The window may have been made narrower since the last time. A line that fills it would scroll.
      let line = Self.fitting(errors.shown(text), columns: max(min(errors.windowWidth, errors.width) - 1, 1))
      // Carriage return, the new text, erase what is left of the old one.
      writeError("\r\(line)\u{1B}[K")
      isProgressShown = true
    } else {
      writeError(errors.shown(text) + "\n")
    }
  }

  /// As many of the line's parts as fit: half a number would be another number.
  private static func fitting(_ text: String, columns: Int) -> Substring {
    let cut = text.prefix(columns: columns)
    guard cut.endIndex < text.endIndex, !text[cut.endIndex...].hasPrefix("  ") else { return cut }
    return cut.range(of: "  ", options: .backwards).map { cut[..<$0.lowerBound] } ?? cut
  }

  /// Takes the progress line off the screen.
  func clearProgress() {
    if let (order, place) = speaksIn { return order.sayNow(at: place) { $0.clearProgress() } }
    guard isProgressShown else { return }
    writeError("\r\u{1B}[K")
    isProgressShown = false
  }

  /// Writes all of `text`, unbuffered.
  public static func write(_ text: String, to descriptor: Int32) {
    StandardStreams.write(text, to: descriptor)
  }
}
