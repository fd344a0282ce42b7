import LessonKit

/// The first page: what the book is, its chapters, and how far this machine's runs are.
struct ContentsPage {
  static let name = "index.html"

  private let chapters: [BookChapter]
  private let nextCommand: String?

  init(_ chapters: [BookChapter], nextCommand: String?) {
    (self.chapters, self.nextCommand) = (chapters, nextCommand)
  }

  func page(next: Page.Link?) -> Page {
    let items = chapters.filter { !$0.chapter.isLabs }.map(entry).joined()
    let command: HTML =
      nextCommand.map { "<p class=\"next\">Next: <code class=\"command\">\($0)</code></p>" }
      ?? "<p class=\"next\">Every chapter has been run on this machine.</p>"
    return Page(
      name: Self.name, title: "A book about generative adversarial networks that runs",
      summary: "Chapters on generative adversarial networks, each with a lesson that runs on this machine.",
      next: next,
      body: """
        <article class="book">
        <h1>A book about generative adversarial networks that runs</h1>
        <p>Every chapter is a lesson: text, code, and the figures and numbers that the code made. \
        Where you have run a chapter on this machine, its page shows your results beside the book's.</p>
        \(command)
        <ol class="chapters">
        \(items)</ol>
        <p>To print: <a href="print.html">the whole book on one page</a>, or a chapter from its own page.</p>
        </article>
        """)
  }

  private func entry(_ source: BookChapter) -> HTML {
    let front = source.chapter.frontMatter
    let state = source.state
    let asked = source.chapter.predictions.count
    let predicted = asked == 0 ? "" : ", predicted \(source.answers.count) of \(asked)"
    let conditions = state.conditions.isEmpty ? "" : " (\(state.conditions.joined(separator: ", ")))"
    let reasons: HTML =
      state.reasons.isEmpty ? .nothing : "<p class=\"reasons\">\(state.reasons.joined(separator: "; "))</p>"
    let solved =
      source.exercises.isEmpty
      ? "" : ", solved \(source.exercises.count { $0.state.passed != nil }) of \(source.exercises.count)"
    return """
      <li><h2><a href="\(source.page)">\(source.chapter.title)</a></h2>
      <p>\(front.question)</p>
      <p class="state"><span class="badge \(badge(state.status))">\(state.status.rawValue)\(conditions)</span> \
      reading \(Wording.minutes(front.minutes.reading)), run \(source.time(at: .standard) ?? "")\(predicted)\(solved)</p>
      \(reasons)\(labs(of: source))</li>\n
      """
  }

  /// The link to the labs of a chapter.
  private func labs(of source: BookChapter) -> HTML {
    let labs = chapters.first { $0.chapter.isLabs && $0.chapter.number == source.chapter.number }
    guard let labs else { return .nothing }
    return """
      <p><a href="\(labs.page)">Labs</a>: \(labs.chapter.frontMatter.question) \
      <span class="badge \(badge(labs.state.status))">\(labs.state.status.rawValue)</span></p>
      """
  }

  private func badge(_ status: ChapterStatus) -> String {
    switch status {
    case .done: "done"
    case .stale, .partly: "stale"
    case .failed, .interrupted: "stopped"
    case .notRun: "open"
    }
  }
}
