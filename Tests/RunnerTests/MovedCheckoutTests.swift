import Foundation
import Testing

@Suite("Checkouts that were moved, copied, or belong to somebody else")
struct MovedCheckoutTests {
  @Test("Moved as it is: the program runs without a build")
  func moved() throws {
    var checkout = try ScriptCheckout()
    defer { checkout.remove() }
    #expect(try checkout.run().exitCode == 0)
    _ = try checkout.calls()
    try move(&checkout)
    let result = try checkout.run("learn", ["contents"])
    #expect(result.output.contains("arguments: contents\n"))
    #expect(result.output.contains("home: \(checkout.home.resolvingSymlinksInPath().path)\n"))
    #expect(result.errors.isEmpty)
    #expect(try checkout.calls().isEmpty)
  }

  @Test(
    "Moved, then changed: what was compiled is dropped, what was fetched is kept, once, and said",
    arguments: [true, false])
  func movedAndChanged(_ isNoted: Bool) throws {
    var checkout = try ScriptCheckout()
    defer { checkout.remove() }
    #expect(try checkout.run().exitCode == 0)
    let before = checkout.home.path
    // A checkout that was built by hand, or before the path was kept.
    if !isNoted { try FileManager.default.removeItem(at: checkout.home.appending(path: ".build/learn")) }
    let stale = [
      ".build/machine/release/ModuleCache/a.pcm", ".build/machine/release/GANKit.build/b.o",
      ".build/build.db",
    ]
    for path in stale + [".build/checkouts/Yams/c", ".build/repositories/d"] { try checkout.write(path, "") }
    try move(&checkout)
    try checkout.write("Sources/GANKit/Model.swift", "let model = 2\n")
    let result = try checkout.run()
    #expect(result.exitCode == 0)
    #expect(result.errors.contains("moved or copied here from \(isNoted ? before : "another folder")"))
    for path in stale { #expect(!exists(path, checkout)) }
    for path in [".build/checkouts/Yams/c", ".build/repositories/d"] { #expect(exists(path, checkout)) }

    try checkout.write("Sources/GANKit/Model.swift", "let model = 3\n")
    try checkout.write(stale[0], "")
    #expect(try checkout.run().errors.isEmpty)
    #expect(exists(stale[0], checkout))
  }

  @Test("Moved, and the sources do not compile: the program that was built last is still there")
  func movedAndBroken() throws {
    var checkout = try ScriptCheckout()
    defer { checkout.remove() }
    #expect(try checkout.run().exitCode == 0)
    try move(&checkout)
    try checkout.write("Sources/GANKit/Model.swift", "let model =\n")
    try checkout.tell("swift-fails")
    #expect(try checkout.run("learn", ["contents"]).output.contains("arguments: contents\n"))
  }

  @Test("./test drops what was compiled elsewhere, too")
  func tests() throws {
    var checkout = try ScriptCheckout()
    defer { checkout.remove() }
    #expect(try checkout.run("test", ["--filter", "a b"]).exitCode == 0)
    #expect(try checkout.calls().contains { $0.hasPrefix("swift test") && $0.hasSuffix("--filter a b") })
    let stale = ".build-test/machine/release/ModuleCache/a.pcm"
    try checkout.write(stale, "")
    #expect(try checkout.run("test").errors.isEmpty)
    #expect(exists(stale, checkout))
    try move(&checkout)
    #expect(try checkout.run("test").errors.contains("moved or copied"))
    #expect(!exists(stale, checkout))
  }

  @Test("Another account runs the program in a checkout that it may not write")
  func readOnly() throws {
    let checkout = try ScriptCheckout()
    defer { checkout.remove() }
    #expect(try checkout.run().exitCode == 0)
    try close(checkout)
    _ = try checkout.calls()
    // That account has no compiler, and may install nothing.
    try FileManager.default.removeItem(at: checkout.stubs.appending(path: "bin/swift"))
    let result = try checkout.run("learn", ["run", "1"], unprivileged: true)
    #expect(result.exitCode == 0)
    #expect(result.output.contains("arguments: run 1\n"))
    #expect(result.errors.isEmpty)
    #expect(try checkout.calls().isEmpty)
  }

  @Test("Where the sources changed, it hears that the program is older, and how to get a checkout of its own")
  func readOnlyAndChanged() throws {
    let checkout = try ScriptCheckout()
    defer { checkout.remove() }
    #expect(try checkout.run().exitCode == 0)
    try checkout.write("Sources/GANKit/Model.swift", "let model = 2\n")
    try close(checkout)
    let result = try checkout.run("learn", ["contents"], unprivileged: true)
    #expect(result.exitCode == 0)
    #expect(result.output.contains("arguments: contents\n"))
    #expect(result.errors.contains("older than its sources"))
    #expect(
      result.errors.contains(
        "cp -Rp '\(checkout.home.resolvingSymlinksInPath().path)' ~/'Bücher und Blätter'"))
    #expect(try checkout.calls().count { $0.hasPrefix("swift") } == 1)
  }

  @Test("Where nothing was built, that is said", arguments: ["learn", "test"])
  func readOnlyAndNotBuilt(_ script: String) throws {
    let checkout = try ScriptCheckout()
    defer { checkout.remove() }
    try close(checkout)
    let result = try checkout.run(script, unprivileged: true)
    #expect(result.exitCode == 1)
    #expect(result.errors.contains("may not write there"))
    #expect(result.errors.contains("For a checkout of your own: cp -Rp "))
    #expect(try checkout.calls().isEmpty)
  }

  private func move(_ checkout: inout ScriptCheckout) throws {
    let target = checkout.folder.appending(path: "anderswo, später", directoryHint: .isDirectory)
    try FileManager.default.moveItem(at: checkout.home, to: target)
    checkout.home = target
  }

  private func close(_ checkout: ScriptCheckout) throws {
    let result = try checkout.run("/usr/bin/env", ["chmod", "-R", "a-w", checkout.home.path])
    #expect(result.exitCode == 0)
    // The record of calls is not what is closed.
    _ = try checkout.run("/usr/bin/env", ["chmod", "-R", "a+rwX", checkout.stubs.path])
  }

  private func exists(_ path: String, _ checkout: ScriptCheckout) -> Bool {
    FileManager.default.fileExists(atPath: checkout.home.appending(path: path).path)
  }
}
