import Foundation

/// The comment that ties a number of the prose to what a run measures:
/// `8.1<!-- metric: train.digitScore within 0.4 -->`.
struct MetricComment {
  /// Why a comment, or what stands before it, is not understood.
  struct Problem: Error {
    let message: String
  }

  /// The number as the reader sees it: `98.5 %`.
  let printed: String
  let value: Double
  let name: String
  let step: String
  let tolerance: Double

  /// Of the text before a comment, this many characters decide: longer numbers are not for people.
  static let reach = 40

  /// Whether a comment is meant to be one of these.
  static func isMeant(by comment: String) -> Bool { comment.prefix(6).lowercased() == "metric" }

  /// - Parameters:
  ///   - comment: what stands between `<!--` and `-->`.
  ///   - text: the text before it in the same paragraph or cell, or the last ``reach`` characters of it.
  init(_ comment: String, after text: some StringProtocol) throws(Problem) {
    let form = /metric:\s*([a-z0-9-]+)\.([A-Za-z0-9_.-]+)\s+within\s+([0-9.]+(?:[eE][-+]?[0-9]+)?)\s*(%?)/
    guard comment.utf8.count <= 200, let match = comment.wholeMatch(of: form),
      let distance = Double(match.output.3), distance.isFinite
    else {
      throw Problem(
        message: "the comment <!-- \(comment.prefix(80)) --> is not understood. "
          + "Write <!-- metric: train.digitScore within 0.4 -->: a step, a metric and how far it may be away")
    }
    let number = /([-−+]?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)([ \u{A0}]?%)?\$?$/
    let tail = String(text.suffix(Self.reach))
    guard let printed = tail.firstMatch(of: number),
      let value = Double(printed.output.1.replacing("−", with: "-").replacing(",", with: "")), value.isFinite,
      printed.range.lowerBound > tail.startIndex || text.count < Self.reach
    else {
      throw Problem(
        message: "the comment <!-- \(comment) --> must follow a number directly: 8.1<!-- \(comment) -->; "
          + "found \"\(tail.suffix(20))\"")
    }
    let scale = printed.output.2 == nil ? 1.0 : 0.01
    self.printed = String(printed.output.1) + (printed.output.2.map(String.init) ?? "")
    self.value = value * scale
    (step, name) = (String(match.output.1), "\(match.output.1).\(match.output.2)")
    tolerance = match.output.4.isEmpty ? distance * scale : abs(value * scale) * distance / 100
  }
}

extension String {
  /// The text with more behind it, cut to what a ``MetricComment`` looks at.
  func metricContext(adding text: String) -> String { String((self + text).suffix(MetricComment.reach)) }
}
