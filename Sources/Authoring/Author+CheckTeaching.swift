import Foundation
import LessonKit

extension Author {
  /// What is wrong with a chapter's teacher's page: a part that is missing, a plan whose minutes do not add up, a question
  /// or a choice that the chapter does not have. A chapter without predictions is still being written and needs none.
  func teachingFindings(_ chapter: Chapter) -> [Finding] {
    if chapter.isLabs { return [] }
    let url = TeachingPage.file(of: chapter)
    let file = library.displayPath(of: url)
    guard let page = try? MarkdownPage(url, file: file) else {
      guard chapter.steps.contains(where: { !$0.predictions.isEmpty }), chapter.isTaught else { return [] }
      return [
        Finding(
          .teachingMissing, file: file, line: 1,
          "the chapter has no teacher's page. Write one with the parts \(Wording.list(Self.teachingParts))")
      ]
    }
    let sections = Self.sections(page)
    var findings = Self.teachingParts.filter { sections[$0] == nil }.map { part in
      Finding(.teachingMissing, file: file, line: 1, "the part \"## \(part)\" is missing")
    }
    for minutes in [50, 90] {
      guard let (line, text) = sections["\(minutes) minutes"] else { continue }
      let rows = text.compactMap { $0.firstMatch(of: /^\| *([0-9]+) *\|/).flatMap { Int($0.output.1) } }
      if rows.reduce(0, +) != minutes {
        findings.append(
          Finding(
            .teachingWrong, file: file, line: line,
            "the minutes of this plan add up to \(rows.reduce(0, +)), not to \(minutes)"))
      }
    }
    let predictions = chapter.predictions
    if let (line, text) = sections["Misconceptions"] {
      for (offset, row) in text.enumerated() where row.hasPrefix("|") && row.contains("`") {
        let cells = row.split(separator: "|").map(String.init)
        guard cells.count > 1 else { continue }
        for (name, choice) in Self.questions(in: cells[1]) {
          if let problem = Self.problem(with: name, choice, among: predictions) {
            findings.append(Finding(.teachingWrong, file: file, line: line + 1 + offset, problem))
          }
        }
      }
    }
    return findings
  }

  /// The parts that a teacher's page has, by their headings.
  private static let teachingParts = [
    "Goals", "50 minutes", "90 minutes", "Misconceptions", "Discussion", "When a run goes wrong",
  ]

  /// The line of each heading of level 2, and the lines below it.
  private static func sections(_ page: MarkdownPage) -> [String: (line: Int, text: [String])] {
    let headings = page.headings.filter { $0.level == 2 }
    return headings.enumerated().reduce(into: [:]) { sections, item in
      let (index, heading) = item
      let end = index + 1 < headings.count ? headings[index + 1].line - 1 : page.lines.count
      sections[heading.title] = (
        heading.line, page.lines[heading.line..<max(end, heading.line)].map { String($0) }
      )
    }
  }

  /// The questions that a cell names, each with the choice behind it: `` `loss-at-half`, choice 2 ``.
  private static func questions(in cell: String) -> [(name: String, choice: Int?)] {
    cell.matches(of: /`([a-z0-9-]+)`(?:, choice ([0-9]+))?/).map {
      (String($0.output.1), $0.output.2.flatMap { Int($0) })
    }
  }

  private static func problem(
    with name: String, _ choice: Int?, among predictions: [Prediction]
  ) -> String? {
    guard let prediction = predictions.first(where: { $0.id == name }) else {
      return "the chapter asks no question \"\(name)\"."
        + NearMiss.question(for: name, among: predictions.map(\.id))
    }
    guard let choice, case .choice(let right, _) = prediction.kind else { return nil }
    if choice > prediction.choiceCount { return "the question \(name) has no choice \(choice)" }
    return choice == right ? "choice \(choice) of \(name) is the right one, not a misconception" : nil
  }
}

extension Chapter {
  /// Whether it has a reference run, and so is finished enough to be taught.
  fileprivate var isTaught: Bool { !metrics.isEmpty }
}
