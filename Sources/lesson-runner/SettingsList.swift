import LessonKit
import TerminalText

/// The settings of a lesson as `show` prints them: a list, and a table where there is room for one.
struct SettingsList {
  private let settings: [any AnySetting]
  private let budget: Budget?
  private let terminal: Terminal

  /// - Parameter budget: the only one whose values are shown; all of them if `nil`.
  init(_ settings: [any AnySetting], budget: Budget?, terminal: Terminal) {
    (self.settings, self.budget, self.terminal) = (settings, budget, terminal)
  }

  var text: String { terminal.width >= Self.tableWidth ? table : list }

  /// From this width on, the table's cells stay on one line or two.
  private static let tableWidth = 120

  private var table: String {
    let budgets = budget.map { [$0] } ?? Budget.offered
    let rows = settings.map { setting in
      [setting.name] + budgets.map { setting.defaultScalar(for: $0).description }
        + [setting.legalValues, setting.help]
    }
    return MarkdownRenderer(terminal: terminal)
      .render(table: ["name"] + budgets.map(\.rawValue) + ["legal", "what it is"], rows)
  }

  /// `steps  15000 (quick 1200, full 93800)`, and below it what it is and which values it takes.
  private var list: String {
    let indent = "    "
    let width = min(terminal.width, 100)
    return settings.map { setting in
      let details = [setting.help, setting.legalValues].map {
        Wording.wrapped(terminal.shown($0), to: width - indent.count)
          .replacing("\n", with: "\n" + indent)
      }
      let head = Wording.wrapped(values(of: setting), to: width - setting.name.count - 2)
        .replacing("\n", with: "\n" + String(repeating: " ", count: setting.name.count + 2))
      return ([terminal.styled(setting.name, .bold) + "  " + head] + details.map { indent + $0 })
        .joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private func values(of setting: any AnySetting) -> String {
    if let budget { return "\(setting.defaultScalar(for: budget))" }
    let values = Budget.offered.map { ($0, setting.defaultScalar(for: $0)) }
    if values.allSatisfy({ $0.1 == values[0].1 }) { return "\(values[0].1)" }
    return values.map { "\($0.1) (\($0.0))" }.joined(separator: ", ")
  }
}
