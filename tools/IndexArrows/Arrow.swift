/// Leads from a target to another that it uses, or from a folder to another folder of the same target.
struct Arrow: Hashable, Comparable {
  let from: String
  let to: String

  var text: String { "\(from) -> \(to)" }

  static func < (a: Arrow, b: Arrow) -> Bool { (a.from, a.to) < (b.from, b.to) }
}

/// One of the uses behind an arrow.
struct Use: Hashable, Comparable {
  let file: String
  let line: Int
  let symbol: String
  /// The file that declares the symbol, or the target that is imported.
  let source: String

  var text: String { "\(file):\(line): \(symbol), of \(source)" }

  static func < (a: Use, b: Use) -> Bool {
    (a.file, a.line, a.symbol, a.source) < (b.file, b.line, b.symbol, b.source)
  }
}
