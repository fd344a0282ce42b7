import LessonKit
import Markup

/// A chapter on paper, for a class: what to predict, what to run, what to write down. It holds no answers.
public struct Handout {
  private let chapter: Chapter
  private let program: String

  /// - Parameter program: how the class calls the program: `./learn`.
  public init(of chapter: Chapter, program: String) {
    (self.chapter, self.program) = (chapter, program)
  }

  /// The whole file.
  public var html: String {
    var renderer = Sheet.renderer(for: chapter)
    var body: HTML = """
      <header><p class="chapter">Chapter \(chapter.number)</p><h1>\(chapter.title)</h1>
      <p class="question">\(chapter.frontMatter.question)</p></header>
      <p>Before each step, mark what you expect and say why. Then run the step, and write down what came out.</p>\n
      """
    for (index, step) in chapter.steps.enumerated() {
      body += "<section>\n<h2>\(index + 1). \(step.title)</h2>\n"
      for prediction in step.predictions {
        body += prediction.html(with: &renderer, choices: "<span class=\"box\" aria-hidden=\"true\"></span>")
        let answer: HTML =
          if case .number(let unit, _) = prediction.kind {
            "<p class=\"line\">I expect: <span></span> \(unit)</p>\n"
          } else {
            .nothing
          }
        body += answer + "<p class=\"line\">Because: <span></span></p>\n"
      }
      body += "<p class=\"run\"><code>\(program) run \(chapter.number) --only \(step.id)</code></p>\n"
      body += blanks(step)
      body += "<p class=\"line\">What I did not expect: <span></span></p>\n</section>\n"
    }
    body += exercises(&renderer)
    return Sheet(title: chapter.title, kind: "handout", body: body).file.source
  }

  /// The numbers of the text that the step measures, to be filled in from one's own run.
  private func blanks(_ step: Chapter.Step) -> HTML {
    var seen: Set<String> = []
    let names = chapter.metrics.filter { $0.step == step.id && seen.insert($0.name).inserted }.map(\.name)
    if names.isEmpty { return .nothing }
    let rows = names.prefix(6).map { name in
      "<tr><th scope=\"row\"><code>\(name.dropFirst(step.id.count + 1))</code></th><td></td></tr>\n" as HTML
    }
    return """
      <table><thead><tr><th scope="col">measured</th><th scope="col">my run</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table>\n
      """
  }

  /// The list under the heading *Exercises*.
  private func exercises(_ renderer: inout HTMLRenderer) -> HTML {
    let blocks = MarkdownNode(parsing: chapter.closing.markdown).children
    guard
      let start = blocks.firstIndex(where: {
        if case .heading = $0.kind { $0.plainText == "Exercises" } else { false }
      })
    else { return .nothing }
    let end = blocks[(start + 1)...].firstIndex { if case .heading = $0.kind { true } else { false } }
    return "<section>\n<h2>Exercises</h2>\n"
      + renderer.blocks(Array(blocks[(start + 1)..<(end ?? blocks.endIndex)])) + "</section>\n"
  }
}
