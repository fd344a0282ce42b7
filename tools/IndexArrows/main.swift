import Foundation

/// Ends the program with a message: what was expected, what was found, and what to do next.
struct Failure: Error {
  let message: String
  let exitCode: Int32

  init(_ message: String, exitCode: Int32 = 1) {
    (self.message, self.exitCode) = (message, exitCode)
  }
}

/// Called by `tools/arrows` with the index, the package's folder, and the option.
func answer(_ arguments: [String]) throws {
  let root = arguments[1]
  let uses = try Uses(store: IndexStore(path: arguments[0]), root: root)
  switch Array(arguments.dropFirst(2)) {
  case []:
    print(uses.drawing + uses.table, terminator: "")
  case ["--draw"]:
    print(uses.drawing, terminator: "")
  case ["--list"]:
    print(uses.list, terminator: "")
  case ["--check"]:
    let offences = try AllowedArrows(file: root + "/docs/architecture.md").offences(of: uses)
    guard offences.isEmpty else {
      throw Failure(
        offences.joined(separator: "\n\n")
          + "\n\nMove what is used to where its user may look, or change the list in docs/architecture.md, with the reason."
      )
    }
    print("\(uses.arrows.count) arrows, all on the list in docs/architecture.md")
  case let words where words.count == 3 && words[0] == "--why":
    let arrow = Arrow(from: words[1], to: words[2])
    guard let uses = uses.arrows[arrow] else { throw Failure("\(arrow.text): no such arrow") }
    for use in uses { print(use.text) }
  default:
    throw Failure("usage: tools/arrows [--draw | --list | --check | --why A B]", exitCode: 2)
  }
}

do {
  try answer(Array(CommandLine.arguments.dropFirst()))
} catch let failure as Failure {
  FileHandle.standardError.write(Data((failure.message + "\n").utf8))
  exit(failure.exitCode)
}
