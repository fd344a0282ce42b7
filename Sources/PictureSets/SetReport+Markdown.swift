import Foundation

extension SetReport {
  /// The report as text.
  /// - Parameter limit: how many names a list shows at most; nil shows all, the picture, and the command to type next.
  public func markdown(names limit: Int? = nil) -> String {
    var blocks = ["# \(Self.code(name))", summary]
    if limit == nil {
      let file = sheetFile.split(separator: "/").last.map(String.init) ?? sheetFile
      let address = file.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-", ".", "_"]))
      blocks.append("![Some of the pictures](\(address ?? file))")
    }
    blocks += [
      list(
        small, Self.count(small.count, "picture") + " with a side below \(wantedSide ?? 0) pixels.", limit),
      list(
        unequalSizes,
        "\(Self.count(unequalSizes.count, "pair")) whose pictures differ in size: both were scaled, and may no longer "
          + "fit each other.", limit),
      list(
        duplicates.map(Self.equals),
        keepsDuplicates
          ? "Equal pixel by pixel; all were kept." : "Equal pixel by pixel; only the first of each was kept.",
        limit),
      list(lookAlikes.map(Self.equals), "Look alike, and were kept.", limit),
      list(
        movedToTraining,
        "Moved to the training pictures, because they look like one of them: a test on them would tell nothing new.",
        limit),
      isMixed ? "All pictures look alike, so those for testing look like those for training." : nil,
      list(
        withoutPartner, "\(Self.count(withoutPartner.count, "picture")) without a partner, left out.", limit),
      list(unusable, "\(Self.count(unusable.count, "file")) that cannot be used, left out.", limit),
    ].compactMap { $0 }
    blocks += advice
    if limit == nil, let next { blocks.append("Next:\n\n```sh\n\(next)\n```") }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var summary: String {
    var lines = parts.map {
      "- \(Self.code($0.folder)): \(Self.count($0.count, "picture"))"
        + ($0.isTest ? " for testing" : parts.contains(where: \.isTest) ? " for training" : "")
    }
    if let smallest = pictures.smallest, let median = pictures.median, let largest = pictures.largest {
      lines.append(
        "- sizes in pixels: smallest \(smallest.width) x \(smallest.height), median \(median.width) x \(median.height), "
          + "largest \(largest.width) x \(largest.height)")
    }
    lines.append(
      "- \(pictures.grey) grey, \(pictures.count - pictures.grey) in colour; \(pictures.withAlpha) with transparency"
    )
    return lines.joined(separator: "\n")
  }

  private func list(_ items: [String], _ title: String, _ limit: Int?) -> String? {
    guard !items.isEmpty else { return nil }
    let shown = limit.map { min($0, items.count) } ?? items.count
    var lines = items.prefix(shown).map { "- " + Self.code($0) }
    if shown < items.count { lines.append("- and \(items.count - shown) more") }
    return title + "\n\n" + lines.joined(separator: "\n")
  }

  private static func equals(_ group: [String]) -> String { group.joined(separator: " = ") }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A name as it is, whatever characters it has; those that would break the line are written as Swift writes them.
  private static func code(_ text: String) -> String {
    let line = text.map { $0.isNewline ? "\\n" : String($0) }.joined()
    let ticks = line.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: ticks + 1)
    return ticks == 0 ? fence + line + fence : "\(fence) \(line) \(fence)"
  }
}
