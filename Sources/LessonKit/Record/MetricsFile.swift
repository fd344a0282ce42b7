import Foundation

/// `metrics.csv`: one row per logged iteration of every step, with the columns `step`, `loop` (the loop's
/// name, or its number within the step), `iteration` and then one for each name that was logged.
///
/// A cell is empty where a row has no such value. The rows of a step are replaced when it runs again.
package struct MetricsFile: Equatable {
  package struct Row: Equatable {
    package var step, loop: String
    package var iteration: Int
    package var values: [String: String]
  }

  static let fixedColumns = ["step", "loop", "iteration"]
  package private(set) var names: [String] = []
  package private(set) var rows: [Row] = []

  init() {}

  /// Drops the rows of all steps that `keep` does not name.
  mutating func keep(steps keep: Set<String>) {
    rows.removeAll { !keep.contains($0.step) }
    dropUnusedNames()
  }

  /// Replaces the rows of one loop of one step. Steps stay in the order in which they were first written.
  mutating func replace(step: String, loop: String, with history: History) {
    let place = rows.firstIndex { $0.step == step && $0.loop == loop }
    rows.removeAll { $0.step == step && $0.loop == loop }
    for name in history.names where !names.contains(name) { names.append(name) }
    let new = history.rows.map { row in
      Row(step: step, loop: loop, iteration: row.iteration, values: row.values.mapValues(Self.text))
    }
    rows.insert(contentsOf: new, at: place ?? rows.count)
    dropUnusedNames()
  }

  /// Reorders these loops of one step, with their columns, starting where the first of them stands.
  mutating func arrange(step: String, _ loops: [(loop: String, history: History)]) {
    let labels = Set(loops.map(\.loop))
    guard let place = rows.firstIndex(where: { $0.step == step && labels.contains($0.loop) }) else { return }
    let later = rows[place...].filter { $0.step != step || !labels.contains($0.loop) }
    let laterNames = names.filter { name in later.contains { $0.values[name] != nil } }
    rows.removeSubrange(place...)
    dropUnusedNames()
    for (loop, history) in loops { replace(step: step, loop: loop, with: history) }
    for name in laterNames where !names.contains(name) { names.append(name) }
    rows += later
  }

  private mutating func dropUnusedNames() {
    var used: Set<String> = []
    for row in rows { used.formUnion(row.values.keys) }
    names.removeAll { !used.contains($0) }
  }

  /// The shortest decimal that gives the value back; that of a `Float` if the value was one.
  static func text(_ value: Double) -> String {
    let float = Float(value)
    return Double(float) == value ? "\(float)" : "\(value)"
  }

  // MARK: - The file

  /// The table in `file`; an empty one if there is no such file or it is not one of ours.
  package init(reading file: URL) {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return }
    var lines = text.split(separator: "\n").map { CSV.fields(of: $0) }
    guard let header = lines.first, Array(header.prefix(3)) == Self.fixedColumns else { return }
    lines.removeFirst()
    names = Array(header.dropFirst(3))
    for fields in lines where fields.count == header.count {
      guard let iteration = Int(fields[2]) else { continue }
      let values = zip(names, fields.dropFirst(3)).filter { !$1.isEmpty }
      rows.append(
        Row(
          step: fields[0], loop: fields[1], iteration: iteration,
          values: Dictionary(uniqueKeysWithValues: values.map { ($0, $1) })))
    }
  }

  func encoded() -> Data {
    var text = CSV.line(Self.fixedColumns + names)
    for row in rows {
      text += CSV.line([row.step, row.loop, "\(row.iteration)"] + names.map { row.values[$0] ?? "" })
    }
    return Data(text.utf8)
  }
}

/// Comma-separated values (RFC 4180, lines ended by a line feed; no line feeds within a field).
enum CSV {
  static func line(_ fields: [String]) -> String {
    fields.map { field in
      field.contains { $0 == "," || $0 == "\"" }
        ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }.joined(separator: ",") + "\n"
  }

  static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var quoted = false
    for character in line {
      switch character {
      case "\"":
        // A doubled quote within quotes is one quote: leaving and entering again puts it back.
        if !quoted, let last = fields.last, !last.isEmpty { fields[fields.count - 1].append("\"") }
        quoted.toggle()
      case "," where !quoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
