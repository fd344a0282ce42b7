import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct JSONFileTests {
  private struct Note: Codable, Equatable {
    var text: String
    var time: Date
    var number: Double = 1
  }

  @Test func writtenAndRead() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "a/b/note.json")
    #expect(try JSONFile.read(Note.self, from: file) == nil)
    let note = Note(text: "a/b", time: Date(timeIntervalSince1970: 1_000_000))
    try JSONFile.write(note, to: file)
    #expect(try JSONFile.read(Note.self, from: file) == note)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasSuffix("}\n") && text.contains("\"a/b\"") && text.contains("1970-01-12T13:46:40Z"))
  }

  @Test func whatCannotBeWrittenOrReadIsSaid() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "note.json")
    try folder.write("{", to: "note.json")
    #expect(throws: DecodingError.self) { try JSONFile.read(Note.self, from: file) }
    let note = Note(text: "", time: Date(), number: .nan)
    #expect(throws: EncodingError.self) { try JSONFile.write(note, to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == "{")
    let inside = file.appending(path: "x.json")
    #expect(throws: FileError.self) { try JSONFile.write(Note(text: "", time: Date()), to: inside) }
  }
}
