import Foundation
import Pictures

/// Writes SVG: text as text, lines as lines. The same drawing always gives the same bytes.
///
/// Cairo can write SVG too, but turns every letter into an outline, which makes files ten times larger and leaves
/// nothing that a screen reader, a search or a translation could read.
final class SVGSurface: Surface {
  /// Pictures that are computed for the page are smooth, so that one pixel a point is enough.
  let resolution = 1

  private var body = ""
  /// Lines in one colour, or rectangles in one colour, that have not been written yet.
  private var pending: (path: SVGPath, attributes: String)?
  private var textGroup: TextGroup?
  private var clips: [Rect: String] = [:]
  private var markers: [[FilledShape]: String] = [:]
  private var identifiers = 0

  /// Stands in identifiers for what tells this file's from those of others, until that is known.
  private static let prefix = "\u{E000}"

  private struct TextGroup: Hashable {
    var style: TextStyle
    var hasHalo: Bool
  }

  /// The whole file.
  func document(_ size: Size, _ words: FigureWords) -> Data {
    finish()
    let (width, height) = (SVGNumber(size.width), SVGNumber(size.height))
    let content = """
      <title id="\(Self.prefix)title">\(SVGText.escaped(words.title))</title>
      <desc id="\(Self.prefix)desc">\(SVGText.escaped(words.description))</desc>
      <path fill="\(SVGText.hex(Palette.paper))" d="M0 0h\(width)v\(height)H0z"/>
      <g font-family="DejaVu Sans,Bitstream Vera Sans,Verdana,Geneva,sans-serif" stroke-linejoin="round">
      \(body)</g>
      </svg>

      """
    let head = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" \
      aria-labelledby="\(Self.prefix)title \(Self.prefix)desc">

      """
    // Several figures may stand in one page, where identifiers must not meet.
    let own = SVGText.fingerprint(content) + "-"
    return Data((head + content).replacing(Self.prefix, with: own).utf8)
  }

  // MARK: - Shapes

  func fill(_ shape: Shape, _ colour: Colour) {
    finishText()
    let attributes = SVGText.paint("fill", colour)
    switch shape {
    case .rect(let rect):
      // Rectangles that cover each other show no difference as long as their colour is opaque.
      add(attributes, mayJoin: colour.alpha == 1) { $0.add(rect) }
    case .circle(let centre, let radius):
      finishPath()
      body += Self.circle(centre, radius, attributes) + "\n"
    case .polygon(let points): add(attributes, mayJoin: false) { $0.add(points, isClosed: true) }
    case .lines(let lines):
      add(attributes, mayJoin: false) { path in for line in lines { path.add(line, isClosed: true) } }
    }
  }

  func stroke(_ shape: Shape, _ pen: Pen) {
    finishText()
    var attributes = "fill=\"none\" " + SVGText.paint("stroke", pen.colour)
    if pen.width != 1 { attributes += " stroke-width=\"\(SVGNumber(pen.width))\"" }
    if !pen.dash.isEmpty {
      let dash = pen.dash.map { SVGNumber($0).description }.joined(separator: " ")
      attributes += " stroke-dasharray=\"\(dash)\""
    }
    if pen.cap == .round { attributes += " stroke-linecap=\"round\"" }
    let mayJoin = pen.colour.alpha == 1
    switch shape {
    case .rect(let rect): add(attributes, mayJoin: mayJoin) { $0.add(rect) }
    case .circle(let centre, let radius):
      finishPath()
      body += Self.circle(centre, radius, attributes) + "\n"
    case .polygon(let points): add(attributes, mayJoin: mayJoin) { $0.add(points, isClosed: true) }
    case .lines(let lines):
      add(attributes, mayJoin: mayJoin) { path in for line in lines { path.add(line, isClosed: false) } }
    }
  }

  /// The corners of one line, with the symbol as a marker at each of them: ten bytes a point.
  func symbols(_ symbol: [FilledShape], at points: [Point]) {
    finish()
    let name: String
    if let known = markers[symbol] {
      name = known
    } else {
      name = identifier()
      markers[symbol] = name
      let shapes = symbol.map { part -> String in
        let attributes = SVGText.paint("fill", part.colour)
        switch part.shape {
        case .circle(let centre, let radius): return Self.circle(centre, radius, attributes)
        case .rect(let rect): return Self.path(attributes) { $0.add(rect) }
        case .polygon(let points): return Self.path(attributes) { $0.add(points, isClosed: true) }
        case .lines(let lines):
          return Self.path(attributes) { path in for line in lines { path.add(line, isClosed: true) } }
        }
      }
      body += """
        <marker id="\(name)" markerUnits="userSpaceOnUse" overflow="visible">\(shapes.joined())</marker>

        """
    }
    var path = SVGPath(decimals: 1)
    path.add(points, isClosed: false, keepsRepetitions: true)
    // A single point is both the start and the end of its line. Browsers draw markers on a line of no length, but not on
    // a point to which they only move.
    let isSingle = points.count == 1
    let use = isSingle ? "marker-start=\"url(#\(name))\"" : "style=\"marker:url(#\(name))\""
    body += "<path fill=\"none\" \(use) d=\"\(path.text)\(isSingle ? "h0" : "")\"/>\n"
  }

  func clipped(to rect: Rect, _ draw: () -> Void) {
    finish()
    let name: String
    if let known = clips[rect] {
      name = known
    } else {
      name = identifier()
      clips[rect] = name
      body += "<clipPath id=\"\(name)\">" + Self.path("") { $0.add(rect) } + "</clipPath>\n"
    }
    let start = body.endIndex
    body += "<g clip-path=\"url(#\(name))\">\n"
    let inside = body.endIndex
    draw()
    finish()
    if body.endIndex == inside { body.removeSubrange(start...) } else { body += "</g>\n" }
  }

  // MARK: - Text and pictures

  func draw(_ text: PlacedText, halo: Bool) {
    guard !text.text.isEmpty else { return }
    finishPath()
    let group = TextGroup(style: text.style, hasHalo: halo)
    if group != textGroup {
      finishText()
      textGroup = group
      var attributes = "font-size=\"\(SVGNumber(text.style.size))\" "
      attributes += SVGText.paint("fill", text.style.colour)
      if text.style.isBold { attributes += " font-weight=\"bold\"" }
      if halo {
        attributes += " paint-order=\"stroke\" " + SVGText.paint("stroke", Palette.halo)
        attributes += " stroke-width=\"\(SVGNumber(FigureStyle.haloWidth))\""
      }
      body += "<g \(attributes)>\n"
    }
    let (x, y) = (SVGNumber(text.origin.x), SVGNumber(text.origin.y))
    let place = text.isRotated ? "transform=\"translate(\(x) \(y))rotate(-90)\"" : "x=\"\(x)\" y=\"\(y)\""
    // With its length given, text keeps its place where another font stands in.
    let length = SVGNumber(text.isRotated ? text.bounds.height : text.bounds.width)
    let fit = text.text.count > 1 ? " textLength=\"\(length)\"" : ""
    body += "<text \(place)\(fit)>\(SVGText.escaped(text.text))</text>\n"
  }

  func draw(_ picture: Picture, in rect: Rect) {
    finish()
    let pixels = picture.pixels.flatMap { pixel in
      [16, 8, 0].map { UInt8(truncatingIfNeeded: pixel >> $0) }
    }
    let image = Image(width: picture.columns, height: picture.rows, channels: 3, pixels: pixels)
    // Encoding fails for pictures that no page could hold; where one did, its place would stay white.
    guard let file = try? PNG.encode(image) else { return }
    let edges = picture.isSmooth ? "" : " style=\"image-rendering:pixelated\""
    body += """
      <image x="\(SVGNumber(rect.x))" y="\(SVGNumber(rect.y))" width="\(SVGNumber(rect.width))" \
      height="\(SVGNumber(rect.height))" preserveAspectRatio="none"\(edges) \
      href="data:image/png;base64,\(file.base64EncodedString())"/>

      """
  }

  // MARK: - Writing

  /// Adds to the path that is being written, or begins another one.
  private func add(_ attributes: String, mayJoin: Bool, _ change: (inout SVGPath) -> Void) {
    if !mayJoin || pending?.attributes != attributes { finishPath() }
    var path = pending?.path ?? SVGPath()
    pending = nil
    change(&path)
    pending = (path, attributes)
    if !mayJoin { finishPath() }
  }

  private func finish() {
    finishPath()
    finishText()
  }

  private func finishPath() {
    guard let (path, attributes) = pending else { return }
    pending = nil
    if !path.text.isEmpty { body += "<path \(attributes) d=\"\(path.text)\"/>\n" }
  }

  private func finishText() {
    if textGroup != nil { body += "</g>\n" }
    textGroup = nil
  }

  private func identifier() -> String {
    identifiers += 1
    return "\(Self.prefix)\(identifiers)"
  }

  private static func path(_ attributes: String, _ draw: (inout SVGPath) -> Void) -> String {
    var path = SVGPath()
    draw(&path)
    return "<path \(attributes.isEmpty ? "" : attributes + " ")d=\"\(path.text)\"/>"
  }

  private static func circle(_ centre: Point, _ radius: Double, _ attributes: String) -> String {
    let place =
      centre == Point(x: 0, y: 0) ? "" : "cx=\"\(SVGNumber(centre.x))\" cy=\"\(SVGNumber(centre.y))\" "
    return "<circle \(place)r=\"\(SVGNumber(radius))\" \(attributes)/>"
  }
}
