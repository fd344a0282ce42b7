import Foundation
import Testing

@Suite("Line ends")
struct LineEndTests {
  @Test("A clone made with core.autocrlf has scripts that run and text with LF; pictures keep their bytes")
  func autocrlf() throws {
    var checkout = try ScriptCheckout()
    defer { checkout.remove() }
    let picture = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x41, 0x0A])
    try picture.write(to: checkout.home.appending(path: "a.png"))
    try checkout.write("chapters/01-gan-theory.md", "# Two players\n\nText.\n")
    func git(_ arguments: [String], in place: URL) throws {
      let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=true"]
      let result = try checkout.run("/usr/bin/env", ["git"] + identity + arguments, in: place)
      #expect(result.exitCode == 0, "\(result.errors)")
    }
    try git(["init", "-q"], in: checkout.home)
    try git(["add", "-A"], in: checkout.home)
    try git(["commit", "-q", "-m", "All"], in: checkout.home)
    try git(["clone", "-q", checkout.home.path, "clone"], in: checkout.folder)
    checkout.home = checkout.folder.appending(path: "clone", directoryHint: .isDirectory)

    for path in [
      "learn", "test", "tools/setup.sh", "Package.swift", "chapters/01-gan-theory.md",
      "Sources/GANKit/Model.swift",
    ] {
      #expect(try !Data(contentsOf: checkout.home.appending(path: path)).contains(0x0D), "\(path)")
    }
    #expect(try Data(contentsOf: checkout.home.appending(path: "a.png")) == picture)
    let result = try checkout.run("learn", ["--help"])
    #expect(result.exitCode == 0)
    #expect(result.output.contains("arguments: --help\n"))
  }

  @Test("Every file of the repository has LF line ends, or is one that git leaves alone")
  func repository() throws {
    let text = Set(["swift", "md", "sh", "py", "c", "h", "modulemap", "csv", "json", "txt", ""])
    let root = ScriptCheckout.repository
    for folder in ["Sources", "Tests", "chapters", "docs", "tools", "Benchmarks"] {
      for path in try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path) {
        let file = root.appending(path: folder).appending(path: path)
        guard text.contains(file.pathExtension), !path.contains("Fixtures"), !path.contains(".venv"),
          try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        else { continue }
        #expect(try !Data(contentsOf: file).contains(0x0D), "\(folder)/\(path)")
      }
    }
  }
}
