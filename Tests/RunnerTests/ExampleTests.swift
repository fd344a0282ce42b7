import Foundation
import Testing

/// The programs in Examples, a package that uses GANKit from outside, and the articles that quote them.
@Suite("Examples and documentation", .serialized)
struct ExampleTests {
  static let repository = URL(filePath: Runner.repositoryPath)
  static let examples = repository.appending(path: "Examples")
  static let names = try! FileManager.default.contentsOfDirectory(atPath: examples.path)
    .filter { FileManager.default.fileExists(atPath: examples.appending(path: "\($0)/main.swift").path) }
    .sorted()

  @Test("Every example builds, runs and finds what it expects")
  func run() throws {
    let manifest = try String(contentsOf: Self.examples.appending(path: "Package.swift"), encoding: .utf8)
    for name in Self.names { #expect(manifest.contains("\"\(name)\""), "\(name) is not in Package.swift") }
    let runner = try Runner()
    defer { runner.remove() }
    let scratch = Self.repository.appending(path: ".build-test/examples").path
    let options = ["-c", "release", "--package-path", Self.examples.path, "--scratch-path", scratch]
    let build = try runner.run(program: "/usr/bin/env", ["swift", "build"] + options)
    try #require(build.exitCode == 0, "\(build.output)\n\(build.errors)")
    #expect(!build.output.contains("warning:") && !build.errors.contains("warning:"))
    // GANKit alone needs no other package.
    let checkouts = URL(filePath: scratch).appending(path: "checkouts").path
    #expect(((try? FileManager.default.contentsOfDirectory(atPath: checkouts)) ?? []).isEmpty)
    for name in Self.names {
      let result = try runner.run(program: "\(scratch)/release/\(name)", [])
      #expect(result.exitCode == 0, "\(name): \(result.output)\n\(result.errors)")
      #expect(!result.output.isEmpty, "\(name) prints nothing")
    }
  }

  /// The listings of the articles of GANKit.docc are parts of programs that are built and run.
  @Test("Listings in the articles are lines of the examples")
  func listings() throws {
    let articles = try FileManager.default.contentsOfDirectory(
      at: Self.repository.appending(path: "Sources/GANKit/GANKit.docc"), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "md" }
    let sources = try Self.names.map {
      try String(contentsOf: Self.examples.appending(path: "\($0)/main.swift"), encoding: .utf8)
    }
    var listings = 0
    for article in articles {
      let text = try String(contentsOf: article, encoding: .utf8)
      for match in text.matches(of: /```swift\n(?<code>(.|\n)*?)```/) {
        let code = String(match.output.code)
        if code.hasPrefix("// swift-tools-version") { continue }
        listings += 1
        #expect(
          sources.contains { $0.contains(code) }, "\(article.lastPathComponent): not in Examples:\n\(code)")
      }
    }
    #expect(articles.count >= 5 && listings >= 15)
  }

  @Test("The documentation builds without warnings")
  func documentation() throws {
    let runner = try Runner()
    defer { runner.remove() }
    let modules = URL(filePath: Runner.programPath).deletingLastPathComponent().path
    let pages = runner.folder.appending(path: "documentation").path
    let result = try runner.run(
      program: Self.repository.appending(path: "tools/documentation").path, ["--modules", modules, pages])
    #expect(result.exitCode == 0, "\(result.output)\n\(result.errors)")
    for article in ["tensorsandshapes", "howagradientflows", "writeyourown", "trainyourowngan"] {
      let data = "\(pages)/data/documentation/gankit/\(article).json"
      #expect(FileManager.default.fileExists(atPath: data), "\(article) is missing")
    }
  }
}
