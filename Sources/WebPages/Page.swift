/// A page of the site, without what is its own: the frame that all pages share.
struct Page: Sendable {
  /// The name of its file: `04-dcgan.html`.
  let name: String
  let title: String
  /// One sentence for search engines and for previews of links.
  let summary: String
  /// The page's own contents: headings to jump to.
  var outline: [HTMLRenderer.Heading] = []
  var previous: Link?
  var next: Link?
  /// Scripts of its own, in their order.
  var scripts: [String] = []
  let body: HTML
  /// What stands at the end of the page's head.
  var head = HTML.nothing

  struct Link: Sendable {
    let address: String
    let title: String
  }

  /// The whole file.
  /// - Parameter site: the pages that every page leads to.
  func file(site: [Link]) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <title>\(title) · GANLessons</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="\(summary)">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="assets/book.css">
    \(scripts.contains { $0.hasPrefix("explore") } ? Self.styleOfExplorables : .nothing)\
    <script src="assets/theme.js"></script>
    <script src="assets/book.js" defer></script>
    \(scripts.map(script).joined())\(head)
    </head>
    <body>
    <a class="skip" href="#content">Skip to the text</a>
    <header class="site">
    <a class="home" href="index.html">GANLessons</a>
    <div class="search" role="search" hidden>
    <form><label for="query">Search the book</label>\
    <input id="query" type="search" autocomplete="off" placeholder="Search ( / )" aria-controls="found"></form>
    <div id="found" class="found" aria-live="polite" hidden></div>
    </div>
    <button type="button" class="theme" hidden>Dark</button>
    </header>
    <div class="columns">
    <nav class="contents" aria-label="Contents">
    <details open><summary>Contents</summary>
    <ol>
    \(site.map(entry).joined())</ol>
    </details>
    </nav>
    <main id="content">
    \(body)
    \(pager)
    </main>
    </div>
    </body>
    </html>

    """
  }

  private static let styleOfExplorables: HTML = "<link rel=\"stylesheet\" href=\"assets/explore.css\">\n"

  private func script(_ name: String) -> HTML { "<script src=\"assets/\(name)\" defer></script>\n" }

  /// A page in the contents; under the page itself stand its headings.
  private func entry(_ link: Link) -> HTML {
    guard link.address == name else { return "<li><a href=\"\(link.address)\">\(link.title)</a></li>\n" }
    let inner = outline.filter { $0.level == 2 }.map { heading in
      "<li><a href=\"#\(heading.id)\">\(heading.title)</a></li>\n" as HTML
    }
    let list: HTML = inner.isEmpty ? .nothing : "\n<ol>\n\(inner.joined())</ol>\n"
    return "<li><a href=\"\(link.address)\" aria-current=\"page\">\(link.title)</a>\(list)</li>\n"
  }

  private var pager: HTML {
    guard previous != nil || next != nil else { return .nothing }
    let back: HTML =
      previous.map { "<a rel=\"prev\" href=\"\($0.address)\">← \($0.title)</a>" } ?? "<span></span>"
    let on: HTML = next.map { "<a rel=\"next\" href=\"\($0.address)\">\($0.title) →</a>" } ?? "<span></span>"
    return "<nav class=\"pager\" aria-label=\"Previous and next chapter\">\(back)\(on)</nav>"
  }
}
