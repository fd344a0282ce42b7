import Foundation
import LessonKit
import Markup

/// A chapter for a projector: for each step its questions, its figures one a page, and then the answers.
public struct Slides {
  private let chapter: Chapter

  public init(of chapter: Chapter) { self.chapter = chapter }

  /// The whole file.
  public var html: String {
    var renderer = Sheet.renderer(for: chapter)
    var slides: [HTML] = [
      """
      <p class="chapter">Chapter \(chapter.number)</p><h1>\(chapter.title)</h1>
      <p class="question">\(chapter.frontMatter.question)</p>
      """
    ]
    for step in chapter.steps {
      for prediction in step.predictions {
        slides.append("<h2>\(step.title)</h2>\n\(prediction.html(with: &renderer))")
      }
      for figure in figures(of: step) {
        let question = step.predictions.first.map {
          "<p class=\"reminder\">\($0.plainQuestion)</p>\n" as HTML
        }
        if let picture = Sheet.figure(figure, of: chapter) {
          slides.append("<h2>\(step.title)</h2>\n\(question ?? .nothing)\(picture)")
        }
      }
      for prediction in step.predictions {
        slides.append("<h2>\(step.title)</h2>\n\(answer(prediction, &renderer))")
      }
    }
    let body = slides.map { "<section>\n\($0)</section>\n" as HTML }.joined()
    let keys = String(decoding: PackageResources.slides_js, as: UTF8.self)
    return Sheet(
      title: chapter.title, kind: "slides", body: body,
      script: "<script>\n\(HTML(stringLiteral: keys))</script>\n"
    ).file.source
  }

  /// The figures between the step's comment and the next one's.
  private func figures(of step: Chapter.Step) -> [Chapter.FigureReference] {
    let later = chapter.steps.map(\.line).filter { $0 > step.line }.min()
    let end = later ?? (chapter.closing.isEmpty ? Int.max : chapter.closing.line)
    return chapter.figures.filter { (step.line..<end).contains($0.line) }
  }

  private func answer(_ prediction: Prediction, _ renderer: inout HTMLRenderer) -> HTML {
    let question: HTML = "<p class=\"reminder\">\(prediction.plainQuestion)</p>\n"
    switch prediction.kind {
    case .choice(let right, _):
      return question
        + "<p class=\"right\">\(right). \(renderer.inline(prediction.choices[right - 1].children))</p>\n"
        + "<p>\(renderer.inline(prediction.reasons[right - 1].children))</p>\n"
    case .number(let unit, let metric):
      return question
        + "<p class=\"right\">Your run says it: <code>\(metric)</code>\(unit.isEmpty ? "" : ", in \(unit)")</p>\n"
    }
  }
}
