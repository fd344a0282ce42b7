import ArgumentParser
import Foundation
import LessonKit
import TerminalText

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a chapter and its settings, or the glossary; nothing is executed.")

  @Argument(
    help: "A number or a slug: 3, vanilla-gan. Or a page: glossary, applications.",
    completion: Completion.chapters)
  var chapter: String

  @Option(help: "List the settings' values at this budget only: quick, standard or full.")
  var budget: Budget?

  @Flag(
    help:
      "Print the teacher's page: goals, plans for 50 and 90 minutes, misconceptions, answers, spread, what it needs."
  )
  var teacher = false

  @Flag(
    inversion: .prefixedNo,
    help: "Show what is longer than the screen through $PAGER, or less (default: on a terminal).")
  var pager = true

  @OptionGroup var figures: FigureOption
  @OptionGroup var place: OutputOption
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

  /// What `--json` prints of a page that is no chapter.
  private struct Page: Encodable { let markdown: String }

  func run() throws {
    let book = try Book()
    if !teacher, let page = book.library.page(named: chapter) {
      return common.json
        ? try Console.print(report: Page(markdown: page)) : print(book) { $0.render(page) }
    }
    let chapter = try book.chapter(matching: self.chapter)
    if teacher {
      let page = try TeachingPage(of: chapter).complete(
        times: book.times(in: place.url), spread: Spread.read(of: chapter))
      return common.json
        ? try Console.print(report: Page(markdown: page)) : print(book) { $0.render(page) }
    }
    let settings = book.lesson(of: chapter.slug)?.settings ?? []
    if common.json { return try Console.print(report: Self.description(chapter, settings)) }

    print(book) { renderer in
      let text = renderer.render(chapter.text)
      guard !settings.isEmpty else { return text }
      return text + "\n" + renderer.render("## Settings\n\nChange one with `--set name=value`.") + "\n"
        + SettingsList(settings, budget: budget, terminal: renderer.terminal).text
    }
  }

  /// Prints a text, through the pager where there is one. Pagers show no pictures: who wants these does without.
  private func print(_ book: Book, _ text: (MarkdownRenderer) -> String) {
    var renderer = MarkdownRenderer(terminal: common.terminal, figureFolder: book.figureFolder)
    if pager, figures.figures != .always, let pager = Pager() {
      renderer = MarkdownRenderer(terminal: common.terminal.withoutLinks, figureFolder: book.figureFolder)
      return pager.show(renderer.terminal.shown(text(renderer)))
    }
    if let pictures = figures.pictures(common) {
      renderer.picture = { path in
        // A terminal shows no drawings; beside some there is their picture.
        let file = path.hasSuffix(".svg") ? path.dropLast(4) + ".png" : path[...]
        return (try? Data(contentsOf: URL(fileURLWithPath: String(file)))).flatMap(pictures.text(for:))
      }
    }
    Console.print(text(renderer))
  }

  private static func description(_ chapter: Chapter, _ settings: [any AnySetting]) -> Description {
    let front = chapter.frontMatter
    return Description(
      number: chapter.number, slug: chapter.slug, title: chapter.title, question: front.question,
      objectives: front.objectives, prerequisites: front.prerequisites, data: front.data,
      references: front.references, minutes: front.minutes, memory: front.memory,
      steps: chapter.steps.map(\.id),
      settings: settings.map { setting in
        let defaults = Budget.offered.map { ($0.rawValue, setting.defaultScalar(for: $0)) }
        return Description.Item(
          name: setting.name, help: setting.help, legal: setting.legalValues,
          defaults: Dictionary(uniqueKeysWithValues: defaults))
      },
      markdown: chapter.text.markdown)
  }
}
