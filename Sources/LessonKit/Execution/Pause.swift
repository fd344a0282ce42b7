import Foundation

/// Waits for a person before a step runs.
public enum Pause {
  /// Whether a pause makes sense without being asked for: someone reads the screen and can type.
  public static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  private static let question = "Enter: go on   q and Enter: stop here  "

  /// Waits for Enter. At the end of the input it does not wait.
  /// - Throws: `Interrupted` for a line that begins with `q`, and if someone asks the program to stop.
  static func wait(_ narrator: Narrator, isInterrupted: () -> Bool) throws {
    let line = try TypedLine.read(after: question, narrator, isInterrupted: isInterrupted)
    if line?.first == "q" { throw Interrupted() }
  }
}
