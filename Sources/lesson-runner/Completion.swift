import ArgumentParser
import Foundation
import LessonKit

/// What a shell offers for a word that is being typed.
enum Completion {
  static let chapters = CompletionKind.custom { _, _, _ in
    ((try? Book())?.library.entries ?? []).flatMap { ["\($0.number)", $0.slug] }
  }

  /// Chapters that have labs.
  static let labs = CompletionKind.custom { _, _, _ in
    ((try? Book())?.labs?.entries ?? []).map { "\($0.number)" }
  }

  static let runs = CompletionKind.custom { _, _, _ in
    guard let book = try? Book() else { return [] }
    let runs = KeptRuns(output: URL(fileURLWithPath: "output", isDirectory: true))
    let chapters = book.library.entries.compactMap { try? book.library.chapter($0) }
    return Set(chapters.flatMap { runs.all(of: $0).map(\.name) } + [RunName.book]).sorted()
  }

  static let steps = CompletionKind.custom { words, index, _ in
    chapter(in: words, before: index)?.steps.map(\.id) ?? []
  }

  static let settings = CompletionKind.custom { words, index, _ in
    guard let book = try? Book(), let chapter = chapter(in: words, before: index) else { return [] }
    return (book.lesson(of: chapter.slug)?.settings ?? []).map { $0.name + "=" }
  }

  /// The chapter that the command line names, or the one that a run without a name would take.
  private static func chapter(in words: [String], before index: Int) -> Chapter? {
    guard let book = try? Book() else { return nil }
    // The word that is typed now is the value of the option before it.
    let others = words.indices.dropFirst().filter { $0 != index && $0 != index - 1 }.map { words[$0] }
    let run = (try? LessonRunner.parseAsRoot(others)) as? RunCommand
    if let name = run?.chapters.first { return try? book.chapter(matching: name) }
    return try? book.next(in: run?.place.url ?? URL(fileURLWithPath: "output", isDirectory: true))
  }
}

/// The script that makes a shell complete the command lines of one program.
struct CompletionScript {
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
  }

  let shell: Shell
  /// `learn` or `lesson-runner`.
  let program: String
  /// The program that answers where the checkout of the typed command has not built one.
  let executable: String
  let home: String

  var text: String {
    let generated =
      program == "learn"
      ? LearnScript.completionScript(for: parserShell) : LessonRunnerScript.completionScript(for: parserShell)
    switch shell {
    case .bash:
      return finder
        + generated.replacing(
          "\"${COMP_WORDS[0]}\" \"${@}\"", with: "__\(program)_program \"${COMP_WORDS[0]}\" \"${@}\""
        )
        .replacing("complete -o filenames -F _\(program) \(program)", with: bashEnd)
    case .zsh:
      let first = "#compdef \(program)\n"
      return first + finder
        + generated.replacing(first, with: "", maxReplacements: 1)
        .replacing("\"${command_name}\" \"${@}\"", with: "__\(program)_program \"${command_name}\" \"${@}\"")
        .replacing("_describe -V '' non_empty_completions --", with: zshDescription)
    case .fish:
      // `./learn` is `learn` too.
      let tokens = "set -l unparsed_tokens (__\(program)_tokens -pc)"
      return fishFinder
        + generated.replacing("command $tokens[1] $argv", with: "__\(program)_program $tokens[1] $argv")
        .replacing(tokens, with: tokens + "\n    set unparsed_tokens[1] (basename -- $unparsed_tokens[1])")
    }
  }

  private var parserShell: CompletionShell {
    switch shell {
    case .bash: .bash
    case .zsh: .zsh
    case .fish: .fish
    }
  }

  /// No space after `learningRate=`: the value follows.
  private var zshDescription: String {
    """
    local -a suffix=()
        [[ "${#non_empty_completions[@]}" -gt 0 && "${non_empty_completions[1]%%:*}" = *= ]] && suffix=(-S '')
        _describe -V '' non_empty_completions "${suffix[@]}" --
    """
  }

  /// As in zsh, and no backslash before the `=`.
  private var bashEnd: String {
    """
    __\(program)_without_space() {
        _\(program) "${@}"
        if [[ "${#COMPREPLY[@]}" -eq 1 && "${COMPREPLY[0]}" == *= ]]; then compopt -o nospace +o filenames 2>/dev/null; fi
        return 0
    }

    complete -o filenames -F __\(program)_without_space \(program)
    """
  }

  /// The built program answers, and never `learn` itself, which might begin to build.
  private var finder: String {
    """
    # Asks the program that belongs to the command that is typed.
    __\(program)_program() {
        local file home
        file="$(command -v -- "$1" 2>/dev/null)"
        shift
        while [ -L "$file" ]; do
            home="$(cd -P -- "$(dirname -- "$file")" >/dev/null && pwd)"
            file="$(readlink -- "$file")"
            case "$file" in /*) ;; *) file="$home/$file" ;; esac
        done
        home="$(cd -P -- "$(dirname -- "$file")" >/dev/null 2>&1 && pwd)"
        if [ -n "$file" ] && [ "${file##*/}" != learn ]; then
            "$file" "$@" 2>/dev/null
        elif [ -n "$file" ] && [ -x "$home/.build/release/lesson-runner" ]; then
            GANLESSONS_HOME="$home" "$home/.build/release/lesson-runner" "$@" 2>/dev/null
        else
            GANLESSONS_HOME=\(Program.quoted(home)) \(Program.quoted(executable)) "$@" 2>/dev/null
        fi
    }


    """
  }

  private var fishFinder: String {
    """
    # Asks the program that belongs to the command that is typed.
    function __\(program)_program
        set -l file (realpath -- (command -v -- $argv[1]) 2>/dev/null)
        set -l runner (dirname -- "$file")/.build/release/lesson-runner
        if test -n "$file" -a (basename -- "$file") != learn
            $file $argv[2..] 2>/dev/null
        else if test -n "$file" -a -x "$runner"
            env GANLESSONS_HOME=(dirname -- "$file") $runner $argv[2..] 2>/dev/null
        else
            env GANLESSONS_HOME=\(Program.quoted(home)) \(Program.quoted(executable)) $argv[2..] 2>/dev/null
        end
    end


    """
  }
}

/// The command line under the name `learn`.
struct LearnScript: ParsableCommand {
  static let configuration = LessonRunner.commandLine(named: "learn")
}

/// The command line under its own name, however it was called.
struct LessonRunnerScript: ParsableCommand {
  static let configuration = LessonRunner.commandLine(named: "lesson-runner")
}
