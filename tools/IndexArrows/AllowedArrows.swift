import Foundation

/// The list in `docs/architecture.md`: a fence ```` ```arrows ````, in which every line is one of
/// ```
/// Judges -> Datasets, GANKit     each on the left may use each on the right: targets, or folders of one target
/// Lessons/* -> GANKit            the same for every target in Sources/Lessons
/// core: GANKit/Autograd, ...     a circle of folders that is intended
/// mend: ...                      a circle that should still be removed
/// ```
struct AllowedArrows {
  private(set) var arrows: Set<Arrow> = []
  private(set) var circles: Set<[String]> = []
  let file: String

  init(file: String) throws {
    guard let page = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw Failure("\(file): needs a page with the list of arrows, found none")
    }
    guard let fence = page.firstMatch(of: /(?m)^```arrows\n((?:.*\n)*?)```$/) else {
      throw Failure("\(file): needs a fence ```arrows with the list of arrows, found none")
    }
    self.file = file
    for line in fence.1.split(separator: "\n") where !line.hasPrefix("#") { try read(String(line)) }
  }

  private mutating func read(_ line: String) throws {
    if let match = line.wholeMatch(of: /(.+) -> (.+)/) {
      for from in names(match.1) { for to in names(match.2) { arrows.insert(Arrow(from: from, to: to)) } }
    } else if let match = line.wholeMatch(of: /(core|mend): (.+)/) {
      circles.insert(names(match.2).sorted())
    } else {
      throw Failure("\(file): needs lines such as 'Judges -> Datasets, GANKit', found '\(line)'")
    }
  }

  private func names(_ list: Substring) -> [String] { list.split(separator: ", ").map(String.init) }

  /// The problems, a paragraph for each; empty if the arrows are those on the list.
  func offences(of uses: Uses) -> [String] {
    let found = uses.arrows
    let circlesFound = uses.folderGraphs.flatMap { $0.graph.circles }
    let foundInGroups = uses.groupedTargets.union(found.keys)
    return found.keys.filter { !isListed($0, uses) }.sorted().map { arrow in
      "\(arrow.text): not on the list\n" + examples(found[arrow]!, arrow)
    }
      + arrows.filter { !foundInGroups.contains($0) }.sorted().map { arrow in
        "\(arrow.text): on the list, but nothing of the kind is left; take it off"
      }
      + circlesFound.filter { !circles.contains($0) }.map { circle in
        let inside = uses.folders.filter { circle.contains($0.key.from) && circle.contains($0.key.to) }
        return "a circle of \(circle.joined(separator: ", ")), in which each uses the others\n"
          // The arrow with the fewest uses comes first: there the circle is easiest to cut.
          + inside.sorted { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
          .map { "  \($0.key.text), \($0.value.count) times\n" + examples($0.value, $0.key, limit: 1) }
          .joined(separator: "\n")
      }
      + circles.filter { !circlesFound.contains($0) }.sorted { $0.joined() < $1.joined() }.map { circle in
        "\(circle.joined(separator: ", ")): on the list as a circle, but it is none; take it off"
      }
  }

  private func isListed(_ arrow: Arrow, _ uses: Uses) -> Bool {
    let group = uses.grouped(arrow)
    return [arrow, group, Arrow(from: group.from, to: arrow.to), Arrow(from: arrow.from, to: group.to)]
      .contains(where: arrows.contains)
  }

  private func examples(_ uses: [Use], _ arrow: Arrow, limit: Int = 5) -> String {
    let lines = uses.prefix(limit).map { "  \($0.text)" }
    let rest = uses.count - lines.count
    let more = rest > 0 ? ["  and \(rest) more: tools/arrows --why \(arrow.from) \(arrow.to)"] : []
    return (lines + more).joined(separator: "\n")
  }
}
