import Foundation

/// Where the links and pictures of a chapter's text lead on its page.
struct Addresses: Sendable {
  enum Target: Equatable {
    /// Another page of the site, or a place on this one.
    case page(String)
    case web(String)
    /// A file of the repository, by its path.
    case file(String)
  }

  /// The pages of the site by the file that they come from, relative to the repository: `chapters/04-dcgan.md`.
  let pages: [String: String]
  /// The folder of the text's own file, relative to the repository: `chapters`.
  let folder: String
  /// The pictures by the address that the text gives.
  let figures: [String: PageFigure]

  func target(of url: String) -> Target {
    if url.isEmpty || url.hasPrefix("#") { return .page(url) }
    if url.contains("://") || url.hasPrefix("mailto:") { return .web(url) }
    let parts = url.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = Self.path(String(parts[0]).removingPercentEncoding ?? String(parts[0]), from: folder)
    guard let page = pages[path] else { return .file(path) }
    return .page(parts.count > 1 ? "\(page)#\(parts[1])" : page)
  }

  /// `docs/x.md` for `../docs/x.md` in the folder `chapters`.
  private static func path(_ relative: String, from folder: String) -> String {
    var parts = folder.split(separator: "/").map(String.init)
    for part in relative.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  /// A picture that stands by itself.
  func figure(_ url: String, altText: String) -> HTML {
    guard let figure = figures[url] else { return "<p>\(picture(url, altText: altText))</p>\n" }
    return figure.html(altText: altText)
  }

  /// A picture within a sentence.
  func picture(_ url: String, altText: String) -> HTML {
    guard let figure = figures[url] else { return "<em>\(altText)</em>" }
    return figure.shown.image(altText: altText)
  }
}

/// A figure of a chapter: the reader's own and the book's, as far as there are such.
struct PageFigure: Sendable {
  /// A file of the site, and its size where it is shown, in pixels of CSS.
  struct File: Sendable {
    let address: String
    let width: Int
    let height: Int

    func image(altText: String) -> HTML {
      """
      <img src="\(address)" alt="\(altText)" width="\(width)" height="\(height)" decoding="async">
      """
    }
  }

  /// From this machine's latest run.
  let own: File?
  /// From the book's own run.
  let reference: File?
  /// Whether it moves and the chapter also shows its frames side by side, which is what paper gets.
  let isAnimation: Bool

  /// What the page shows first.
  var shown: File { own ?? reference! }

  init?(own: File?, reference: File?, isAnimation: Bool = false) {
    guard own != nil || reference != nil else { return nil }
    (self.own, self.reference, self.isAnimation) = (own, reference, isAnimation)
  }

  func html(altText: String) -> HTML {
    let caption: HTML
    switch (own, reference) {
    case (_?, let reference?):
      caption = """
        Your run. <details class="reference"><summary>The book's run</summary>\
        \(reference.image(altText: altText))</details>
        """
    case (_?, nil): caption = "Your run."
    case (nil, _): caption = "The book's run."
    }
    let start: HTML = isAnimation ? "<figure class=\"animation\">" : "<figure>"
    return "\(start)\(shown.image(altText: altText))<figcaption>\(caption)</figcaption></figure>\n"
  }
}
