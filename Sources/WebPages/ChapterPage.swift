import Foundation
import LessonKit
import Markup

/// The page of a chapter: its text, and at every step what this machine's latest run found.
struct ChapterPage {
  let source: BookChapter
  let figures: ChapterFigures
  private let explorables: PageExplorables?
  private var renderer: HTMLRenderer
  private(set) var index: [SearchEntry] = []

  private let idPrefix: String
  /// What the latest run measured, by `step.metric`.
  private let measured: [String: Double]

  /// - Parameters:
  ///   - pages: the pages of the site by the file that they come from.
  ///   - explorables: what can be moved; nil on a page that is only read or printed.
  ///   - idPrefix: before the id of each heading.
  init(
    _ source: BookChapter, figures: ChapterFigures, explorables: PageExplorables?, pages: [String: String],
    idPrefix: String = ""
  ) {
    self.explorables = explorables
    self.idPrefix = idPrefix
    measured = source.measured
    (self.source, self.figures) = (source, figures)
    renderer = HTMLRenderer(
      addresses: Addresses(pages: pages, folder: source.folder, figures: figures.byAddress),
      idPrefix: idPrefix)
    if let explorables { renderer.explorable = explorables.html }
    let predictions = source.chapter.predictions
    renderer.prediction = { id in
      predictions.first { $0.id == id }.map { PredictionPart(prediction: $0, locked: source.answers[id]) }
    }
  }

  private var chapter: Chapter { source.chapter }

  mutating func page(previous: Page.Link?, next: Page.Link?) -> Page {
    let body = article
    return Page(
      name: source.page, title: chapter.title, summary: chapter.frontMatter.question,
      outline: renderer.headings, previous: previous, next: next, scripts: scripts,
      body: body)
  }

  private var scripts: [String] {
    (chapter.predictions.isEmpty ? [] : ["predict.js"]) + (explorables?.scripts ?? [])
  }

  /// The chapter without the frame around it.
  var article: HTML {
    mutating get {
      var body: HTML = "<article class=\"chapter\">\n"
      body += text(of: chapter.introduction, after: facts)
      for step in chapter.steps {
        body += "<section class=\"step\" data-step=\"\(step.id)\">\n"
        body += text(of: step.beforeRun)
        body += StepResults(step: step, source: source, figures: figures).html
        body += text(of: step.afterRun)
        body += "</section>\n"
      }
      body += text(of: chapter.closing)
      body += exercises
      body += settings
      return body + "</article>\n"
    }
  }

  /// - Parameter extra: what follows the first heading.
  private mutating func text(
    of section: Chapter.Section, after extra: HTML = .nothing
  ) -> HTML {
    let document = section.document(
      beside: measured, answers: source.answers, to: chapter.predictions)
    let first = renderer.headings.count
    var nodes = document.children[...]
    var result = HTML.nothing
    if !extra.isEmpty, let heading = nodes.first, case .heading = heading.kind {
      result += renderer.blocks([heading]) + extra
      nodes = nodes.dropFirst()
    }
    result += renderer.blocks(Array(nodes))
    index += SearchEntry.entries(
      in: document.children, headings: renderer.headings[first...], page: source.page, title: chapter.title)
    return result
  }

  // MARK: - About the chapter

  /// What a reader wants to know before the chapter begins.
  private var facts: HTML {
    let front = chapter.frontMatter
    let objectives = front.objectives.map { "<li>\($0)</li>" as HTML }.joined()
    let times =
      (["reading \(Wording.minutes(front.minutes.reading))"]
      + Budget.offered.compactMap { budget in source.time(at: budget).map { "\(budget.rawValue) run \($0)" } })
      .joined(separator: ", ")
    let these = chapter.isLabs ? "these labs" : "this chapter"
    return """
      <aside class="facts" aria-label="About \(these)">
      <p>After \(these) you can:</p>
      <ul>\(objectives)</ul>
      <dl>
      <dt>Time</dt><dd>\(times)</dd>
      <dt>Memory</dt><dd>\(front.memory)</dd>
      <dt>Results</dt><dd>\(results)</dd>
      </dl>
      </aside>\n
      """
  }

  /// Whose numbers and figures the page shows.
  private var results: HTML {
    guard let record = source.state.record, !source.results.isEmpty else {
      return "the book's own. To make yours: <code class=\"command\">\(source.command)</code>"
    }
    let kind = "your run at \(record.budget) budget, seed \(Int(clamping: record.seed))"
    let remarks = source.state.reasons + source.state.parts
    let remark: HTML =
      remarks.isEmpty
      ? .nothing : ". <strong>\(source.state.status.rawValue)</strong>: \(remarks.joined(separator: "; "))"
    return "\(kind)\(remark)"
  }

  // MARK: - Exercises

  /// The exercises that the program checks.
  private var exercises: HTML {
    if source.exercises.isEmpty { return .nothing }
    let items = source.exercises.map { work -> HTML in
      let (exercise, state) = (work.exercise, work.state)
      let done: HTML = state.passed == nil ? .nothing : " <span class=\"badge done\">passed</span>"
      return """
        <li data-exercise="\(exercise.name)"><strong>\(exercise.title)</strong> (\(exercise.kind.rawValue), about \(exercise.minutes) minutes)\(done)<br>
        <code class="command">\(source.program) exercise \(exercise.number)</code></li>\n
        """
    }
    return """
      <section class="exercises">
      <h2 id="\(idPrefix)exercises-that-are-checked">Exercises that are checked</h2>
      <p>The command prints the task and puts a file there for you to change. <code>\(source.program) check</code> then \
      says whether it is right, and if not, why; <code>\(source.program) hint</code> helps.</p>
      <ul>\(items.joined())</ul></section>\n
      """
  }

  // MARK: - Settings

  private var settings: HTML {
    guard !source.settings.isEmpty else { return .nothing }
    let budgets = Budget.offered
    let rows = source.settings.map { setting in
      let values = budgets.map {
        "<td class=\"right\">\(setting.defaultScalar(for: $0).description)</td>" as HTML
      }
      return """
        <tr><th scope="row"><code>\(setting.name)</code></th>\(values.joined())\
        <td>\(setting.legalValues)</td><td>\(setting.help)</td></tr>\n
        """ as HTML
    }
    let head = budgets.map { "<th scope=\"col\">\($0.rawValue)</th>" as HTML }.joined()
    let table: HTML = """
      <table>
      <thead><tr><th scope="col">name</th>\(head)<th scope="col">values</th><th scope="col">what it is</th></tr></thead>
      <tbody>
      \(rows.joined())</tbody>
      </table>
      """
    return """
      <section class="settings">
      <h2 id="\(idPrefix)settings-of-this-lesson">Settings of this lesson</h2>
      <p>Change one with <code>--set name=value</code>.</p>
      \(HTMLRenderer.scrolling(table))</section>\n
      """
  }
}
