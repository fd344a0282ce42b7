import DataFolders
import Datasets
import Files
import Foundation
import GANKit
import TestSupport
import Testing

@testable import Authoring
@testable import LessonKit

/// A book of one chapter, whose lesson is the toy lesson, and a run of it.
private struct ToyBook {
  let folder = ScratchFolder()
  static let code = CodeVersion(lesson: "a", library: "b")
  static let figures = "chapters/figures/toy/"

  static let body = """

    Both 2<!-- metric: sum-up.axes within 0 --> axes.

    <!-- step: look -->
    ![The start](figures/toy/look-start.png)

    <!-- step: walk -->
    <!-- step: walk-back -->
    <!-- step: sum-up -->
    """

  init() throws {
    try write(Self.text(), to: "chapters/07-toy.md")
  }

  static func text(body: String = body) -> String {
    SampleChapter.frontMatter.replacing("number: 3", with: "number: 7").replacing("vanilla-gan", with: "toy")
      + body
  }

  func write(_ text: String, to path: String) throws {
    let file = folder.url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appending(path: path)), as: UTF8.self)
  }

  var library: ChapterLibrary {
    get throws { try ChapterLibrary(folder: folder.url.appending(path: "chapters")) }
  }

  var chapter: Chapter { get throws { try library.chapter(matching: "7") } }

  var runFolder: URL { folder.url.appending(path: "output/07-toy", directoryHint: .isDirectory) }

  @discardableResult
  func execute(_ change: (inout RunRequest) -> Void = { _ in }) throws -> RunOutcome {
    var request = RunRequest(try Settings(ToyLesson.settings, budget: .standard))
    request.code = Self.code
    request.data = DataFolder(environment: [:], workingDirectory: folder.url)
    request.output = folder.url.appending(path: "output")
    request.isInterrupted = { false }
    change(&request)
    return ChapterRun(try chapter, ToyLesson.self, request, Transcript().narrator()).execute()
  }

  func run(code: CodeVersion = code) throws -> ReferenceRun {
    try ReferenceRun(of: chapter, settings: ToyLesson.settings, code: code, in: runFolder)
  }

  @discardableResult
  func makeReference() throws -> Author.ReferenceReport {
    try Author(library).makeReference(of: chapter, from: run())
  }

  func changeRecord(_ change: (inout RunRecord) -> Void) throws {
    let file = runFolder.appending(path: "run.json")
    var record = try #require(try RunRecord.read(file))
    change(&record)
    try record.encoded().write(to: file)
  }

  /// All that lies in the folder of reference figures, hidden files too.
  func references() throws -> [String: Data] {
    let root = folder.url.appending(path: "chapters/figures")
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
    var files: [String: Data] = [:]
    for path in paths {
      files[path] = (try? Data(contentsOf: root.appending(path: path))) ?? Data("folder".utf8)
    }
    return files
  }
}

@Suite("author reference takes a finished run")
struct ReferenceRunTests {
  @Test("Shown figures are copied as the run saved them, with the record; the others are removed")
  func takes() throws {
    let book = try ToyBook()
    try book.execute()
    try book.write("old", to: ToyBook.figures + "look-start.png")
    try book.write("unused", to: ToyBook.figures + "walk-path.png")
    try book.write("kept", to: ToyBook.figures + "notes.txt")
    try book.write("![End](chapters/figures/toy/walk-back-end.png)", to: "README.md")
    let report = try book.makeReference()
    #expect(report.isFirst)
    #expect(
      report.figures.map { "\($0.kind) \($0.file)" } == [
        "changed look-start.png", "new walk-back-end.png", "removed walk-path.png",
      ])
    #expect(report.findings == [])

