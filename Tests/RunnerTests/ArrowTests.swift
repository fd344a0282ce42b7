import Foundation
import Testing

// One after the other: the first compiles the tool.
@Suite("What uses what: the list in docs/architecture.md", .serialized)
struct ArrowTests {
  @Test("The targets and folders of this package use each other as the list says")
  func thisPackage() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let index = URL(filePath: Runner.programPath).deletingLastPathComponent().appending(path: "index/store")
    let result = try runner.run(
      program: ArrowPackage.tool, ["--index", index.path, "--package", Runner.repositoryPath, "--check"])
    #expect(result.exitCode == 0, "\(result.errors)")
  }

  @Test("A package that keeps to its list passes")
  func clean() throws {
    let package = try ArrowPackage()
    defer { package.remove() }
    let result = try package.check()
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output == "3 arrows, all on the list in docs/architecture.md\n")
  }

  @Test("A folder that uses one above it is named, with file, line and symbol")
  func upward() throws {
    let package = try ArrowPackage()
    defer { package.remove() }
    try package.write("Sources/Low/Base/Base.swift", "public struct Base {}\n\nlet extra = Extra()\n")
    let result = try package.check()
    #expect(result.exitCode == 1)
    #expect(
      result.errors.hasPrefix(
        """
        Low/Base -> Low/Extras: not on the list
          Sources/Low/Base/Base.swift:3: Extra, of Sources/Low/Extras/Extra.swift

        """))
    #expect(!result.errors.contains("circle"))
  }

  @Test("A use without a name counts, too: an extension, an operator, a member of a type that is inferred")
  func unnamed() throws {
    let package = try ArrowPackage()
    defer { package.remove() }
    try package.write(
      "Sources/Low/Extras/Extra.swift",
      """
      struct Extra {}
      extension Base {
        var doubled: Base { self }
        static func + (a: Base, b: Base) -> Base { a }
      }
      """)
    try package.allow("Low/Extras -> Low/Base")
    try package.write(
      "Sources/Low/Middle/Middle.swift",
      """
      public func middle() -> Base { Base() }
      func twice() { _ = middle().doubled }
      func sum() { _ = middle() + middle() }
      """)
    let result = try package.check()
    #expect(result.exitCode == 1)
    let source = "of Sources/Low/Extras/Extra.swift"
    #expect(result.errors.contains("Low/Middle -> Low/Extras: not on the list"))
    #expect(result.errors.contains("Sources/Low/Middle/Middle.swift:2: doubled, \(source)"))
    #expect(result.errors.contains("Sources/Low/Middle/Middle.swift:3: +(_:_:), \(source)"))
  }

  @Test("A circle of folders is refused, even where each arrow of it is on the list")
  func circle() throws {
    let package = try ArrowPackage()
    defer { package.remove() }
    try package.write("Sources/Low/Base/Base.swift", "public struct Base {}\nfunc round() { _ = middle() }\n")
    try package.allow("Low/Base -> Low/Middle")
    let result = try package.check()
    #expect(result.exitCode == 1)
    #expect(result.errors.contains("a circle of Low/Base, Low/Middle, in which each uses the others"))
    #expect(
      result.errors.contains("Sources/Low/Base/Base.swift:2: middle(), of Sources/Low/Middle/Middle.swift"))
    #expect(!result.errors.contains("not on the list"))
    try package.allow("core: Low/Base, Low/Middle")
    #expect(try package.check().exitCode == 0)
  }

  @Test("A target that imports one from which no arrow leads to it on the list")
  func betweenTargets() throws {
    let package = try ArrowPackage()
    defer { package.remove() }
    try package.write("Sources/Groups/Side/Side.swift", "import High\n\npublic let side = high()\n")
    let result = try package.check()
    #expect(result.exitCode == 1)
    #expect(
      result.errors.hasPrefix(
        """
        Side -> High: not on the list
          Sources/Groups/Side/Side.swift:1: import, of High
          Sources/Groups/Side/Side.swift:3: high(), of Sources/High/High.swift

        """))
  }

  @Test("What is on the list and not in the code: an arrow, a circle")
  func rotten() throws {
    let package = try ArrowPackage()
    defer { package.remove() }
    try package.allow("Low/Extras -> Low/Base", "mend: Low/Base, Low/Middle")
    let result = try package.check()
    #expect(result.exitCode == 1)
    #expect(result.errors.contains("Low/Extras -> Low/Base: on the list, but nothing of the kind is left"))
    #expect(result.errors.contains("Low/Base, Low/Middle: on the list as a circle, but it is none"))
    #expect(try package.check("--why", "High", "Low").output.contains("Sources/High/High.swift:3: middle()"))
  }

  @Test("An index that knows where files lay before, or is older than a file, is not believed")
  func stale() throws {
    let package = try ArrowPackage()
    defer { package.remove() }
    #expect(try package.check().exitCode == 0)
    let manager = FileManager.default
    let (old, new) = ("Sources/Low/Middle/Middle.swift", "Sources/Low/Base/Moved.swift")
    try manager.moveItem(at: package.folder.appending(path: old), to: package.folder.appending(path: new))
    let unbuilt = try package.run("--check")
    #expect(unbuilt.exitCode == 3)
    #expect(unbuilt.errors.contains("\(new): needs an index"))
    #expect(try package.check().errors.contains("Low/Middle -> Low/Base: on the list, but nothing"))

    let later = Date(timeIntervalSinceNow: 60)
    try manager.setAttributes(
      [.modificationDate: later], ofItemAtPath: package.folder.appending(path: new).path)
    #expect(try package.run("--check").exitCode == 3)
  }

  @Test("Without an index the check fails, and says how to get one")
  func noIndex() throws {
    let package = try ArrowPackage()
    defer { package.remove() }
    let result = try package.run("--check")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("found none"))
    #expect(result.errors.contains("./test"))
  }
}
