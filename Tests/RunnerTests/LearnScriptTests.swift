import Foundation
import GANKit
import Testing

@Suite("./learn: when it builds, and what it says")
struct LearnScriptTests {
  let checkout: ScriptCheckout

  init() throws { checkout = try ScriptCheckout() }

  private func builds() throws -> Int { try checkout.calls().count { $0.hasPrefix("swift build") } }

  @Test("The program is built once and gets the arguments as they were")
  func buildsOnce() throws {
    defer { checkout.remove() }
    let first = try checkout.run("learn", ["run", "1", "--output", "a b"])
    #expect(first.exitCode == 0)
    #expect(first.output.contains("arguments: run 1 --output a b\n"))
    #expect(first.output.contains("home: \(checkout.home.resolvingSymlinksInPath().path)\n"))
    #expect(first.errors.contains("the first time takes a few minutes"))
    #expect(try builds() == 1)

    let second = try checkout.run("learn", ["contents"])
    #expect(second.output.contains("arguments: contents\n"))
    #expect(second.errors.isEmpty)
    #expect(try checkout.calls().isEmpty, "neither the compiler nor the package manager is asked")
  }

  @Test(
    "Whatever the program depends on builds it again",
    arguments: [
      "edit", "same size", "add", "delete", "rename", "manifest", "oneDNN", "compiler", "program", "removed",
    ])
  func buildsAgain(_ change: String) throws {
    defer { checkout.remove() }
    #expect(try checkout.run().exitCode == 0)
    _ = try checkout.calls()
    let files = FileManager.default
    let sources = checkout.home.appending(path: "Sources/GANKit")
    let program = checkout.home.appending(path: ".build/machine/release/lesson-runner")
    switch change {
    case "edit": try checkout.write("Sources/GANKit/Model.swift", "let model = 20\n")
    case "same size": try checkout.write("Sources/GANKit/Model.swift", "let model = 2\n")
    case "add": try checkout.write("Sources/GANKit/Layer.swift", "let layer = 1\n")
    case "delete": try files.removeItem(at: sources.appending(path: "Model.swift"))
    case "rename":
      try files.moveItem(at: sources.appending(path: "Model.swift"), to: sources.appending(path: "Net.swift"))
    case "manifest": try checkout.write("Package.swift", "// Another package\n")
    case "oneDNN": try checkout.write("include/dnnl.h", "", in: checkout.stubs)
    case "compiler":
      try files.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1)],
        ofItemAtPath: checkout.stubs.appending(path: "bin/swift").path)
    case "program":
      try files.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: program.path)
    default: try files.removeItem(at: program)
    }
    #expect(try checkout.run().exitCode == 0)
    #expect(try builds() == 1)
    #expect(try checkout.run().exitCode == 0)
    #expect(try builds() == 0)
  }

  @Test("Text and results are no sources")
  func textIsNoSource() throws {
    defer { checkout.remove() }
    #expect(try checkout.run().exitCode == 0)
    _ = try checkout.calls()
    try checkout.write("chapters/01-gan-theory.md", "# Two players\n")
    try checkout.write("output/01-gan-theory/run.json", "{}")
    #expect(try checkout.run().exitCode == 0)
    #expect(try builds() == 0)
  }

  @Test("A program that does not start, because a library is gone, is looked after")
  func programDoesNotStart() throws {
    defer { checkout.remove() }
    #expect(try checkout.run().exitCode == 0)
    try checkout.tell("installed", "pkg-config\n")
    let program = checkout.home.appending(path: ".build/machine/release/lesson-runner")
    let date = try FileManager.default.attributesOfItem(atPath: program.path)[.modificationDate]
    let text = try String(contentsOf: program, encoding: .utf8)
    // As long and as old as before: nothing but a start tells.
    try Data(text.replacing("|| exit 0", with: "|| exit 7").utf8).write(to: program)
    try FileManager.default.setAttributes([.modificationDate: date as Any], ofItemAtPath: program.path)
    _ = try checkout.calls()
    #expect(try checkout.run().exitCode == 0)
    #expect(try checkout.calls().contains { $0.hasPrefix("apt-get install") && $0.contains("libpng-dev") })
  }

  @Test("A link to the script works from any folder, through links to links")
  func links() throws {
    defer { checkout.remove() }
    let files = FileManager.default
    try files.createDirectory(
      at: checkout.folder.appending(path: "other place/bin"), withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: checkout.folder.appending(path: "other place/first").path,
      withDestinationPath: checkout.home.appending(path: "learn").path)
    try files.createSymbolicLink(
      atPath: checkout.folder.appending(path: "other place/bin/learn").path, withDestinationPath: "../first")
    let link = checkout.folder.appending(path: "other place/bin/learn").path
    for place in [checkout.folder, checkout.folder.appending(path: "other place")] {
      // CDPATH sends 'cd' elsewhere, and makes it print where.
      let result = try checkout.run(
        link, ["show", "2"], in: place, environment: ["CDPATH": checkout.folder.path])
      #expect(result.exitCode == 0)
      #expect(result.output.contains("arguments: show 2\n"))
      #expect(result.output.contains("home: \(checkout.home.resolvingSymlinksInPath().path)\n"))
    }
  }

  @Test("A build shows what is done and how far it is, a line every ten seconds where there is no terminal")
  func progress() throws {
    defer { checkout.remove() }
    try checkout.tell(
      "swift-output",
      """
      Building for production...
      [1/39] Compiling CKernels adam.c
      [38/41] Compiling Yams Anchor.swift
      [39/43] Compiling GANKit Adam.swift

      """)
    try checkout.tell("swift-seconds", "11")
    let result = try checkout.run()
    #expect(result.exitCode == 0)
    // Three of other packages, the eleven shared ones, two lessons, lesson-runner.
    #expect(result.errors.contains("\nBuilding  2/17  GANKit done  10 s\n"))
    #expect(result.errors.split(separator: "\n").count == 2)
    #expect(!result.errors.contains("Compiling"))
  }
}
