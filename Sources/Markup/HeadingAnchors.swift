/// The ids of a page's headings, by GitHub's rule: lower case, hyphens for spaces, and of the other characters letters,
/// digits, hyphens and underscores. What was there before gets a number.
package struct HeadingAnchors: Sendable {
  private let prefix: String
  private var timesUsed: [String: Int] = [:]

  /// - Parameter prefix: before each id, so that several texts find room on one page.
  package init(prefix: String = "") { self.prefix = prefix }

  /// The id of the next heading.
  package mutating func anchor(of title: String) -> String {
    let plain = title.lowercased().compactMap { character -> Character? in
      if character == " " { return "-" }
      return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
    }
    let base = prefix + plain
    let count = timesUsed[base, default: 0]
    timesUsed[base] = count + 1
    return count == 0 ? base : "\(base)-\(count)"
  }
}
