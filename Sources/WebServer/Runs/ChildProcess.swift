import Foundation

/// A program that was started and goes on by itself, should this one be killed.
final class ChildProcess {
  let id: pid_t
  private(set) var exitCode: Int32?

  /// Starts a program in a session of its own: Ctrl-C in the terminal of the server does not reach it.
  /// - Parameter log: the file that gets what it prints.
  /// - Throws: `Problem` if it cannot be started.
  init(_ program: String, _ arguments: [String], log: URL) throws(Problem) {
    #if canImport(Darwin)
      var files: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var files = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&files)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&files)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, 1, log.path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    posix_spawn_file_actions_adddup2(&files, 1, 2)
    // What this program ignores or blocks, a child would too.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Self.newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))

    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var id: pid_t = 0
    let code = Listener.inheritance.withLock { _ in
      posix_spawn(&id, program, &files, &attributes, &words, &variables)
    }
    guard code == 0 else {
      throw Problem(500, "\(program) cannot be started: \(String(cString: strerror(code))).")
    }
    self.id = id
  }

  /// Files that this program got from the one that started it are not for children: that one may wait for their end.
  static func keepFilesFromChildren() {
    for descriptor in 3..<Int32(clamping: min(sysconf(Int32(_SC_OPEN_MAX)), 4096)) {
      let flags = fcntl(descriptor, F_GETFD)
      if flags >= 0 { _ = fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) }
    }
  }

  /// `POSIX_SPAWN_SETSID`, which the headers show only to those who ask for GNU's own.
  #if canImport(Darwin)
    private static let newSession: Int16 = 0x400
  #else
    private static let newSession: Int16 = 0x80
  #endif

  /// Whether it has ended; then `exitCode` is known.
  func hasEnded() -> Bool {
    if exitCode != nil { return true }
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) != 0 else { return false }
    // As a shell shows it.
    exitCode = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    return true
  }

  /// Asks it, and what it has started, to stop.
  func interrupt() { kill(-id, SIGINT) }
}
