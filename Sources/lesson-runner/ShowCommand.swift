import ArgumentParser
import LessonKit

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a chapter and its settings; nothing is executed.")

  @Argument(help: "A number or a slug: 3, vanilla-gan.")
  var chapter: String

  @OptionGroup var common: CommonOptions

  /// What `--json` prints.
  private struct Description: Encodable {
    struct Item: Encodable {
      var name, help, legal: String
      var defaults: [String: SettingScalar]
    }

    var number: Int
    var slug, title, question: String
    var objectives, prerequisites, data, references: [String]
    var minutes: FrontMatter.Minutes
    var memory: String
    var steps: [String]
    var settings: [Item]
    var markdown: String
  }

  func run() throws {
    let book = try Book()
    let chapter = try book.library.chapter(matching: self.chapter)
    let settings = book.lesson(of: chapter.slug)?.settings ?? []
    if common.json { return try Console.print(json: Self.description(chapter, settings)) }

    let renderer = MarkdownRenderer(terminal: common.terminal, figureFolder: book.figureFolder)
    Console.print(renderer.render(chapter.text))
    guard !settings.isEmpty else { return }
    var lines = [
      "", "## Settings", "", "Change one with `--set name=value`.", "",
      "| name | quick | standard | full | legal | what it is |", "|---|---:|---:|---:|---|---|",
    ]
    for setting in settings {
      let defaults = Budget.allCases.map { setting.defaultScalar(for: $0).description }
      lines.append(
        "| \(([setting.name] + defaults + [setting.legalValues, setting.help]).joined(separator: " | ")) |")
    }
    Console.print("\n" + renderer.render(lines.joined(separator: "\n")))
  }

  private static func description(_ chapter: Chapter, _ settings: [any AnySetting]) -> Description {
    let front = chapter.frontMatter
    return Description(
      number: chapter.number, slug: chapter.slug, title: chapter.title, question: front.question,
      objectives: front.objectives, prerequisites: front.prerequisites, data: front.data,
      references: front.references, minutes: front.minutes, memory: front.memory,
      steps: chapter.steps.map(\.id),
      settings: settings.map { setting in
        let defaults = Budget.allCases.map { ($0.rawValue, setting.defaultScalar(for: $0)) }
        return Description.Item(
          name: setting.name, help: setting.help, legal: setting.legalValues,
          defaults: Dictionary(uniqueKeysWithValues: defaults))
      },
      markdown: chapter.text.markdown)
  }
}
