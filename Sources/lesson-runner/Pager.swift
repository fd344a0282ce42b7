import Foundation
import LessonKit

/// Shows a long text one screen at a time: through `$PAGER`, or through `less`.
struct Pager {
  /// A command line for the shell.
  let command: String

  /// - Returns: nil if there is no pager: standard output is no terminal, or `PAGER` is empty or `cat`.
  init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
    guard isatty(STDOUT_FILENO) == 1, environment["TERM"] != "dumb" else { return nil }
    let chosen = environment["PAGER"] ?? "less -R"
    let trimmed = chosen.trimmingCharacters(in: .whitespaces)
    guard !trimmed.isEmpty, trimmed != "cat" else { return nil }
    command = trimmed
  }

  /// Prints a text: through the pager if it is longer than the screen.
  func show(_ text: String) {
    let lines = text.utf8.count(where: { $0 == UInt8(ascii: "\n") })
    guard lines >= Self.rows, run(text) else { return Console.print(text) }
  }

  private static var rows: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 { return Int(size.ws_row) }
    return 24
  }

  /// - Returns: false if there is no such program, which has shown nothing then.
  private func run(_ text: String) -> Bool {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return false }
    // Otherwise the pager would keep its own input open.
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    // What is typed to stop something is the pager's affair while it runs.
    let earlier = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
    defer { for (number, handler) in earlier { signal(number, handler) } }
    guard let process = start(reading: ends[0]) else {
      ends.forEach { close($0) }
      return false
    }
    close(ends[0])
    // Whoever has read enough quits: the rest is not written, and that is no error.
    Narrator.write(text.hasSuffix("\n") ? text : text + "\n", to: ends[1])
    close(ends[1])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // The shell's way of saying that a command is not there or cannot be executed.
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 0
    return code != 126 && code != 127
  }

  /// Copies for a function of C, ended by nil.
  private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    var copies: [UnsafeMutablePointer<CChar>?] = texts.map { text in strdup(text) }
    copies.append(nil)
    return copies
  }

  /// Starts the pager in this program's own job, so that it may read the terminal.
  private func start(reading descriptor: Int32) -> pid_t? {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, descriptor, STDIN_FILENO)
    posix_spawn_file_actions_addclose(&actions, descriptor)
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGQUIT, SIGPIPE] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var environment = ProcessInfo.processInfo.environment
    // End at once if all fits, show colours, leave the text on the screen: unless somebody has other wishes.
    if environment["LESS"] == nil { environment["LESS"] = "FRX" }
    let words = Self.strings(["/bin/sh", "-c", command])
    let variables = Self.strings(environment.map { "\($0)=\($1)" })
    defer { (words + variables).forEach { free($0) } }
    var process: pid_t = 0
    return posix_spawn(&process, "/bin/sh", &actions, &attributes, words, variables) == 0 ? process : nil
  }
}
