import Foundation

/// Asks the terminal what it can do.
enum TerminalQuestion {
  /// Whether the terminal says that it shows sixels; false if it does not answer in time.
  ///
  /// The question is for its "primary device attributes" (DA1), which every terminal answers: `ESC [ ? 62 ; 4 ; 22 c`,
  /// where 4 stands for sixels.
  static func showsSixels(timeout: Duration = .milliseconds(500)) -> Bool {
    guard let answer = ask("\u{1B}[c", endingWith: "c", timeout: timeout) else { return false }
    return attributes(in: answer)?.contains(4) ?? false
  }

  /// The numbers of an answer, `62, 4, 22`; nil if it is none.
  static func attributes(in answer: String) -> [Int]? {
    guard let start = answer.range(of: "\u{1B}[?"), let end = answer[start.upperBound...].firstIndex(of: "c")
    else {
      return nil
    }
    let numbers = answer[start.upperBound..<end].split(separator: ";").map { Int($0) }
    return numbers.contains(nil) ? nil : numbers.compactMap { $0 }
  }

  private static func ask(_ question: String, endingWith last: Character, timeout: Duration) -> String? {
    // A job in the background would be stopped for changing the terminal.
    guard tcgetpgrp(STDIN_FILENO) == getpgrp() else { return nil }
    var usual = termios()
    guard tcgetattr(STDIN_FILENO, &usual) == 0 else { return nil }
    var raw = usual
    // Ctrl-C is a letter meanwhile: it must not end the program while the terminal does not echo.
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    guard tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 else { return nil }
    // What was typed meanwhile, or comes too late, is no command.
    var isInterrupted = false
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
      if isInterrupted { raise(SIGINT) }
    }
    guard write(STDOUT_FILENO, question, question.utf8.count) == question.utf8.count else { return nil }

    var answer = ""
    let deadline = ContinuousClock.now + timeout
    while true {
      let (seconds, attoseconds) = (deadline - ContinuousClock.now).components
      let left = seconds * 1000 + attoseconds / 1_000_000_000_000_000
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&input, 1, Int32(left)) > 0 else { return nil }
      var byte: UInt8 = 0
      guard read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
      if byte == 3 {
        isInterrupted = true
        return nil
      }
      answer.unicodeScalars.append(Unicode.Scalar(byte))
      if answer.last == last, answer.contains("\u{1B}[?") { return answer }
    }
  }
}
