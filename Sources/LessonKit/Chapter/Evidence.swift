/// What a run measures if a prediction is right: comparisons of metrics with each other or with numbers, all of which
/// have to hold.
///
/// `train.score > 5 and train.score > 2 * untrained.score`
public struct Evidence: Sendable, Equatable, CustomStringConvertible {
  /// A number, a metric, or a multiple of one.
  struct Term: Sendable, Equatable, CustomStringConvertible {
    var factor: Double
    /// `step.name`; nil for a number.
    var metric: String?

    var description: String {
      guard let metric else { return Wording.number(factor) }
      return factor == 1 ? metric : "\(Wording.number(factor)) * \(metric)"
    }

    func value(in metrics: [String: Double]) -> Double? {
      guard let metric else { return factor }
      return metrics[metric].map { factor * $0 }
    }
  }

  enum Relation: String, Sendable, CaseIterable {
    case less = "<"
    case greater = ">"
    case atMost = "<="
    case atLeast = ">="

    func holds(_ a: Double, _ b: Double) -> Bool {
      switch self {
      case .less: a < b
      case .greater: a > b
      case .atMost: a <= b
      case .atLeast: a >= b
      }
    }
  }

  struct Comparison: Sendable, Equatable, CustomStringConvertible {
    var left: Term
    var relation: Relation
    var right: Term

    var description: String { "\(left) \(relation.rawValue) \(right)" }

    /// nil where a metric is missing; a number that is not finite confirms nothing.
    func holds(in metrics: [String: Double]) -> Bool? {
      guard let a = left.value(in: metrics), let b = right.value(in: metrics) else { return nil }
      return relation.holds(a, b)
    }
  }

  let comparisons: [Comparison]

  public var description: String { comparisons.map(\.description).joined(separator: " and ") }

  /// The metrics that are compared, as `step.name`.
  public var metrics: [String] {
    comparisons.flatMap { [$0.left.metric, $0.right.metric] }.compactMap { $0 }.uniqued()
  }

  /// Whether all comparisons hold; nil where a metric is missing.
  public func holds(in metrics: [String: Double]) -> Bool? {
    let results = comparisons.map { $0.holds(in: metrics) }
    return results.contains(nil) ? nil : !results.contains(false)
  }

  /// The comparisons that do not hold, with what was measured: `train.score > 5 (measured: 4.2)`.
  func contradictions(in metrics: [String: Double]) -> [String] {
    comparisons.filter { $0.holds(in: metrics) == false }.map { comparison in
      let measured = [comparison.left.metric, comparison.right.metric].compactMap { $0 }.map {
        Wording.number(metrics[$0] ?? .nan)
      }
      return "\(comparison) (measured: \(Wording.list(measured)))"
    }
  }

  /// Reads comparisons.
  /// - Returns: nil for anything else.
  init?(_ text: some StringProtocol) {
    let words = String(text).split(whereSeparator: \.isWhitespace).map(String.init)
    var parts: [ArraySlice<String>] = [[]]
    for word in words {
      if word == "and" { parts.append([]) } else { parts[parts.count - 1].append(word) }
    }
    let comparisons = parts.compactMap { part -> Comparison? in
      guard let place = part.firstIndex(where: { Relation(rawValue: $0) != nil }),
        let left = Term(part[..<place]), let right = Term(part[(place + 1)...]),
        left.metric != nil || right.metric != nil
      else { return nil }
      return Comparison(left: left, relation: Relation(rawValue: part[place])!, right: right)
    }
    guard comparisons.count == parts.count else { return nil }
    self.comparisons = comparisons
  }
}

extension Evidence.Term {
  /// `0.5`, `train.score` or `0.5 * train.score`.
  fileprivate init?(_ words: ArraySlice<String>) {
    func number(_ word: String) -> Double? { Double(word).flatMap { $0.isFinite ? $0 : nil } }
    switch words.count {
    case 1:
      let word = words[words.startIndex]
      if let number = number(word) {
        self.init(factor: number, metric: nil)
      } else if word.isMetricName {
        self.init(factor: 1, metric: word)
      } else {
        return nil
      }
    case 3:
      let start = words.startIndex
      guard let factor = number(words[start]), words[start + 1] == "*", words[start + 2].isMetricName else {
        return nil
      }
      self.init(factor: factor, metric: words[start + 2])
    default: return nil
    }
  }
}

extension String {
  /// Whether this is a step and a metric of it: `train.digitScore`.
  var isMetricName: Bool {
    guard let dot = firstIndex(of: "."), String(self[..<dot]).isSlug else { return false }
    let name = self[index(after: dot)...]
    return !name.isEmpty
      && name.utf8.allSatisfy { "_.-".utf8.contains($0) || Character(UnicodeScalar($0)).isLetterOrDigit }
  }
}

extension Character {
  fileprivate var isLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
