/// Text broken into lines that fit a width.
struct TextBlock: Hashable, Sendable {
  let lines: [String]
  let style: TextStyle
  /// The width of the longest line.
  let width: Double
  let height: Double

  static let lineSpacing = 1.12
}

extension Typesetter {
  /// Breaks `text` between words, or within a word that is too long by itself. Line breaks in the text are kept.
  func block(_ text: String, _ style: TextStyle, maxWidth: Double) -> TextBlock {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        let longer = line.isEmpty ? String(word) : line + " " + word
        if width(longer, style) <= maxWidth {
          line = longer
          continue
        }
        if !line.isEmpty { lines.append(line) }
        var pieces = self.pieces(of: word, style, maxWidth: maxWidth)
        line = pieces.removeLast()
        lines += pieces
      }
      lines.append(line)
    }
    if text.isEmpty { lines = [] }
    let lineHeight = lineMetrics(style).height
    let height = lines.isEmpty ? 0 : lineHeight * (1 + Double(lines.count - 1) * TextBlock.lineSpacing)
    return TextBlock(
      lines: lines, style: style, width: lines.map { width($0, style) }.max() ?? 0, height: height)
  }

  /// Like ``block(_:_:maxWidth:)``, but with lines of about equal length instead of a last word by itself.
  func balancedBlock(_ text: String, _ style: TextStyle, maxWidth: Double) -> TextBlock {
    var best = block(text, style, maxWidth: maxWidth)
    guard best.lines.count > 1 else { return best }
    // Narrower than the longest word, lines would be broken within it.
    let longestWord = text.split { $0 == " " || $0 == "\n" }.map { width(String($0), style) }.max() ?? 0
    var (narrow, wide) = (min(max(best.width / 2, longestWord), best.width), best.width)
    for _ in 0..<8 {
      let middle = (narrow + wide) / 2
      let candidate = block(text, style, maxWidth: middle)
      if candidate.lines.count == best.lines.count {
        (best, wide) = (candidate, middle)
      } else {
        narrow = middle
      }
    }
    return best
  }

  private func pieces(of word: Substring, _ style: TextStyle, maxWidth: Double) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in word {
      if !piece.isEmpty && width(piece + String(character), style) > maxWidth {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return pieces + [piece]
  }
}

/// One line of text and its position on the page.
struct PlacedText: Hashable, Sendable {
  enum Role: Hashable, Sendable {
    case title, subtitle, caption, axisLabel, tick, legend, reference, bar, note, label
  }

  var text: String
  var style: TextStyle
  /// Where the baseline begins.
  var origin: Point
  /// Whether the text reads from bottom to top.
  var isRotated = false
  /// The rectangle that the line takes up, ascent and descent included.
  var bounds: Rect
  var role: Role
}

enum HorizontalAnchor { case left, centre, right }
enum VerticalAnchor { case top, middle, bottom }

extension Typesetter {
  /// One line, placed by the given corner or middle of its rectangle.
  func place(
    _ text: String, _ style: TextStyle, at point: Point, _ horizontal: HorizontalAnchor,
    _ vertical: VerticalAnchor,
    role: PlacedText.Role
  ) -> PlacedText {
    let (ascent, height) = lineMetrics(style)
    let width = self.width(text, style)
    let x =
      switch horizontal {
      case .left: point.x
      case .centre: point.x - width / 2
      case .right: point.x - width
      }
    let y =
      switch vertical {
      case .top: point.y
      case .middle: point.y - height / 2
      case .bottom: point.y - height
      }
    return PlacedText(
      text: text, style: style, origin: Point(x: x, y: y + ascent),
      bounds: Rect(x: x, y: y, width: width, height: height), role: role)
  }

  /// The lines of a block, one below another.
  func place(
    _ block: TextBlock, at point: Point, _ horizontal: HorizontalAnchor, _ vertical: VerticalAnchor,
    role: PlacedText.Role
  ) -> [PlacedText] {
    let step = lineMetrics(block.style).height * TextBlock.lineSpacing
    let top =
      switch vertical {
      case .top: point.y
      case .middle: point.y - block.height / 2
      case .bottom: point.y - block.height
      }
    return block.lines.enumerated().map { index, line in
      place(
        line, block.style, at: Point(x: point.x, y: top + Double(index) * step), horizontal, .top, role: role)
    }
  }

  /// The lines of a block that reads from bottom to top, side by side from `left`, centred on `middle`.
  func placeRotated(_ block: TextBlock, left: Double, middle: Double, role: PlacedText.Role) -> [PlacedText] {
    let (ascent, height) = lineMetrics(block.style)
    return block.lines.enumerated().map { index, line in
      let width = self.width(line, block.style)
      let x = left + Double(index) * height * TextBlock.lineSpacing
      return PlacedText(
        text: line, style: block.style, origin: Point(x: x + ascent, y: middle + width / 2), isRotated: true,
        bounds: Rect(x: x, y: middle - width / 2, width: height, height: width), role: role)
    }
  }
}
