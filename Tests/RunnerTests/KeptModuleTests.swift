import Foundation
import Testing

/// What `./learn` builds with: `tools/swiftc` around a compiler that this suite invents.
@Suite("Modules that come out as they were are not compiled against again")
struct KeptModuleTests {
  let checkout: ScriptCheckout
  private let early = Date(timeIntervalSince1970: 1_000_000_000.25)

  init() throws { checkout = try ScriptCheckout() }

  private var module: URL { checkout.home.appending(path: "Net.swiftmodule") }

  /// Compiles once, with a compiler that writes `content` and ends with `code`.
  private func compile(_ content: String, code: Int = 0) throws -> Runner.Result {
    try checkout.write(
      "compiler", "#!/bin/sh\nprintf '%s' '\(content)' >\"$3\"\necho \"$4\"\nexit \(code)\n")
    let compiler = checkout.home.appending(path: "compiler").path
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: compiler)
    return try checkout.run(
      "tools/swiftc", ["-emit-module", "-emit-module-path", module.path, "a b"],
      environment: ["GANLESSONS_SWIFTC": compiler, "PATH": "/usr/bin:/bin"])
  }

  private func time() throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: module.path)[.modificationDate] as? Date
  }

  @Test("The same content keeps its time, another one does not; the compiler's words and exit code pass")
  func keepsTime() throws {
    defer { checkout.remove() }
    let first = try compile("one")
    #expect(first.exitCode == 0 && first.output == "a b\n" && first.errors.isEmpty)
    try FileManager.default.setAttributes([.modificationDate: early], ofItemAtPath: module.path)

    #expect(try compile("one").exitCode == 0)
    #expect(try time() == early)
    #expect(try compile("two").exitCode == 0)
    #expect(try time() != early)
    #expect(try compile("broken", code: 3).exitCode == 3)
    let left = try FileManager.default.contentsOfDirectory(atPath: checkout.home.path)
    #expect(!left.contains { $0.hasSuffix(".before") })
  }

  @Test("A compiler that failed has not kept anything: what it wrote counts as changed")
  func failureIsNoMatch() throws {
    defer { checkout.remove() }
    #expect(try compile("one").exitCode == 0)
    try FileManager.default.setAttributes([.modificationDate: early], ofItemAtPath: module.path)
    #expect(try compile("one", code: 1).exitCode == 1)
    #expect(try time() != early)
  }
}
