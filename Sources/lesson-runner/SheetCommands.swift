import ArgumentParser
import WebPages
import Files
import Foundation
import LessonKit

/// What the commands that write a single file share.
struct SheetOptions: ParsableArguments {
  @Argument(help: "A number or a slug: 3, vanilla-gan.", completion: Completion.chapters)
  var chapter: String

  @Option(
    help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file(extensions: ["html"]))
  var to: String?

  /// What `--json` prints.
  private struct Written: Encodable {
    var file: String
    var bytes: Int
  }

  /// - Parameter folder: where the file goes unless `--to` says otherwise.
  func write(
    in folder: String, _ common: CommonOptions, _ place: OutputOption, _ text: (Chapter) throws -> String
  ) throws {
    let chapter = try Book().library.chapter(matching: chapter)
    let name = chapter.outputFolder(in: place.url).lastPathComponent + ".html"
    let file = to.map { URL(fileURLWithPath: $0) } ?? place.url.appending(path: "\(folder)/\(name)")
    let bytes = Data(try text(chapter).utf8)
    try Folder.make(file.deletingLastPathComponent())
    try AtomicFile.write(bytes, to: file)
    if common.json {
      return try Console.print(report: Written(file: file.relativePath, bytes: bytes.count))
    }
    Console.print("\(Wording.bytes(UInt64(bytes.count))): open \(file.relativePath) in a browser.")
  }
}

struct HandoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handout",
    abstract: "Write a chapter's questions and exercises for paper, without answers.",
    discussion: """
      One file that any browser prints, output/handouts/NN-SLUG.html unless --to says otherwise: for each step its \
      questions with room for a reason, the command that runs it, and its numbers to be filled in.
      """)

  @OptionGroup var sheet: SheetOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: OutputOption

  func run() throws {
    try sheet.write(in: "handouts", common, place) { Handout(of: $0, program: Program.name).html }
  }
}

struct SlidesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slides",
    abstract: "Write a chapter for a projector: its questions, one figure a page, and the answers.",
    discussion: """
      One file for a browser, output/slides/NN-SLUG.html unless --to says otherwise. Space and the arrow keys turn the \
      pages; printed, each slide is a page.
      """)

  @OptionGroup var sheet: SheetOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: OutputOption

  func run() throws {
    try sheet.write(in: "slides", common, place) { Slides(of: $0).html }
  }
}
