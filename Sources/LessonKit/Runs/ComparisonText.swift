/// A comparison of two runs as Markdown, for terminal and page.
public struct ComparisonText {
  private let comparison: RunComparison
  private let showsEqual: Bool

  /// - Parameter showsEqual: whether metrics that are equal in both runs are listed, too.
  public init(_ comparison: RunComparison, showsEqual: Bool) {
    (self.comparison, self.showsEqual) = (comparison, showsEqual)
  }

  /// What differs in settings, and in code and machine.
  public var differences: String {
    differences(
      comparison.settings, "settings", none: "Budget, seed, data, settings and starting weights are the same."
    )
      + "\n\n"
      + differences(
        comparison.circumstances, "code and machine", none: "Code, threads and engine are the same.")
  }

  private func differences(_ rows: [RunComparison.Difference], _ title: String, none: String) -> String {
    guard !rows.isEmpty else { return none }
    return table([title, comparison.first, comparison.second], rows.map { [$0.name, $0.first, $0.second] })
  }

  /// The metrics of both runs, and their difference.
  public var metrics: String {
    let all = comparison.metrics
    let shown = all.filter { showsEqual || $0.first != $0.second }
    let equal = all.count - shown.count
    let rest: String
    switch equal {
    case 0: rest = ""
    case all.count: rest = "All \(equal) metrics are equal."
    default:
      rest = "\(equal) of \(all.count) metrics \(equal == 1 ? "is" : "are") equal in both; --all shows them."
    }
    guard !shown.isEmpty else { return rest.isEmpty ? "Neither run has measured anything." : rest }
    let rows = shown.map { metric in
      [metric.name, Self.text(metric.first), Self.text(metric.second), Self.change(metric)]
    }
    return table(["metric", comparison.first, comparison.second, "difference"], rows, numbers: true)
      + (rest.isEmpty ? "" : "\n\n" + rest)
  }

  private static func text(_ value: Double?) -> String { value.map(Wording.number) ?? "" }

  private static func change(_ metric: RunComparison.Metric) -> String {
    guard let change = metric.difference else { return "" }
    return (change > 0 ? "+" : "") + Wording.number(change)
  }

  private func table(_ header: [String], _ rows: [[String]], numbers: Bool = false) -> String {
    let alignments = header.indices.map { $0 > 0 && numbers ? "---:" : "---" }
    return ([header, alignments] + rows).map { cells in
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }
}
