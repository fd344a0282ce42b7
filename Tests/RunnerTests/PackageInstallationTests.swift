import Foundation
import Testing

@Suite("What the scripts install")
struct PackageInstallationTests {
  let checkout: ScriptCheckout

  init() throws { checkout = try ScriptCheckout() }

  /// What apt was asked for, without its options.
  private func asked() throws -> [String] { try asked(checkout.calls()) }

  private func asked(_ calls: [String]) -> [String] {
    calls.filter { $0.hasPrefix("apt-get ") || $0.hasPrefix("sudo ") }
      .map { $0.replacing(" -y --no-install-recommends", with: "") }
  }

  /// Makes the next command build, and so look at the packages.
  private func change() throws {
    try checkout.write("Sources/GANKit/Model.swift", "let model = \(Int.random(in: 0..<1_000_000))\n")
  }

  @Test(
    "A fresh machine with lists that do not know oneDNN: one command fetches them and installs all",
    arguments: ["learn", "test"])
  func freshMachine(_ script: String) throws {
    defer { checkout.remove() }
    try checkout.tell("installed", "pkg-config\n")
    try checkout.tell("lists-to-fetch", "libdnnl-dev\n")
    #expect(try checkout.run(script).exitCode == 0)
    let required = ScriptCheckout.required.filter { $0 != "pkg-config" }.joined(separator: " ")
    let calls = try checkout.calls()
    #expect(
      asked(calls) == ["apt-get update", "apt-get install \(required)", "apt-get install libdnnl-dev"])
    #expect(calls.contains("oneDNN: 1"), "the first build knows it")
    try change()
    #expect(try checkout.run(script).errors.isEmpty)
    #expect(try asked().isEmpty)
  }

  @Test("Only oneDNN is missing and the lists do not know it: they are fetched once")
  func onlyOptional() throws {
    defer { checkout.remove() }
    try checkout.tell("installed", ScriptCheckout.required.joined(separator: "\n"))
    try checkout.tell("lists-to-fetch", "libdnnl-dev\n")
    #expect(try checkout.run().exitCode == 0)
    #expect(try asked() == ["apt-get update", "apt-get install libdnnl-dev"])
  }

  @Test("A machine for which oneDNN is not packaged, or that has no network, hears it once")
  func notPackaged() throws {
    defer { checkout.remove() }
    try checkout.tell("installed", ScriptCheckout.required.joined(separator: "\n"))
    let first = try checkout.run()
    #expect(first.exitCode == 0)
    #expect(first.errors.contains("no libdnnl-dev for this machine"))
    #expect(try asked() == ["apt-get update"])
    try change()
    #expect(try checkout.run().errors.isEmpty)
    #expect(try asked().isEmpty)
  }

  @Test("oneDNN that cannot be installed does not stop the build, and is not tried again")
  func installationFails() throws {
    defer { checkout.remove() }
    try checkout.tell("installed", ScriptCheckout.required.joined(separator: "\n"))
    try checkout.tell("lists", "libdnnl-dev\n")
    try checkout.tell("broken-packages", "libdnnl-dev\n")
    let first = try checkout.run()
    #expect(first.exitCode == 0)
    #expect(first.errors.contains("could not be installed"))
    #expect(try asked() == ["apt-get install libdnnl-dev"])
    try change()
    #expect(try checkout.run().errors.isEmpty)
    #expect(try asked().isEmpty)
  }

  @Test("Without sudo, oneDNN is done without, and that is said once")
  func optionalWithoutRoot() throws {
    defer { checkout.remove() }
    try checkout.tell("uid", "1000\n")
    try checkout.tell("installed", ScriptCheckout.required.joined(separator: "\n"))
    let first = try checkout.run()
    #expect(first.exitCode == 0)
    #expect(first.errors.contains("may not install it"))
    try change()
    #expect(try checkout.run().errors.isEmpty)
    #expect(try asked().isEmpty)
  }

  @Test("With sudo: required packages as its rules are, oneDNN without asking for a password")
  func withSudo() throws {
    defer { checkout.remove() }
    try checkout.tell("uid", "1000\n")
    try checkout.makeProgram(
      "sudo", "[ \"$1\" != -n ] || shift\n\"$@\"\n")
    try checkout.tell("installed", ScriptCheckout.required.dropFirst().joined(separator: "\n"))
    try checkout.tell("lists-to-fetch", "libdnnl-dev\n")
    #expect(try checkout.run().exitCode == 0)
    #expect(
      try asked().filter { $0.hasPrefix("sudo ") } == [
        "sudo apt-get update", "sudo apt-get install libopenblas-dev", "sudo -n apt-get install libdnnl-dev",
      ])
  }

  @Test(
    "Without sudo, missing packages are named with the command for an administrator",
    arguments: ["learn", "test"])
  func requiredWithoutRoot(_ script: String) throws {
    defer { checkout.remove() }
    try checkout.tell("uid", "1000\n")
    try checkout.tell("installed", ScriptCheckout.required.dropFirst(2).joined(separator: "\n"))
    let result = try checkout.run(script)
    #expect(result.exitCode == 1)
    #expect(result.errors.contains("apt-get install libopenblas-dev libpng-dev\n"))
    #expect(try asked().isEmpty)
  }

  @Test("A required package that cannot be installed: what apt said, and exit code 1")
  func requiredFails() throws {
    defer { checkout.remove() }
    try checkout.tell("installed", "libdnnl-dev\n")
    try checkout.tell("broken-packages", "libpng-dev\n")
    let result = try checkout.run()
    #expect(result.exitCode == 1)
    #expect(result.errors.contains("The installation failed"))
  }

  @Test("Whoever does not want oneDNN is not asked")
  func notWanted() throws {
    defer { checkout.remove() }
    try checkout.tell("installed", ScriptCheckout.required.joined(separator: "\n"))
    #expect(try checkout.run(environment: ["GANKIT_ONEDNN": "0"]).exitCode == 0)
    #expect(try asked().isEmpty)
  }

  @Test("No compiler: that is said, with where to get one")
  func noCompiler() throws {
    defer { checkout.remove() }
    try FileManager.default.removeItem(at: checkout.stubs.appending(path: "bin/swift"))
    let result = try checkout.run()
    #expect(result.exitCode == 1)
    #expect(result.errors.contains("swift.org/install"))
  }
}
