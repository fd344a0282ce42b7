import Files
import Foundation
import Inference
import LessonKit
import Pictures
import TestSupport
import Testing

@Suite("Pictures that are named, and where their results go")
struct NamedPicturesTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let picture = try PNG.encode(Image(width: 2, height: 2, channels: 1, pixels: [1, 2, 3, 4]))
    for name in ["trip/a.png", "trip/day 2/ü\n.png", "b.png"] { try folder.file(name, picture) }
  }

  private func path(_ name: String) -> String { folder.url.appending(path: name).path }

  @Test("Files keep their names, folders their tree; what is not there is named")
  func names() throws {
    let named = try NamedPictures([path("trip"), path("b.png"), path("gone.jpg")])
    #expect(named.pictures.map(\.name) == ["a", "day 2/ü\n", "b"])
    #expect(named.problems.count == 1 && named.problems[0].path.hasSuffix("gone.jpg"))
  }

  @Test("Two pictures of one name are refused")
  func sameName() throws {
    try folder.file("other/b.jpg", [0])
    let error = try #require(throws: UsageError.self) {
      try NamedPictures([path("b.png"), path("other/b.jpg")])
    }
    #expect("\(error)".contains("would both become b.png"))
  }

  @Test("A result never replaces its picture, and another file only if that is said")
  func results() throws {
    let results = ResultFolder(folder.url, replaces: true)
    #expect(throws: UsageError.self) { try results.check(["b"], from: [URL(fileURLWithPath: path("b.png"))]) }
    #expect(throws: Never.self) { try results.check(["b"]) }
    let error = try #require(throws: UsageError.self) {
      try ResultFolder(folder.url, replaces: false).check(["b", "c"])
    }
    #expect("\(error)".contains("--force"))
    try results.write(Data([1]), as: "new/place/c")
    #expect(FileManager.default.fileExists(atPath: path("new/place/c.png")))
  }
}
