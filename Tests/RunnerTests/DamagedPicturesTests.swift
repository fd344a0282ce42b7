import Foundation
import TestSupport
import Testing

@testable import Files
@testable import GANKit
@testable import Pictures

/// Pictures that are damaged or unusual, in a folder of faces, as somebody meets them who has collected one.
@Suite("Damaged and unusual pictures on the command line")
struct DamagedPicturesTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  private static func fixture(_ name: String) throws -> Data {
    try Data(contentsOf: TestSupport.fixture(name))
  }

  /// A picture of one kind, and what is to be said of it; nothing where it is to be read.
  struct Specimen: Sendable {
    let name: String
    let complaint: String?
    let content: @Sendable () throws -> Data
  }

  private static let specimens = [
    Specimen(name: "ordinary.png", complaint: nil) { try fixture("png-rgb-8.png") },
    Specimen(name: "1x1.png", complaint: nil) {
      try PNG.encode(Image(width: 1, height: 1, channels: 3, pixels: [1, 2, 3]))
    },
    Specimen(name: "16-bit.png", complaint: nil) { try fixture("png-rgb-16.png") },
    Specimen(name: "palette.png", complaint: nil) { try fixture("png-palette-8.png") },
    Specimen(name: "cmyk.jpg", complaint: nil) { try fixture("jpeg-cmyk.jpg") },
    Specimen(name: "truncated.jpg", complaint: "the file ends too early") {
      try fixture("jpeg-420.jpg").dropLast(300)
    },
    Specimen(name: "checksum.png", complaint: "the file is damaged") {
      var bytes = try fixture("png-rgb-8.png")
      bytes[bytes.endIndex - 14] ^= 1  // the last byte of the pixels' checksum, before the 12 bytes of IEND
      return bytes
    },
    Specimen(name: "empty.png", complaint: "found: an empty file") { Data() },
    Specimen(name: "huge.png", complaint: "a header that announces 20000 x 20000 pixels") {
      try announcing(20_000, 20_000, fixture("png-rgb-8.png"))
    },
    Specimen(name: "text.png", complaint: "text that begins with \"not a picture\"") {
      Data("not a picture\n".utf8)
    },
  ]

  private func write(_ specimens: [Specimen]) throws {
    let folder = runner.folder.appending(path: "sets/faces")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for specimen in specimens { try specimen.content().write(to: folder.appending(path: specimen.name)) }
  }

  @Test("data verify: every damaged file by name, and no other; exit code 3")
  func together() throws {
    defer { runner.remove() }
    try write(Self.specimens)
    let result = try runner.run("data", "verify", "--data", "sets")
    #expect(result.exitCode == 3)
    #expect(result.output.contains("faces: \(Self.specimens.count)"), "none is left out of the count")
    let lines = result.output.split(separator: "\n")
    for specimen in Self.specimens {
      let complaints = lines.filter {
        $0.contains("cannot be used:") && $0.contains("faces/\(specimen.name): ")
      }
      guard let complaint = specimen.complaint else {
        #expect(complaints.isEmpty, "\(complaints)")
        continue
      }
      #expect(complaints.count == 1 && complaints.allSatisfy { $0.contains(complaint) }, "\(result.output)")
    }
  }

  @Test("Each alone: read, or the one named", arguments: specimens.indices)
  func alone(index: Int) throws {
    defer { runner.remove() }
    let specimen = Self.specimens[index]
    try write([specimen])
    let result = try runner.run("data", "verify", "--json", "--data", "sets")
    #expect(result.exitCode == (specimen.complaint == nil ? 0 : 3))
    let sets = try #require(try result.json()["sets"] as? [[String: Any]])
    let faces = try #require(sets.first { $0["name"] as? String == "faces" })
    let problems = try #require(faces["problems"] as? [String])
    #expect(problems.count == (specimen.complaint == nil ? 0 : 1))
    #expect(problems.allSatisfy { $0.contains(specimen.complaint ?? "") && $0.contains(specimen.name) })
  }
}
