import Foundation
import Synchronization

/// A line that a person types while a run waits for it.
enum TypedLine {
  /// Prompts and waits for a line.
  /// - Returns: the line without its end; nil at the end of the input.
  /// - Throws: `Interrupted` if someone asks the program to stop.
  static func read(
    after prompt: String, _ narrator: Narrator, isInterrupted: () -> Bool
  ) throws -> String? {
    Continuation.listen()
    // What was typed while a step ran was no answer to this question.
    if isInForeground { tcflush(STDIN_FILENO, TCIFLUSH) }
    narrator.prompt("\n" + prompt)
    var continuations = Continuation.count
    var line: [UInt8] = []
    while true {
      // A blocked read would not notice Ctrl-C.
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = poll(&input, 1, 100)
      if isInterrupted() {
        narrator.prompt("\n")
        throw Interrupted()
      }
      if Continuation.count != continuations {
        // Ctrl-Z, and now it goes on: the shell's lines stand where the question was.
        continuations = Continuation.count
        if isInForeground { narrator.prompt("\n" + prompt) }
      }
      guard ready > 0 else { continue }
      var byte: UInt8 = 0
      guard Foundation.read(STDIN_FILENO, &byte, 1) == 1 else {
        narrator.prompt("\n")
        return nil
      }
      if byte == UInt8(ascii: "\n") { break }
      line.append(byte)
    }
    if !Pause.isPossible { narrator.prompt("\n") }
    return String(decoding: line, as: UTF8.self)
  }

  /// Whether the terminal listens to this program now; a job in the background would be stopped for touching it.
  private static var isInForeground: Bool {
    isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp()
  }
}

/// How often the program was stopped (Ctrl-Z) and went on.
private enum Continuation {
  private static let continuations = Atomic<Int>(0)

  static var count: Int { continuations.load(ordering: .relaxed) }

  static func listen() {
    _ = count  // exists before the handler can run
    Interruption.install(SIGCONT, continuationHandler)
  }

  fileprivate static func note() { continuations.add(1, ordering: .relaxed) }
}

/// Only what is allowed in a signal handler: an atomic addition.
private func continuationHandler(_ number: Int32) { Continuation.note() }
