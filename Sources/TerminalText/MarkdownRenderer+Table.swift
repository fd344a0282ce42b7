import Markup

// GitHub's tables: columns as wide as they need, or narrowed and wrapped until the table fits.
extension MarkdownRenderer {
  func table(_ block: MarkdownNode, _ alignments: [MarkdownNode.Alignment], width: Int) -> [StyledText] {
    let rows = block.children.enumerated().map { index, row in
      row.children.map { inline($0.children, index == 0 ? .bold : .plain) }
    }
    return table(rows, alignments, width: width)
  }

  /// A table given as data, the first row its header, as a lesson prints its results.
  public func render(table header: [String], _ rows: [[String]]) -> String {
    let cells =
      [header.map { StyledText(terminal.shown($0), .bold) }]
      + rows.map { $0.map { StyledText(terminal.shown($0)) } }
    let alignments = header.indices.map { column in
      // Numbers line up at their ends.
      let isNumeric = rows.allSatisfy { row in
        column >= row.count || row[column].isEmpty || Self.isNumber(row[column])
      }
      return isNumeric && !rows.isEmpty ? MarkdownNode.Alignment.trailing : .leading
    }
    return finished(table(cells, alignments, width: terminal.width))
  }

  private func table(
    _ rows: [[StyledText]], _ alignments: [MarkdownNode.Alignment], width: Int
  ) -> [StyledText] {
    let columns = alignments.count
    guard columns > 0, let header = rows.first else { return [] }
    let available = width - Self.separatorWidth * (columns - 1)
    guard available >= columns * Self.minimumColumnWidth else {
      return records(rows.dropFirst(), header: header, width: width)
    }
    guard let widths = Self.columnWidths(rows, columns: columns, available: available) else {
      return records(rows.dropFirst(), header: header, width: width)
    }
    var lines: [StyledText] = []
    // Wrapped rows need a gap to be told apart.
    let cells = rows.map { row in
      (0..<columns).map { column in
        column < row.count ? row[column].wrapped(to: widths[column]) : [StyledText()]
      }
    }
    let hasWrappedRow = cells.dropFirst().contains { row in row.contains { $0.count > 1 } }
    for (index, row) in cells.enumerated() {
      if index > 1, hasWrappedRow { lines.append(Self.rule("─", "┼", widths)) }
      for lineIndex in 0..<(row.map(\.count).max() ?? 0) {
        var line = StyledText()
        for column in 0..<columns {
          if column > 0 { line.append(" │ ", .dim) }
          let cell = lineIndex < row[column].count ? row[column][lineIndex] : StyledText()
          line.append(cell.padded(to: widths[column], alignments[column]))
        }
        lines.append(line)
      }
      if index == 0 { lines.append(Self.rule(hasWrappedRow ? "═" : "─", hasWrappedRow ? "╪" : "┼", widths)) }
    }
    return lines
  }

  /// Too many or too long words for the width: each row is printed as a list of its cells.
  private func records(
    _ rows: some Sequence<[StyledText]>, header: [StyledText], width: Int
  ) -> [StyledText] {
    var lines: [StyledText] = []
    for row in rows {
      if !lines.isEmpty { lines.append(StyledText()) }
      for (name, cell) in zip(header, row) {
        var text = name
        text.append(": ")
        text.append(cell)
        lines += text.wrapped(to: width)
      }
    }
    return lines
  }

  /// Each column's natural width where all fit. Otherwise columns give way one character at a time, the one first
  /// whose cells need the fewest additional lines for it; words stay whole, paths and names in code as long as that is
  /// possible. `nil` if words would have to be cut.
  private static func columnWidths(_ rows: [[StyledText]], columns: Int, available: Int) -> [Int]? {
    func cells(_ column: Int) -> [StyledText] { rows.compactMap { column < $0.count ? $0[column] : nil } }
    func lineCount(_ column: Int, _ width: Int) -> Int {
      cells(column).reduce(0) { $0 + $1.wrapped(to: width).count }
    }
    // No column gets more than there is: what is wider gives way down to there in any case, and one character at a time
    // a cell of a whole page would take minutes.
    var widths = (0..<columns).map { min(max(cells($0).map(\.naturalWidth).max() ?? 0, 1), available) }
    func floors(_ longest: (StyledText) -> Int) -> [Int] {
      (0..<columns).map { max(cells($0).map(longest).max() ?? 0, minimumColumnWidth) }
    }
    let pieces = floors(\.longestPieceWidth)
    guard pieces.reduce(0, +) <= available else { return nil }
    let words = floors(\.longestWordWidth)
    // What the next character costs each column, in lines.
    var costs = (0..<columns).map { lineCount($0, widths[$0] - 1) - lineCount($0, widths[$0]) }
    for _ in 0..<max(widths.reduce(0, +) - available, 0) {
      func cheapest(_ floors: [Int]) -> Int? {
        widths.indices.filter { widths[$0] > floors[$0] }
          .min { (costs[$0], -widths[$0]) < (costs[$1], -widths[$1]) }
      }
      guard let narrowed = cheapest(words) ?? cheapest(pieces) else { break }
      widths[narrowed] -= 1
      costs[narrowed] = lineCount(narrowed, widths[narrowed] - 1) - lineCount(narrowed, widths[narrowed])
    }
    return widths
  }

  private static func rule(_ line: String, _ crossing: String, _ widths: [Int]) -> StyledText {
    StyledText(
      widths.map { String(repeating: line, count: $0) }
        .joined(separator: "\(line)\(crossing)\(line)"), .dim)
  }

  private static func isNumber(_ text: String) -> Bool {
    text.wholeMatch(of: /[-−+]?[0-9][0-9,]*(\.[0-9]+)?(e[-+]?[0-9]+)?( ?%)?( [a-zA-Z]+)?/) != nil
  }

  private static let separatorWidth = 3
  private static let minimumColumnWidth = 3
}
