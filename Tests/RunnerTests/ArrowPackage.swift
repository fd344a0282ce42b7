import Foundation

/// A package of three targets in a folder of its own, which the compiler builds in a moment, for `tools/arrows` to judge.
struct ArrowPackage {
  static let tool = Runner.repositoryPath + "/tools/arrows"

  let folder: URL
  private let runner: Runner

  init() throws {
    runner = try Runner()
    folder = runner.folder.appending(path: "package", directoryHint: .isDirectory)
    try write("Sources/Low/Base/Base.swift", "public struct Base {}\n")
    try write("Sources/Low/Middle/Middle.swift", "public func middle() -> Base { Base() }\n")
    try write("Sources/Low/Extras/Extra.swift", "struct Extra {}\n")
    try write("Sources/High/High.swift", "import Low\n\npublic func high() -> Base { middle() }\n")
    try write("Sources/Groups/Side/Side.swift", "import Low\n\npublic let side = middle()\n")
    try write("docs/architecture.md", "# Arrows\n\n```arrows\n```\n")
    try allow("High, Side -> Low", "Low/Middle -> Low/Base")
  }

  func remove() { runner.remove() }

  func write(_ path: String, _ text: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Adds lines to the list.
  func allow(_ lines: String...) throws {
    let path = "docs/architecture.md"
    let page = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    let open = "```arrows\n"
    try write(path, page.replacing(open, with: open + lines.map { $0 + "\n" }.joined()))
  }

  /// Compiles, with an index, and asks.
  func check(_ question: String...) throws -> Runner.Result {
    for module in ["Low", "High", "Groups/Side"] { try compile(module) }
    return try run(question.isEmpty ? ["--check"] : question)
  }

  /// Asks about the index as it is.
  func run(_ question: String...) throws -> Runner.Result { try run(question) }

  private func run(_ question: [String]) throws -> Runner.Result {
    try runner.run(program: Self.tool, ["--index", index.path, "--package", folder.path] + question)
  }

  private var index: URL { runner.folder.appending(path: "index") }

  private func compile(_ target: String) throws {
    let sources = folder.resolvingSymlinksInPath().appending(path: "Sources/\(target)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter {
      $0.hasSuffix(".swift")
    }
    let name = URL(filePath: target).lastPathComponent
    let result = try runner.run(
      program: "/usr/bin/env",
      [
        "swiftc", "-module-name", name, "-parse-as-library", "-emit-module", "-emit-module-path",
        "\(name).swiftmodule",
        "-c", "-I", ".", "-index-store-path", index.path,
      ] + files.sorted().map { sources.appending(path: $0).path })
    guard result.exitCode == 0 else { throw NotCompiled(errors: result.errors) }
  }

  struct NotCompiled: Error {
    let errors: String
  }
}
