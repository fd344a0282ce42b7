/// "Did you mean": the candidates that a mistyped name probably stands for.
public enum NearMiss {
  /// Up to three candidates within a third of their length in edits, or that what was typed abbreviates: their
  /// beginning, their initials (`lr` for `learningRate`) or one of their words; closest first.
  public static func suggestions(for name: String, among candidates: some Sequence<String>) -> [String] {
    let typed = name.lowercased()
    return candidates.map { candidate in
      let isShort = abbreviates(typed, candidate)
      return (candidate, distance: isShort ? 0 : editDistance(typed, candidate.lowercased()))
    }
    .filter { $0.distance <= max(1, $0.0.count / 3) && $0.distance < $0.0.count }
    .sorted { ($0.distance, $0.0) < ($1.distance, $1.0) }
    .prefix(3).map(\.0)
  }

  private static func abbreviates(_ typed: String, _ candidate: String) -> Bool {
    guard typed.count >= 2 else { return false }
    let words = words(of: candidate)
    return candidate.lowercased().hasPrefix(typed) || String(words.compactMap(\.first)) == typed
      || (typed.count >= 4 && words.contains(typed))
  }

  /// `learningRate` is made of `learning` and `rate`.
  private static func words(of name: String) -> [String] {
    var words = [""]
    for character in name {
      if character.isUppercase || character == "-" || character == "_" { words.append("") }
      if character != "-", character != "_" { words[words.count - 1] += character.lowercased() }
    }
    return words.filter { !$0.isEmpty }
  }

  /// ` Did you mean "a" or "b"?`, or nothing where nothing is near.
  public static func question(for name: String, among candidates: some Sequence<String>) -> String {
    let near = suggestions(for: name, among: candidates).map { "\"\($0)\"" }
    return near.isEmpty ? "" : " Did you mean \(near.joined(separator: " or "))?"
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other
  /// (optimal string alignment).
  public static func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + Array(repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
