import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct AtomicFolderTests {
  private let folder: TemporaryFolder
  private struct Failure: Error {}

  init() throws { folder = try TemporaryFolder() }

  private func place(_ name: String) -> URL { folder.url.appending(path: name, directoryHint: .isDirectory) }

  private func fill(_ names: [String], with text: String) throws {
    try AtomicFolder.replace(names.map(place)) { folders in
      for folder in folders { try Data(text.utf8).write(to: folder.appending(path: "file")) }
    }
  }

  @Test func foldersAreReplacedTogether() throws {
    try fill(["a", "b"], with: "old")
    try fill(["a", "b", "c"], with: "new")
    for name in ["a", "b", "c"] { #expect(try folder.read("\(name)/file") == "new") }
    #expect(try folder.names == ["a", "b", "c"])
  }

  @Test func aFailureWhileTheyAreFilledLeavesAllAsTheyWere() throws {
    try fill(["a"], with: "old")
    #expect(throws: Failure.self) {
      try AtomicFolder.replace([place("a"), place("b")]) { folders in
        try Data().write(to: folders[0].appending(path: "half"))
        throw Failure()
      }
    }
    #expect(try folder.read("a/file") == "old")
    #expect(try folder.names == ["a"])
  }

  @Test func aFailureWhileTheyAreExchangedBringsAllBack() throws {
    try fill(["a", "b"], with: "old")
    #expect(throws: FileError.self) {
      try AtomicFolder.replace([place("a"), place("new"), place("b")]) { folders in
        for folder in folders { try Data("new".utf8).write(to: folder.appending(path: "file")) }
        // The last one cannot take its place any more.
        try FileManager.default.removeItem(at: folders[2])
      }
    }
    for name in ["a", "b"] { #expect(try folder.read("\(name)/file") == "old") }
    #expect(try folder.names == ["a", "b"])
  }

  @Test func whatAKilledProgramLeftIsPutRight() throws {
    try folder.write("old", to: ".replaced-a/file")
    try folder.write("half", to: ".writing-a/file")
    #expect(throws: Failure.self) { try AtomicFolder.replace(place("a")) { _ in throw Failure() } }
    #expect(try folder.read("a/file") == "old")
    #expect(try folder.names == ["a"])
  }
}
