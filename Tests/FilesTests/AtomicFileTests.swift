import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func writesAndReplaces() throws {
    let url = folder.url.appending(path: "file.bin")
    try AtomicFile.write(Data([1, 2, 3]), to: url)
    #expect(try [UInt8](contentsOf: url) == [1, 2, 3])
    try AtomicFile.write(Data(), to: url)
    #expect(try [UInt8](contentsOf: url) == [])
    #expect(try folder.names == ["file.bin"])
  }

  @Test func aSliceOfDataIsWrittenAsItIs() throws {
    let url = folder.url.appending(path: "file.bin")
    try AtomicFile.write(Data([1, 2, 3, 4]).dropFirst(2), to: url)
    #expect(try [UInt8](contentsOf: url) == [3, 4])
  }

  @Test func newFilesHaveTheUsualPermissions() throws {
    let url = folder.url.appending(path: "file.bin")
    try AtomicFile.write(Data([1]), to: url)
    try Data([1]).write(to: folder.url.appending(path: "usual.bin"))
    func mode(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: folder.url.appending(path: name).path)[
        .posixPermissions]
        as? Int
    }
    #expect(try mode("file.bin") == mode("usual.bin"))
  }

  @Test func failuresLeaveNothingBehind() throws {
    let intoNowhere = folder.url.appending(path: "absent/file.bin")
    #expect(throws: FileError(.write, intoNowhere, code: ENOENT)) {
      try AtomicFile.write(Data([1]), to: intoNowhere)
    }
    try folder.file("taken/inside", [1])
    let ontoFolder = folder.url.appending(path: "taken", directoryHint: .notDirectory)
    let error = #expect(throws: FileError.self) { try AtomicFile.write(Data([1]), to: ontoFolder) }
    #expect(error?.reason == .isFolder)
    let underFile = folder.url.appending(path: "taken/inside/file.bin")
    let notFolder = #expect(throws: FileError.self) { try AtomicFile.write(Data([1]), to: underFile) }
    #expect(notFolder?.reason == .notAFolder)
    #expect(try folder.names == ["taken"])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func aFullDiskIsNamed() throws {
    let url = URL(fileURLWithPath: "/dev/full")
    let descriptor = open(url.path, O_WRONLY)
    defer { close(descriptor) }
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write(Data(count: 100), to: descriptor, of: url)
    }
    #expect(error?.reason == .diskFull)
    #expect(error?.description.contains("free some space") == true)
  }

  @Test(.enabled(if: geteuid() != 0, "the administrator may write anywhere"))
  func foldersThatMayNotBeWrittenAreNamed() throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.url.path)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.url.path)
    }
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write(Data([1]), to: folder.url.appending(path: "file.bin"))
    }
    #expect(error?.reason == .permissionDenied)
  }

  @Test func systemErrorsAreSorted() {
    let url = URL(fileURLWithPath: "/x")
    #expect(FileError(.write, url, code: ENOSPC).reason == .diskFull)
    #expect(FileError(.write, url, code: EDQUOT).reason == .diskFull)
    #expect(FileError(.write, url, code: EACCES).reason == .permissionDenied)
    #expect(FileError(.write, url, code: EROFS).reason == .readOnlyVolume)
    #expect(FileError(.write, url, code: EIO).reason == .other)
  }

  @Test func manyWritersOfOneFolderDoNotMeet() async throws {
    let root = folder.url
    try await withThrowingTaskGroup(of: Void.self) { group in
      for n in 0..<40 {
        group.addTask {
          let bytes = Data(repeating: UInt8(n), count: 10_000)
          try AtomicFile.write(bytes, to: root.appending(path: "own-\(n)"))
          try AtomicFile.write(bytes, to: root.appending(path: "common"))
        }
      }
      try await group.waitForAll()
    }
    #expect(try folder.names.count == 41)
    let common = try [UInt8](contentsOf: root.appending(path: "common"))
    #expect(common.count == 10_000 && Set(common).count == 1)
  }
}
