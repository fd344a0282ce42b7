import Foundation
import LessonKit
import Markup

/// A single file for paper or for a projector: styles and pictures are part of it, so that it can be carried anywhere.
struct Sheet {
  let title: String
  /// The class of the body, by which the style tells paper from slides.
  let kind: String
  let body: HTML
  /// A script, for pages that are turned.
  var script = HTML.nothing

  var file: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <title>\(title) · GANLessons</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style>
    \(HTML(stringLiteral: String(decoding: PackageResources.sheets_css, as: UTF8.self)))</style>
    </head>
    <body class="\(kind)">
    <main>
    \(body)</main>
    \(script)</body>
    </html>

    """
  }

  /// A renderer for a chapter's text whose pictures are part of the file.
  static func renderer(for chapter: Chapter) -> HTMLRenderer {
    HTMLRenderer(addresses: Addresses(pages: [:], folder: "chapters", figures: [:]))
  }

  /// A figure as a chapter shows it, with what is to be seen in it as its caption; nil if its file is missing.
  static func figure(_ figure: Chapter.FigureReference, of chapter: Chapter) -> HTML? {
    let url = chapter.url.deletingLastPathComponent().appending(path: figure.path)
    guard !figure.isRemote, let size = PictureSize(of: url), let bytes = try? Data(contentsOf: url) else {
      return nil
    }
    let type = url.pathExtension == "svg" ? "image/svg+xml" : "image/png"
    let file = PageFigure.File(
      address: "data:\(type);base64,\(bytes.base64EncodedString())", width: size.width, height: size.height)
    return
      "<figure>\(file.image(altText: figure.altText))<figcaption>\(figure.altText)</figcaption></figure>\n"
  }
}

extension Prediction {
  /// The question with its choices as they stand in the text.
  func html(with renderer: inout HTMLRenderer, choices mark: HTML = .nothing) -> HTML {
    var text: HTML = "<p>\(renderer.inline(question.children))</p>\n"
    if !choices.isEmpty {
      let items = choices.map { "<li>\(mark)\(renderer.inline($0.children))</li>\n" as HTML }
      text += "<ol>\n\(items.joined())</ol>\n"
    }
    return text
  }
}
