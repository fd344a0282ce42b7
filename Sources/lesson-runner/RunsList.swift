import Foundation
import LessonKit
import TerminalText

/// What `runs` prints.
struct RunsList: Encodable {
  struct Item: Encodable {
    var chapter: String
    var number: Int
    var name: String
    /// What `--name` called it.
    var givenName: String?
    var isLatest: Bool
    /// When its record was last written (ISO 8601).
    var date: String
    /// These are missing if its record cannot be used.
    var budget: Budget?
    var seed: UInt64?
    var threads: Int?
    var settings: [String: SettingScalar]?
    var seconds: Double?
    /// How it differs from a plain run: "quick", "seed 2", "learningRate=0.1".
    var differences: [String]
    var state: String
    /// Why its record cannot be used.
    var problem: String?
    /// Whether networks can be loaded from it.
    var hasCheckpoints: Bool
    var bytes: UInt64
    var folder: String
  }

  private struct Group {
    var chapter: Chapter
    var items: [Item]
    var dates: [Date]
  }

  let runs: [Item]
  /// What former runs take on the disk, and what they may take.
  let bytes: UInt64
  let limit: UInt64
  private let groups: [Group]

  private enum CodingKeys: CodingKey {
    case runs, bytes, limit
  }

  init(chapter: String?, limit: UInt64, output: URL, book: Book) throws {
    let kept = KeptRuns(output: output)
    let chapters = try chapter.map { [try book.chapter(matching: $0)] } ?? book.chaptersAndLabs()
    groups = chapters.map { chapter in
      let all = kept.all(of: chapter)
      let settings = book.lesson(of: chapter.slug)?.settings ?? []
      return Group(
        chapter: chapter, items: all.map { Self.item($0, chapter, settings) }, dates: all.map(\.date))
    }.filter { !$0.items.isEmpty }
    runs = groups.flatMap(\.items)
    bytes = kept.bytes
    self.limit = limit
  }

  private static func item(_ run: KeptRun, _ chapter: Chapter, _ settings: [any AnySetting]) -> Item {
    Item(
      chapter: chapter.slug, number: chapter.number, name: run.name, givenName: run.givenName,
      isLatest: run.isLatest, date: run.date.formatted(.iso8601), budget: run.record?.budget,
      seed: run.record?.seed, threads: run.record?.threads, settings: run.record?.settings,
      seconds: run.record?.seconds, differences: run.differences(settings), state: run.state,
      problem: run.problem, hasCheckpoints: run.hasCheckpoints, bytes: run.bytes,
      folder: run.folder.relativePath)
  }

  func print(_ common: CommonOptions, _ place: OutputOption) {
    let terminal = common.terminal
    guard !groups.isEmpty else {
      return Console.print(
        Wording.wrapped("Nothing has been run yet with its results in", to: min(terminal.width, 100)) + "\n"
          + place.url.path)
    }
    for group in groups {
      common.print(
        markdown: """
          **\(group.chapter.isLabs ? group.chapter.called : "\(group.chapter.number). \(group.chapter.title)")**

          | name | made | differs | state | took | size |
          |---|---|---|---|---:|---:|
          \(zip(group.items, group.dates).map(Self.row).joined(separator: "\n"))
          """)
      for item in group.items {
        if let problem = item.problem {
          Console.print(Wording.wrapped("\(item.name): \(problem)", to: min(terminal.width, 100)))
        }
      }
      Console.print("")
    }
    let text = "Kept runs take \(Wording.bytes(bytes)) of the \(Wording.bytes(limit)) that they may."
    let hint = " Compare two of them, or one with the book's run:"
    Console.print(Wording.wrapped(text + (example == nil ? "" : hint), to: min(terminal.width, 100)))
    if let example { Console.print("  \(Program.name) \(example)\(place.suffix)") }
  }

  private static func row(_ item: Item, _ date: Date) -> String {
    let given = item.isLatest ? item.givenName.map { " (\($0))" } ?? "" : ""
    let state = item.state + (item.hasCheckpoints || item.isLatest ? "" : ", no checkpoints")
    let differences = item.differences.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: ", ")
    let cells = [
      item.name + given, Self.local(date), differences, state,
      (item.seconds.map(Wording.duration) ?? "").replacing(" ", with: "\u{A0}"),
      Wording.bytes(item.bytes).replacing(" ", with: "\u{A0}"),
    ]
    return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  /// In the person's own time: "26 Nov 10:55".
  private static func local(_ date: Date) -> String {
    var seconds = time_t(date.timeIntervalSince1970)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(parts.tm_mday)\u{A0}\(months[Int(parts.tm_mon)])\u{A0}"
      + String(format: "%02d:%02d", parts.tm_hour, parts.tm_min)
  }

  private var example: String? {
    let group = groups.first { $0.items.count > 1 } ?? groups.first
    guard let group else { return nil }
    let names = group.items.map(\.name)
    let second = names.count > 1 ? names[1] : RunName.book
    return "compare \(second) \(names[0])" + (groups.count > 1 ? " --chapter \(group.chapter.argument)" : "")
  }
}
