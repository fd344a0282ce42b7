import Foundation

extension Runner {
  /// Runs the program on a terminal of 80 columns and 24 rows, to its end.
  /// - Returns: its exit code and what the terminal got.
  func runOnTerminal(_ arguments: [String], environment: [String: String] = [:]) throws -> (
    exitCode: Int32, screen: String
  ) {
    let (master, name) = try Self.openTerminal()
    defer { close(master) }
    var size = winsize()
    (size.ws_row, size.ws_col) = (24, 80)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    let terminal = open(name, O_RDWR | O_NOCTTY)
    guard terminal >= 0 else { throw NoTerminal() }

    let process = Process()
    process.executableURL = URL(filePath: Self.programPath)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var variables = ProcessInfo.processInfo.environment
    for name in [
      "NO_COLOR", "COLUMNS", "GANKIT_DATA", "GANLESSONS_COMMAND", "PAGER", "LESS", "TMUX", "STY", "ZELLIJ",
      "TERM_PROGRAM", "LC_TERMINAL", "KITTY_WINDOW_ID",
    ] { variables[name] = nil }
    variables["GANLESSONS_HOME"] = variables["GANLESSONS_HOME"] ?? Self.repositoryPath
    variables["TERM"] = "xterm-256color"
    variables["LC_ALL"] = "C.UTF-8"
    process.environment = variables.merging(environment) { $1 }
    let handle = FileHandle(fileDescriptor: terminal)
    (process.standardInput, process.standardOutput, process.standardError) = (handle, handle, handle)
    try process.run()
    close(terminal)

    // Until the last program has let go of it, which Linux reports as an error.
    var screen: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(master, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      screen += buffer[..<count]
    }
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: screen, as: UTF8.self))
  }

  struct NoTerminal: Error {}

  /// A new terminal: the end that a person would sit at, and the name of the other one.
  private static func openTerminal() throws -> (master: Int32, name: String) {
    #if canImport(Glibc)
      // What posix_openpt and its kin do, which Swift does not see.
      let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var (unlocked, number): (Int32, UInt32) = (0, 0)
      guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0, ioctl(master, 0x8004_5430, &number) == 0
      else { throw NoTerminal() }
      return (master, "/dev/pts/\(number)")
    #else
      let master = posix_openpt(O_RDWR | O_NOCTTY)
      guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master) else {
        throw NoTerminal()
      }
      return (master, String(cString: name))
    #endif
  }
}