    let files = try book.references()
    #expect(
      files.keys.sorted() == [
        "toy", "toy/look-start.png", "toy/notes.txt", "toy/run.json", "toy/walk-back-end.png",
      ])
    for name in ["look-start.png", "walk-back-end.png"] {
      #expect(try files["toy/" + name] == Data(contentsOf: book.runFolder.appending(path: "figures/" + name)))
    }
    #expect(Author(try book.library).check().findings == [])
  }

  @Test("The record holds the results, and nothing of the machine that made them")
  func record() throws {
    let book = try ToyBook()
    try book.execute()
    try book.makeReference()
    let bytes = try #require(try book.references()["toy/run.json"])
    let text = String(decoding: bytes, as: UTF8.self)
    for word in ["seconds", "Bytes", "build", "command", "/"] { #expect(!text.contains("\"\(word)")) }
    #expect(!text.contains(book.folder.url.path))
    #expect(text.hasPrefix("{\n  \"budget\" : \"standard\",\n  \"chapter\" : \"toy\","))
    #expect(bytes.count < 20_000)

    let record = try JSONDecoder().decode(ReferenceRecord.self, from: bytes)
    let run = try #require(try RunRecord.read(book.runFolder.appending(path: "run.json")))
    #expect(record.metrics == run.metrics(ofFirst: 4))
    #expect(record.metrics.count == 3)
    #expect(record.settings == run.settings && record.engine == run.engine && record.threads == run.threads)
    // The figures that are not shown, too: whoever runs the chapter again can compare them.
    #expect(
      Set(record.figures.keys) == [
        "look-start.png", "walk-path.png", "walk-back-end.png", "sum-up-course.png", "sum-up-course.svg",
        "sum-up-film.png", "sum-up-film-sheet.png",
      ])

    // The same run elsewhere, made again: the same bytes.
    let other = try ToyBook()
    try other.execute()
    try other.makeReference()
    #expect(try other.references() == book.references())
    #expect(try !other.makeReference().isFirst)
    #expect(try other.makeReference().numbers == [] && other.makeReference().figures == [])
  }

  @Test("What changed is said, and which numbers of the prose are wrong now")
  func changes() throws {
    let book = try ToyBook()
    try book.execute()
    try book.makeReference()
    let file = ToyBook.figures + "run.json"
    let text = String(decoding: try #require(try book.references()["toy/run.json"]), as: UTF8.self)
    try #require(text.contains("\"axes\" : 2"))
    try book.write(text.replacing("\"axes\" : 2", with: "\"axis\" : 3"), to: file)
    try book.write(
      ToyBook.text(body: ToyBook.body.replacing("Both 2<", with: "Both 3<")), to: "chapters/07-toy.md")

    let report = try book.makeReference()
    #expect(
      report.numbers == [
        Author.ReferenceReport.NumberChange(metric: "sum-up.axes", before: nil, after: 2),
        Author.ReferenceReport.NumberChange(metric: "sum-up.axis", before: 3, after: nil),
      ])
    #expect(report.figures == [])
    #expect(report.findings.map(\.kind) == [.metricDiffers])
    #expect(report.findings.first?.message.contains("says 3, the reference run measured 2") == true)
  }

  @Test("A run that is not the plain run of now is refused, and nothing is changed")
  func refused() throws {
    let book = try ToyBook()
    try book.write("old", to: ToyBook.figures + "look-start.png")
    let before = try book.references()
    func refuses(_ reasons: String..., code: CodeVersion = ToyBook.code) throws {
      let error = #expect(throws: UsageError.self) { try book.run(code: code) }
      for reason in reasons {
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "no error")")
      }
      #expect(error?.description.contains("lesson-runner run 7 --restart") == true)
      #expect(try book.references() == before)
    }
    try refuses("There is no run of chapter 7", "07-toy/run.json", "--from DIR/07-toy")

    try book.execute { $0.set(budget: .quick) }
    try refuses("its budget is quick")
    try book.execute { $0.seed = 2 }
    try refuses("its seed is 2")
    try book.execute { $0.set("rate=0.5", "count=50", budget: .standard) }
    try refuses("its rate is 0.5, the lesson's 0.1", "its count is 50, the lesson's 500")
    try book.execute { $0.set("fails=true", budget: .standard) }
    try refuses("sum-up failed a check: the walker is somewhere")
    var calls = 0
    try book.execute { request in
      request.isInterrupted = {
        calls += 1
        return calls > 5
      }
    }
    try refuses("was interrupted", "sum-up was not run")

    try book.execute()
    _ = try book.run()
    try refuses("the library's code has changed", code: CodeVersion(lesson: "a", library: "x"))
    try refuses("the lesson's code has changed", code: CodeVersion(lesson: "x", library: "b"))
    try book.execute {
      $0.selection = .only("sum-up")
      $0.seed = 2
    }
    try refuses("its parts were made under different conditions: seed 1: look, walk and walk-back")
    try book.execute()
    try book.changeRecord { $0.chapter = "coin" }
    try refuses("it is a run of coin")
    try FileManager.default.removeItem(at: book.runFolder.appending(path: "figures/walk-path.png"))
    try book.changeRecord { $0.chapter = "toy" }
    try refuses("figures/walk-path.png is gone")
    try Data("{".utf8).write(to: book.runFolder.appending(path: "run.json"))
    try refuses("cannot be used: it is not JSON")
  }

  @Test("Data are those that the chapter lists, found where the book looks for them")
  func data() throws {
    let book = try ToyBook()
    let listed = ToyBook.text().replacing("data: []", with: "data: [coins, sr]")
    try book.execute()
    func reasons(_ name: String, _ used: DataRecord, listed isListed: Bool) throws -> String? {
      try book.write(isListed ? listed : ToyBook.text(), to: "chapters/07-toy.md")
      try book.changeRecord { $0.data = [name: used] }
      do { _ = try book.run() } catch { return (error as? UsageError)?.description }
      return nil
    }
    let files = DataRecord(source: "files", note: "Coins")
    var chosen = DataRecord(source: "drawn", note: "drawn coins", isChosen: true)
    #expect(try reasons("coins", files, listed: true) == nil)
    #expect(try reasons("sr/Set5", files, listed: true) == nil)
    #expect(try reasons("coins", chosen, listed: true) == nil)
    #expect(
      try reasons("coins", files, listed: false)?.contains("the chapter lists no data set coins") == true)
    chosen.isChosen = nil
    #expect(try reasons("coins", chosen, listed: false) == nil)
    #expect(
      try reasons("coins", chosen, listed: true)?
        .contains("it used drawn coins, and the chapter lists the data set coins") == true)
    let named = DataRecord(source: "files", note: "Coins", named: "/my/coins")
    #expect(
      try reasons("coins", named, listed: true)?.contains("was chosen with --data /my/coins") == true)
  }

  @Test("A figure that the run does not save is refused, and nothing is changed")
  func unsavedFigure() throws {
    let book = try ToyBook()
    try book.execute()
    let body = ToyBook.body + "\n![A](figures/toy/walk-paths.png)\n"
    try book.write(ToyBook.text(body: body), to: "chapters/07-toy.md")
    let error = #expect(throws: UsageError.self) { try book.makeReference() }
    #expect(error?.description.contains("walk-paths.png Did you mean \"walk-path.png\"?") == true)
    #expect(try book.references() == [:])
  }

  @Test("A chart is shown as the drawing that the run saved; pages that show its picture are changed")
  func drawings() throws {
    let book = try ToyBook()
    try book.execute()
    let body =
      ToyBook.body
        + """

        Look at ![a chart, on [0, 1],
        of a course](figures/toy/sum-up-course.png) and ![a picture](figures/toy/walk-path.png).
        """
    try book.write(ToyBook.text(body: body), to: "chapters/07-toy.md")
    try book.write("# Readme\r\n\r\n![It](chapters/figures/toy/sum-up-course.png)\r\n", to: "README.md")
    try book.write("![Another](figures/other/sum-up-course.png)\n", to: "docs/page.md")
    let report = try book.makeReference()
    #expect(report.pages.map(\.file) == ["chapters/07-toy.md", "README.md"])
    #expect(report.pages.allSatisfy { $0.figure == "sum-up-course.svg" } && report.pages.last?.line == 3)
    let text = ToyBook.text(body: body).replacing("sum-up-course.png", with: "sum-up-course.svg")
    #expect(try book.text(of: "chapters/07-toy.md") == text)
    #expect(
      try book.text(of: "README.md") == "# Readme\r\n\r\n![It](chapters/figures/toy/sum-up-course.svg)\r\n")
    #expect(try book.text(of: "docs/page.md") == "![Another](figures/other/sum-up-course.png)\n")
    let drawing = book.runFolder.appending(path: "figures/sum-up-course.svg")
    #expect(try book.references()["toy/sum-up-course.svg"] == Data(contentsOf: drawing))
    #expect(try book.references()["toy/sum-up-course.png"] == nil)
    #expect(Author(try book.library).check().findings == [])
    #expect(try book.makeReference().pages == [])

    // Where a page shows the picture again, the check says so.
    try book.write(ToyBook.text(body: body), to: "chapters/07-toy.md")
    let picture = "figures/sum-up-course.png"
    try FileManager.default.copyItem(
      at: book.runFolder.appending(path: picture),
      to: book.folder.url.appending(path: ToyBook.figures + "sum-up-course.png"))
    let findings = Author(try book.library).check().findings
    #expect(findings.map(\.kind) == [.chartAsPicture])
    #expect(findings.first?.file == "chapters/07-toy.md")
    #expect(
      findings.first?.message.contains(
        "sum-up-course.png is the picture of a chart that the run also saved as a drawing, sum-up-course.svg")
        == true)
    #expect(findings.first?.message.contains("author reference 7") == true)
  }

  @Test("Where the figures cannot be written, the pages are as they were")
  func unwritableFigures() throws {
    let book = try ToyBook()
    try book.execute()
    let text = ToyBook.text(body: ToyBook.body + "\n![A](figures/toy/sum-up-course.png)\n")
    try book.write(text, to: "chapters/07-toy.md")
    try book.write("a file where a folder should be", to: "chapters/figures")
    #expect(throws: FileError.self) { try book.makeReference() }
    #expect(try book.text(of: "chapters/07-toy.md") == text)
  }

  @Test("An animation is copied with all its frames, and its sheet for print")
  func animation() throws {
    let book = try ToyBook()
    try book.execute()
    let names = ["sum-up-film.png", "sum-up-film-sheet.png"]
    let body = ToyBook.body + names.map { "\n![A film](figures/toy/\($0))\n" }.joined()
    try book.write(ToyBook.text(body: body), to: "chapters/07-toy.md")
    let report = try book.makeReference()
    #expect(report.pages == [] && report.findings == [])
    for name in names {
      let saved = try Data(contentsOf: book.runFolder.appending(path: "figures/" + name))
      #expect(try book.references()["toy/" + name] == saved)
      #expect((saved.range(of: Data("acTL".utf8)) != nil) == (name == names[0]))
    }
    #expect(Author(try book.library).check().findings == [])
  }

  @Test("What a killed command left is cleared away, and nothing of it is lost")
  func killed() throws {
    let book = try ToyBook()
    try book.execute()
    try book.write("half", to: "chapters/figures/.writing-toy/look-start.png")
    try book.write("kept", to: "chapters/figures/.replaced-toy/notes.txt")
    try book.makeReference()
    #expect(
      try book.references().keys.sorted() == ["toy", "toy/look-start.png", "toy/notes.txt", "toy/run.json"])
  }
}
