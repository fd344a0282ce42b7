import Foundation
import Testing

@Suite("Sources that do not compile")
struct BrokenBuildTests {
  static let log = """
    Building for production...
    [3/9] Compiling DCGAN Model.swift
    HOME/Sources/Lessons/DCGAN/Model.swift:12:9: error: cannot find 'widht' in scope
    10 | let width = 64
    12 | let area = widht
       |            `- error: cannot find 'widht' in scope
    HOME/Sources/Lessons/DCGAN/Model.swift:12:9: error: cannot find 'widht' in scope
    HOME/Sources/Lessons/DCGAN/Model.swift:20:1: error: expected '}'
    HOME/Sources/Lessons/DCGAN/Model.swift:21:1: error: expected ')'
    HOME/Sources/Lessons/DCGAN/Model.swift:22:1: error: expected ']'
    error: fatalError

    """

  /// A checkout that was built and then broken.
  private func brokenCheckout(_ log: String = log) throws -> ScriptCheckout {
    let checkout = try ScriptCheckout()
    #expect(try checkout.run().exitCode == 0)
    try checkout.write("Sources/Lessons/DCGAN/Model.swift", "let area = widht\n")
    try breakBuild(checkout, log)
    return checkout
  }

  private func breakBuild(_ checkout: ScriptCheckout, _ log: String = log) throws {
    try checkout.tell(
      "swift-output", log.replacing("HOME", with: checkout.home.resolvingSymlinksInPath().path))
    try checkout.tell("swift-fails")
  }

  @Test("What does not need the broken lesson goes on with the program that was built last")
  func goesOn() throws {
    let checkout = try brokenCheckout()
    defer { checkout.remove() }
    let result = try checkout.run("learn", ["contents"])
    #expect(result.exitCode == 0)
    #expect(result.output.contains("arguments: contents\n"))
    #expect(
      result.output.contains(
        "broken: DCGAN Sources/Lessons/DCGAN/Model.swift:12:9: error: cannot find 'widht' in scope\n"))
    #expect(result.output.contains("not built: DCGAN\n"))
    #expect(result.errors.count(of: "cannot find 'widht'") == 1)
    #expect(result.errors.contains("21:1") && !result.errors.contains("22:1"))
    #expect(result.errors.contains("... and more: "))
    #expect(result.errors.count(of: "using the last program that was built") == 1)
  }

  @Test("For a run, all that the compiler said is shown, without the lines of progress")
  func inFull() throws {
    let checkout = try brokenCheckout()
    defer { checkout.remove() }
    let errors = try checkout.run("learn", ["--json", "run", "4"]).errors
    #expect(errors.contains("10 | let width = 64"))
    #expect(errors.contains("22:1"))
    #expect(!errors.contains("[3/9]"))
  }

  @Test("Changes of other lessons and of the library are named, too: they are not in the program")
  func otherChanges() throws {
    let checkout = try brokenCheckout()
    defer { checkout.remove() }
    try checkout.write("Sources/Lessons/VanillaGAN/Model.swift", "let model = 2\n")
    #expect(try checkout.run().output.contains("not built: DCGAN\nVanillaGAN\n"))
    try FileManager.default.removeItem(at: checkout.home.appending(path: "Sources/GANKit/Model.swift"))
    #expect(try checkout.run().output.contains("not built: DCGAN\nVanillaGAN\nlibrary\n"))
  }

  @Test("An error outside of the lessons is one of the library")
  func library() throws {
    let log = "HOME/Sources/GANKit/Model.swift:3:1: error: expected '}'\n"
    let checkout = try brokenCheckout(log)
    defer { checkout.remove() }
    #expect(
      try checkout.run().output.contains(
        "broken: library Sources/GANKit/Model.swift:3:1: error: expected '}'\n"))
  }

  @Test("Once it compiles again, nothing is said and nothing is refused")
  func mended() throws {
    let checkout = try brokenCheckout()
    defer { checkout.remove() }
    #expect(try checkout.run().output.contains("broken: DCGAN"))
    for name in ["swift-output", "swift-fails"] {
      try FileManager.default.removeItem(at: checkout.stubs.appending(path: name))
    }
    let result = try checkout.run()
    #expect(result.output.contains("broken: \nnot built: \n"))
    #expect(result.errors.isEmpty)
  }

  @Test("Without a program there is nothing to go on with: the errors, and exit code 1")
  func noProgram() throws {
    let checkout = try ScriptCheckout()
    defer { checkout.remove() }
    try breakBuild(checkout)
    let result = try checkout.run("learn", ["contents"])
    #expect(result.exitCode == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("10 | let width = 64"))
  }

  @Test("A build that fails while the sources are those of the program refuses nothing")
  func sameSources() throws {
    let checkout = try ScriptCheckout()
    defer { checkout.remove() }
    #expect(try checkout.run().exitCode == 0)
    try breakBuild(checkout, "error: could not resolve the packages: no network\n")
    let result = try checkout.run("learn", ["run", "1"], environment: ["GANKIT_ONEDNN": "1"])
    #expect(result.exitCode == 0)
    #expect(result.output.contains("broken: \nnot built: \n"))
    #expect(result.errors.contains("no network"))
    #expect(result.errors.contains("built from the same sources"))
  }

  // MARK: - What lesson-runner makes of it

  static let dcgan = [
    "GANLESSONS_BUILD_ERROR":
      "DCGAN Sources/Lessons/DCGAN/Model.swift:12:9: error: cannot find 'widht' in scope",
    "GANLESSONS_NOT_BUILT": "DCGAN\nPix2Pix",
  ]

  @Test(
    "A chapter whose code is not in the program is not run: the error, and what works",
    arguments: [
      (["4"], "its lesson does not compile: Sources/Lessons/DCGAN/Model.swift:12:9"),
      (
        ["pix2pix"],
        "its code changed, and the program could not be built again: Sources/Lessons/DCGAN/Model.swift:12:9"
      ),
      (["--all"], "Chapter 4 cannot run"), (["1", "4"], "Chapter 4 cannot run"),
    ])
  func refused(_ chapters: [String], _ message: String) throws {
    let runner = try Runner()
    defer { runner.remove() }
    let result = try runner.run(["run"] + chapters + ["--budget", "smoke"], environment: Self.dcgan)
    #expect(result.exitCode == 1)
    #expect(result.output.isEmpty)
    let errors = result.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(errors.contains(message))
    #expect(errors.contains(" run 1 2 3 5 7 8 9, and every command but run"))
    #expect(!FileManager.default.fileExists(atPath: runner.folder.appending(path: "output").path))
  }

  @Test("Other chapters run, and everything else works")
  func notRefused() throws {
    let runner = try Runner()
    defer { runner.remove() }
    #expect(
      try runner.run(["run", "1", "--only", "two-players", "--budget", "smoke"], environment: Self.dcgan)
        .exitCode == 0)
    #expect(try runner.run(["show", "4"], environment: Self.dcgan).exitCode == 0)
    #expect(try runner.run(["contents"], environment: Self.dcgan).exitCode == 0)
  }

  @Test("If the library is broken, no chapter runs")
  func libraryRefused() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let environment = [
      "GANLESSONS_BUILD_ERROR": "library Sources/GANKit/Tensor.swift:3:1: error: expected '}'"
    ]
    let result = try runner.run(["run", "1", "--budget", "smoke"], environment: environment)
    #expect(result.exitCode == 1)
    let errors = result.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(errors.contains("Sources/GANKit/Tensor.swift:3:1"))
    #expect(errors.contains("show 1), and every command but run"))
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}
