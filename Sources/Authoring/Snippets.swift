import Foundation
import LessonKit

/// The slices of a source file that chapters show: what stands between `// snippet.NAME` and `// snippet.end`.
struct Snippets {
  /// Why a slice cannot be shown; `line` is in the source file, or nil where the slice is not there at all.
  struct Problem: Error, Equatable {
    let kind: ChapterError.Kind
    let line: Int?
    let message: String
  }

  private let lines: [String]
  /// The index of the marker line of each slice.
  private let starts: [String: [Int]]

  init(_ source: String) {
    lines = ChapterSource(source).text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    var starts: [String: [Int]] = [:]
    for (index, line) in lines.enumerated() {
      if let name = Self.marker(line), name != "end" { starts[name, default: []].append(index) }
    }
    self.starts = starts
  }

  var names: [String] { starts.keys.sorted() }

  /// The lines of a slice without their common indentation.
  func lines(of name: String) throws(Problem) -> [String] {
    guard let places = starts[name], let start = places.first else {
      let near = NearMiss.question(for: name, among: names)
      let list = names.isEmpty ? "It has none" : "It has \(names.joined(separator: ", "))"
      throw Problem(
        kind: .snippetMissing, line: nil, message: "has no \"// snippet.\(name)\".\(near) \(list)")
    }
    if places.count > 1 {
      throw Problem(
        kind: .snippetMalformed, line: places[1] + 1,
        message: "\"// snippet.\(name)\" stands there already, on line \(start + 1). Rename one")
    }
    let rest = lines[(start + 1)...]
    guard let end = rest.firstIndex(where: { Self.marker($0) != nil }), Self.marker(lines[end]) == "end"
    else {
      throw Problem(
        kind: .snippetMalformed, line: start + 1,
        message: "\"// snippet.\(name)\" is not closed: \"// snippet.end\" must come before the next snippet")
    }
    var body = Array(lines[(start + 1)..<end])
    while body.first?.isBlank == true { body.removeFirst() }
    while body.last?.isBlank == true { body.removeLast() }
    guard !body.isEmpty else {
      throw Problem(
        kind: .snippetMalformed, line: start + 1, message: "\"// snippet.\(name)\" holds no code")
    }
    let indent = body.filter { !$0.isBlank }.map { $0.prefix { $0 == " " || $0 == "\t" }.count }.min() ?? 0
    return body.map { $0.isBlank ? "" : String($0.dropFirst(indent)) }
  }

  /// The name in a marker line; nil for other lines.
  private static func marker(_ line: String) -> String? {
    guard line.contains("snippet.") else { return nil }
    return line.wholeMatch(of: /\s*\/\/\s*snippet\.([A-Za-z0-9_-]+)\s*/).map { String($0.output.1) }
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
