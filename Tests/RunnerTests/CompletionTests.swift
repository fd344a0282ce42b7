import Foundation
import Testing

@Suite("Completions and manual page", .serialized)
struct CompletionTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  private func install(_ shell: String, _ environment: [String: String] = [:]) throws -> Runner.Result {
    var all = ["HOME": runner.folder.path, "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "ZDOTDIR": ""]
    all.merge(environment) { $1 }
    return try runner.run(["completions", shell], environment: all)
  }

  @Test("Files are written where the shell looks for them, and it is said which and what to do next")
  func installation() throws {
    defer { runner.remove() }
    let places = [
      "bash": [
        ".local/share/bash-completion/completions/learn",
        ".local/share/bash-completion/completions/lesson-runner",
      ],
      "zsh": [".zfunc/_learn", ".zfunc/_lesson-runner"],
      "fish": [".config/fish/completions/learn.fish", ".config/fish/completions/lesson-runner.fish"],
    ]
    for (shell, files) in places {
      let result = try install(shell)
      #expect(result.exitCode == 0, "\(result.errors)")
      for path in files + [".local/share/man/man1/learn.1"] {
        let file = runner.folder.appending(path: path)
        #expect(result.output.contains("  \(file.path)\n"))
        #expect(try Data(contentsOf: file).count > 1000)
      }
    }
    #expect(try install("zsh").output.contains("fpath=("))
    let moved = try install("zsh", ["ZDOTDIR": runner.folder.path + "/zsh"])
    #expect(moved.output.contains("/zsh/.zfunc/_learn\n"))
    #expect(try runner.run("completions", "tcsh").exitCode == 2)
    #expect(try runner.run("completions", "fish", "--print").output.contains("complete -c 'learn'"))
  }

  @Test("bash completes commands, chapters, steps, settings and budgets, for ./learn and learn alike")
  func bash() throws {
    defer { runner.remove() }
    #expect(try install("bash").exitCode == 0)
    /// What is offered for the last word of a command line.
    func offers(_ words: String...) throws -> Set<String> {
      let line = words.joined(separator: " ")
      let script = """
        source .local/share/bash-completion/completions/learn
        COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
        COMP_CWORD=\(words.count - 1); COMP_LINE='\(line)'; COMP_POINT=\(line.count)
        \(try completionFunction(words[0])) \(words[0]) '\(words.last!)' '\(words[words.count - 2])'
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      let result = try runner.start(["-c", script], executable: "/bin/bash").wait()
      #expect(result.errors.isEmpty, "\(result.errors)")
      return Set(result.output.split(separator: "\n").map(String.init))
    }
    #expect(try offers("learn", "sh") == ["show"])
    #expect(try offers("./learn", "").isSuperset(of: ["run", "show", "data", "doctor", "completions"]))
    #expect(try offers("./learn", "run", "van") == ["vanilla-gan"])
    #expect(try offers("./learn", "show", "").isSuperset(of: ["3", "vanilla-gan"]))
    #expect(try offers("./learn", "run", "--budget", "q") == ["quick"])
    #expect(try offers("./learn", "run", "3", "--set", "le") == ["learningRate="])
    #expect(try offers("./learn", "run", "--seed", "1", "3", "--only", "la").contains("latent-space"))
    #expect(try offers("learn", "run", "1", "--from", "two") == ["two-players"])
    #expect(try offers("learn", "completions", "z") == ["zsh"])
    #expect(try offers("learn", "run", "--rest") == ["--restart"])
    #expect(try offers("learn", "compare", "b") == ["book"])
    #expect(try offers("./learn", "runs", "re") == ["remove", "restore"])
    #expect(try offers("./learn", "run", "3", "--figures", "al") == ["always"])
  }

  /// The function that the shell calls for a command.
  private func completionFunction(_ command: String) throws -> String {
    let script = """
      source .local/share/bash-completion/completions/learn
      complete -p \(command.split(separator: "/").last!) | sed 's/.* -F \\([^ ]*\\) .*/\\1/'
      """
    return try runner.start(["-c", script], executable: "/bin/bash").wait()
      .output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test("The manual page: every command and option, and no warning of the formatter")
  func manual() throws {
    defer { runner.remove() }
    #expect(try install("bash").exitCode == 0)
    let page = try String(
      contentsOf: runner.folder.appending(path: ".local/share/man/man1/learn.1"), encoding: .utf8)
    for word in ["learn run", "learn data verify", "learn completions", "\\-\\-budget", "EXIT STATUS", "130"]
    {
      #expect(page.contains(word), "\(word)")
    }
    #expect(!page.contains("lesson\\-runner run"))
    let formatted = try runner.start(
      [
        "-c",
        "command -v groff >/dev/null || exit 0; groff -man -Tascii -ww .local/share/man/man1/learn.1 >page.txt && [ -s page.txt ]",
      ], executable: "/bin/bash"
    ).wait()
    #expect(formatted.exitCode == 0)
    #expect(formatted.errors.isEmpty, "\(formatted.errors)")
  }
}
