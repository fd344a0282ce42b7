import Foundation

/// Waits for a person between two steps.
public enum Pause {
  /// Whether a pause makes sense without being asked for: someone reads the screen and can type.
  public static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Waits for Enter. At the end of the input it does not wait.
  /// - Throws: `Interrupted` for a line that begins with `q`, and if someone asks the program to stop.
  static func wait(_ narrator: Narrator, isInterrupted: () -> Bool) throws {
    narrator.prompt("\nEnter: go on   q and Enter: stop here  ")
    var line: [UInt8] = []
    while true {
      // A blocked read would not notice Ctrl-C.
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = poll(&input, 1, 100)
      if isInterrupted() {
        narrator.prompt("\n")
        throw Interrupted()
      }
      guard ready > 0 else { continue }
      var byte: UInt8 = 0
      guard read(STDIN_FILENO, &byte, 1) == 1 else { return narrator.prompt("\n") }
      if byte == UInt8(ascii: "\n") { break }
      line.append(byte)
    }
    if !Pause.isPossible { narrator.prompt("\n") }
    if line.first == UInt8(ascii: "q") { throw Interrupted() }
  }
}
