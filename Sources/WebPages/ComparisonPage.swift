import Foundation
import LessonKit
import Markup
import ReportFigures

/// Two runs of a chapter side by side: what differs in settings, code and machine, the metrics, the curves of both, and
/// their figures.
struct ComparisonPage {
  private let comparison: RunComparison
  private let chapter: BookChapter
  private let pictures: String

  /// The name of the page; which runs it shows follows behind a question mark.
  static let name = "compare.html"

  /// - Parameter picturesIn: before the addresses of pictures: `curves/<name>.svg`, `first/<file>`, `second/<file>`.
  init(_ comparison: RunComparison, of chapter: BookChapter, picturesIn folder: String) {
    (self.comparison, self.chapter, pictures) = (comparison, chapter, folder)
  }

  var page: Page {
    let title = "\(comparison.first) and \(comparison.second)"
    let text = ComparisonText(comparison, showsEqual: true)
    return Page(
      name: Self.name, title: title, summary: "Two runs of a chapter side by side.",
      body: """
        <article class="comparison">
        <h1>\(title)</h1>
        <p>Two runs of <a href="\(chapter.page)">chapter \(chapter.chapter.number), \(chapter.chapter.title)</a>.</p>
        <h2>Settings, code and machine</h2>
        \(blocks(text.differences))
        <h2>Metrics</h2>
        \(blocks(text.metrics))
        \(curves)
        \(figures)
        </article>
        """)
  }

  private func blocks(_ markdown: String) -> HTML {
    var renderer = HTMLRenderer(addresses: Addresses(pages: [:], folder: "", figures: [:]))
    return renderer.blocks(MarkdownNode(parsing: markdown).children)
  }

  /// A chart for each column that both runs logged, with a curve for each of them: the losses, and the rest on demand.
  private var curves: HTML {
    let charts = comparison.charts
    guard !charts.isEmpty else { return .nothing }
    let losses = charts.filter { $0.name.contains("-loss") }.prefix(6)
    let first = losses.isEmpty ? charts.prefix(2) : losses
    let rest = charts.filter { chart in !first.contains { $0.name == chart.name } }
    var result: HTML = "<h2>Curves</h2>\n\(first.map(curve).joined())"
    if !rest.isEmpty {
      result += """
        <details><summary>\(Wording.count(rest.count, "more curve"))</summary>
        \(rest.map(curve).joined())</details>\n
        """
    }
    return result
  }

  private func curve(_ chart: RunComparison.NamedFigure) -> HTML {
    guard let drawing = try? chart.svg(), let size = PictureSize(head: drawing) else { return .nothing }
    let file = PageFigure.File(
      address: "\(pictures)curves/\(chart.name).svg", width: size.width, height: size.height)
    return "<figure>\(file.image(altText: "\(chart.name) over the training steps of both runs"))</figure>\n"
  }

  /// The figures of the same name, that of the first run left.
  private var figures: HTML {
    let pairs = comparison.commonFigures.compactMap(pair)
    guard !pairs.isEmpty else { return .nothing }
    return "<h2>Figures</h2>\n\(pairs.joined())"
  }

  private func pair(_ name: String) -> HTML? {
    let shown = zip(["first", "second"], comparison.runs).compactMap { place, run -> HTML? in
      guard let file = run.pageFigures[name], let size = PictureSize(of: file) else { return nil }
      let picture = PageFigure.File(
        address: "\(pictures)\(place)/\(file.lastPathComponent)", width: size.width, height: size.height)
      return """
        <figure>\(picture.image(altText: "\(name) of the run \(run.name)"))<figcaption>\(run.name)</figcaption></figure>\n
        """
    }
    guard shown.count == 2 else { return nil }
    return "<section class=\"pair\"><h3>\(name)</h3>\n<div>\(shown.joined())</div></section>\n"
  }
}
