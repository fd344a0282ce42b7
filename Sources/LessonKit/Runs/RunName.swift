/// How runs are called: what `--name` says, or a name that is made from the settings.
public enum RunName {
  /// The run in the chapter's own folder.
  public static let latest = "latest"
  /// The run that the text describes, whose record is part of the book.
  public static let book = "book"

  /// - Throws: `UsageError` if a run cannot be called so: the name is also that of a folder, and is typed in commands.
  public static func check(_ name: String) throws {
    guard ![latest, book].contains(name.lowercased()) else {
      throw UsageError(
        "No run can be called \"\(name)\": the name has a meaning already. Choose another one.")
    }
    guard name.count <= longest, let first = name.first, first.isLetterOrDigit, name.allSatisfy(isLegal)
    else {
      throw UsageError(
        """
        No run can be called "\(name)": a name begins with a letter or digit and has at most \(longest) characters, \
        which are letters from A to Z, digits, and the marks - _ . + =
        """)
    }
  }

  private static let longest = 60

  private static func isLegal(_ character: Character) -> Bool {
    character.isLetterOrDigit || "-_.+=".contains(character)
  }

  /// What sets a run apart: `quick-seed2-batchSize16`; `standard` for a plain one.
  static func automatic(for record: RunRecord, declared: [any AnySetting]) -> String {
    var parts: [String] = []
    if record.budget != .standard { parts.append(record.budget.rawValue) }
    if record.seed != 1 { parts.append("seed\(record.seed)") }
    for (name, value) in record.unusualSettings(declared) {
      switch value {
      case .integer, .number: parts.append("\(name)\(value)")
      case .bool, .text: parts.append("\(name)-\(value)")
      }
    }
    if let weights = record.weights { parts.append("weights-\(WeightsRecord.short(weights.contentHash))") }
    if !record.parts.isEmpty { parts.append("mixed") }
    let name = parts.isEmpty ? record.budget.rawValue : parts.joined(separator: "-")
    return String(name.map { isLegal($0) ? $0 : "-" }.prefix(longest))
  }

  /// `name`, or with a number behind it the first that is free.
  static func unique(_ name: String, isTaken: (String) -> Bool) -> String {
    guard isTaken(name) else { return name }
    var number = 2
    while isTaken("\(name)-\(number)") { number += 1 }
    return "\(name)-\(number)"
  }
}

extension Character {
  fileprivate var isLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
