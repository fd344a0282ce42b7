import Foundation
import Markup
import TestSupport
import Testing

@testable import WebPages

@Suite("Markdown as HTML") struct HTMLRendererTests {
  private func render(_ markdown: String, figures: [String: PageFigure] = [:]) -> String {
    var renderer = HTMLRenderer(
      addresses: Addresses(
        pages: ["chapters/04-dcgan.md": "04-dcgan.html"], folder: "chapters", figures: figures))
    return renderer.blocks(MarkdownNode(parsing: markdown).children).source
  }

  @Test(arguments: [
    ("Some *words* and **more**.", "<p>Some <em>words</em> and <strong>more</strong>.</p>\n"),
    ("a < b & `c > d`", "<p>a &lt; b &amp; <code>c &gt; d</code></p>\n"),
    ("- one\n- two", "<ul>\n<li>one\n</li>\n<li>two\n</li>\n</ul>\n"),
    ("3. three\n4. four", "<ol start=\"3\">\n<li>three\n</li>\n<li>four\n</li>\n</ol>\n"),
    ("> [!NOTE]\n> Mind this.", #"<aside class="alert note"><p class="label">Note</p><p>Mind this.</p>"#),
    ("8.1<!-- metric: train.score within 0.4 --> points", "<p>8.1 points</p>\n"),
    ("<!-- a comment -->", ""), ("<div onclick=\"x()\">text</div>", "<p>text</p>\n"),
    ("Words <b onclick=\"x()\">bold</b>.", "<p>Words bold.</p>\n"),
    ("[next](04-dcgan.md)", "<p><a href=\"04-dcgan.html\">next</a></p>\n"),
    ("[part](04-dcgan.md#faces)", "<p><a href=\"04-dcgan.html#faces\">part</a></p>\n"),
    ("[doc](../docs/decisions.md)", "<p>doc (<code>docs/decisions.md</code>)</p>\n"),
    ("[here](#top)", "<p><a href=\"#top\">here</a></p>\n"),
  ])
  func text(markdown: String, html: String) {
    #expect(render(markdown).hasPrefix(html), "\(render(markdown))")
    if html.isEmpty { #expect(render(markdown).isEmpty) }
  }

  @Test func headingsHaveIDsOfTheirOwn() {
    let html = render("## What breaks, and why\n\n## What breaks, and why\n\n## `a` & b")
    for id in ["what-breaks-and-why", "what-breaks-and-why-1", "a--b"] {
      #expect(html.contains("<h2 id=\"\(id)\">") && html.contains("href=\"#\(id)\""), "\(html)")
    }
  }

  @Test func tablesKeepTheirSides() {
    let html = render("| a | b |\n|---|---:|\n| x | 1 |")
    #expect(html.contains("<th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th>"))
    #expect(html.contains("<td>x</td><td class=\"right\">1</td>"))
  }

  @Test func codeIsColouredAndNamed() {
    let html = render("```swift Sources/A.swift#update\nlet x = \"<a>\" // why\n```")
    #expect(html.contains("<figcaption>Sources/A.swift # update</figcaption>"))
    #expect(
      html.contains(
        #"<span class="keyword">let</span> x = <span class="literal">&quot;&lt;a&gt;&quot;</span> "#
          + #"<span class="comment">// why</span>"#
      ), "\(html)")
  }

  @Test func aPictureAloneIsAFigure() throws {
    let file = PageFigure.File(address: "runs/a.svg", width: 400, height: 300)
    let book = PageFigure.File(address: "figures/a.svg", width: 400, height: 300)
    let figures = ["figures/a.svg": try #require(PageFigure(own: file, reference: book))]
    let html = render("![Two \"curves\"](figures/a.svg)", figures: figures)
    #expect(
      html.contains(#"<figure><img src="runs/a.svg" alt="Two &quot;curves&quot;" width="400" height="300""#))
    #expect(html.contains(#"<summary>The book's run</summary><img src="figures/a.svg""#))
  }

  /// Paper shows the contact sheet instead.
  @Test func animationsAreNotPrinted() throws {
    let file = PageFigure.File(address: "figures/a.png", width: 400, height: 300)
    let figure = try #require(PageFigure(own: nil, reference: file, isAnimation: true))
    #expect(
      render("![Digits](a.png)", figures: ["a.png": figure]).contains(#"<figure class="animation"><img"#))
    let place = try TemporaryFolder()
    for file in SiteFile.assets { try file.write(in: place.url) }
    let style = try String(contentsOf: place.url.appending(path: "assets/book.css"), encoding: .utf8)
    let print = try #require(style.components(separatedBy: "@media print").last)
    #expect(print.contains(/figure\.animation [^}]*display: none/))
  }

  @Test func deepNestingEnds() {
    let deep = String(repeating: "> ", count: 5000) + "text"
    #expect(render(deep).utf8.count < 100_000)
  }
}
