/// "Did you mean": the candidates that a mistyped name probably stands for.
public enum NearMiss {
  /// Up to three candidates within a third of their length in edits, or beginning with what was typed; closest
  /// first.
  public static func suggestions(for name: String, among candidates: some Sequence<String>) -> [String] {
    let typed = name.lowercased()
    return candidates.map { candidate in
      let isPrefix = typed.count >= 2 && candidate.lowercased().hasPrefix(typed)
      return (candidate, distance: isPrefix ? 0 : editDistance(typed, candidate.lowercased()))
    }
    .filter { $0.distance <= max(1, $0.0.count / 3) && $0.distance < $0.0.count }
    .sorted { ($0.distance, $0.0) < ($1.distance, $1.0) }
    .prefix(3).map(\.0)
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
