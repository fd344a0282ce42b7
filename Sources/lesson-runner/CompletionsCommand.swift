import ArgumentParser
import Files
import Foundation
import LessonKit

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Install shell completions and the manual page for this user.",
    discussion: """
      Afterwards the Tab key completes commands, chapters, steps, settings and budgets of `learn` and `lesson-runner`. \
      The scripts ask the built program, and never start a build.
      """)

  @Argument(help: "bash, zsh or fish.")
  var shell: CompletionScript.Shell

  @Flag(name: .customLong("print"), help: "Print the script for `learn` instead of installing anything.")
  var prints = false

  @OptionGroup var common: CommonOptions

  /// What `--json` prints.
  private struct Report: Encodable {
    var shell: String
    var script: String?
    var files: [String] = []
    var next: [String] = []
  }

  func run() throws {
    let book = try Book()
    func script(_ program: String) -> String {
      CompletionScript(
        shell: shell, program: program, executable: Bundle.main.executablePath ?? CommandLine.arguments[0],
        home: book.library.repository.path
      ).text
    }
    if prints {
      if common.json {
        return try Console.print(report: Report(shell: shell.rawValue, script: script("learn")))
      }
      return Console.print(script("learn"))
    }
    let places = UserFolders()
    var files: [URL] = []
    for program in ["learn", "lesson-runner"] {
      let file = places.completion(of: program, for: shell)
      try write(script(program), to: file)
      files.append(file)
    }
    let manual = places.manual.appending(path: "learn.1")
    try write(ManualPage().text, to: manual)
    let next = places.advice(for: shell, script: files[0], manual: manual)
    if common.json {
      return try Console.print(
        report: Report(shell: shell.rawValue, files: (files + [manual]).map(\.path), next: next))
    }
    Console.print("Written:\n" + (files + [manual]).map { "  \($0.path)" }.joined(separator: "\n"))
    if !common.quiet { Console.print("\n" + next.joined(separator: "\n")) }
  }

  private func write(_ text: String, to file: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw FileError(.write, file.deletingLastPathComponent(), code: EACCES)
    }
    try AtomicFile.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8), to: file)
  }
}

/// Where shells and `man` look for what a user has installed.
struct UserFolders {
  private let environment = ProcessInfo.processInfo.environment
  private let home: URL

  init() {
    home = URL(
      fileURLWithPath: environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory(),
      isDirectory: true)
  }

  private func folder(_ variable: String, or path: String) -> URL {
    let named = environment[variable].flatMap {
      $0.hasPrefix("/") ? URL(fileURLWithPath: $0, isDirectory: true) : nil
    }
    return named ?? home.appending(path: path, directoryHint: .isDirectory)
  }

  private var shared: URL { folder("XDG_DATA_HOME", or: ".local/share") }

  var manual: URL { shared.appending(path: "man/man1", directoryHint: .isDirectory) }

  private var zshFunctions: URL {
    folder("ZDOTDIR", or: "").appending(path: ".zfunc", directoryHint: .isDirectory)
  }

  func completion(of program: String, for shell: CompletionScript.Shell) -> URL {
    switch shell {
    case .bash:
      folder("BASH_COMPLETION_USER_DIR", or: "").path == home.path
        ? shared.appending(path: "bash-completion/completions/\(program)")
        : folder("BASH_COMPLETION_USER_DIR", or: "").appending(path: "completions/\(program)")
    case .zsh: zshFunctions.appending(path: "_\(program)")
    case .fish: folder("XDG_CONFIG_HOME", or: ".config").appending(path: "fish/completions/\(program).fish")
    }
  }

  /// What the user does next, a line each.
  func advice(for shell: CompletionScript.Shell, script: URL, manual: URL) -> [String] {
    let path = Program.quoted(script.path)
    var lines: [String]
    switch shell {
    case .bash where hasBashCompletion:
      lines = ["New shells complete from now on. In this one, type:", "  source \(path)"]
    case .bash:
      lines = [
        "The package bash-completion, which finds such files, is not installed. Install it, or add this line to "
          + "~/.bashrc:",
        "  source \(path)",
      ]
    case .zsh:
      lines = [
        "For completion in new shells, add these lines to \(folder("ZDOTDIR", or: "").appending(path: ".zshrc").path):",
        "  fpath=(\(Program.quoted(zshFunctions.path)) $fpath)", "  autoload -Uz compinit && compinit",
      ]
    case .fish:
      // fish looks for the file by itself only where the command is on its path.
      lines = [
        "New shells complete `learn` from now on. For `./learn` add this line to "
          + "\(folder("XDG_CONFIG_HOME", or: ".config").appending(path: "fish/config.fish").path):",
        "  source \(path)",
      ]
    }
    return lines + ["To read the manual page:", "  man \(Program.quoted(manual.path))"]
  }

  private var hasBashCompletion: Bool {
    ["/usr/share", "/usr/local/share", "/opt/homebrew/share", "/etc"].contains {
      FileManager.default.fileExists(atPath: "\($0)/bash-completion/bash_completion")
        || FileManager.default.fileExists(atPath: "\($0)/bash_completion")
    }
  }
}
