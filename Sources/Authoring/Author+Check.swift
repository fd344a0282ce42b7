import Foundation
import LessonKit
import Markup

extension Author {
  /// Finds what is wrong in all chapters, in the glossary and in the links of all pages, without writing anything.
  /// - Parameters:
  ///   - steps: the step ids that each lesson declares, by slug. A chapter whose slug is not in it is not compared.
  ///   - settings: the settings of a plain run at standard budget, by slug. A record that was made with others is out of
  ///     date.
  ///   - recordsToCome: the slugs of chapters that need no reference record yet. Their numbers are not held.
  public func check(
    steps: [String: [String]] = [:], settings: [String: [String: SettingScalar]] = [:],
    recordsToCome: Set<String> = []
  ) -> CheckReport {
    var report = CheckReport()
    for entry in entries {
      do {
        let chapter = try library.chapter(entry)
        let findings =
          codeFindings(chapter) + formulaFindings(chapter) + explorableFindings(chapter)
          + stepFindings(chapter, declared: steps[chapter.slug]) + teachingFindings(chapter)
          + referenceFindings(
            chapter, settings: settings[chapter.slug], isToCome: recordsToCome.contains(chapter.slug), &report
          )
        report.findings += findings.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
      } catch let finding as ChapterError {
        report.findings.append(finding)
      } catch {
        report.findings.append(
          Finding(.unreadable, file: library.displayPath(of: entry.url), line: 1, "\(error)"))
      }
    }
    do {
      if let list = try lessonList(), !list.isWritten {
        report.findings.append(
          Finding(
            .codeDiffers, file: LessonList.path, line: 1,
            "the lessons differ from those in Package.swift. Run \"lesson-runner author sync\""))
      }
    } catch {
      report.findings.append(error)
    }
    report.findings += exerciseFindings() + glossaryFindings() + linkFindings()
    return report
  }

  private func codeFindings(_ chapter: Chapter) -> [Finding] {
    chapter.codeBlocks.flatMap { block -> [Finding] in
      func finding(_ kind: Finding.Kind, _ message: String) -> Finding {
        Finding(kind, file: chapter.file, line: block.line, message)
      }
      guard let source = block.source else { return [] }
      var findings: [Finding] = []
      do {
        let code = try code(of: block, in: chapter.file)
        if code.joined(separator: "\n") != block.code {
          findings.append(
            finding(
              .codeDiffers,
              "the code differs from \(source.path)#\(source.snippet)\(Self.firstDifference(block, code)). "
                + "Run \"lesson-runner author sync\""))
        }
        if code.count > Self.longestSnippet {
          findings.append(
            finding(
              .snippetTooLong,
              "\(source.path)#\(source.snippet) is \(code.count) lines long. "
                + "Show \(Self.longestSnippet) at most: cut the slice in two, or move detail into a function")
          )
        }
      } catch let problem as ChapterError {
        findings.append(problem)
      } catch {
        findings.append(finding(.sourceMissing, "\(source.path) cannot be read: \(error)"))
      }
      return findings
    }
  }

  /// Terminals and pages read the same part of TeX: what lies outside of it would reach a reader raw.
  private func formulaFindings(_ chapter: Chapter) -> [Finding] {
    chapter.formulas.compactMap { formula in
      do throws(MathError) {
        _ = try MathFormula(parsing: formula.tex)
        return nil
      } catch {
        let tex = formula.tex.trimmingCharacters(in: .whitespacesAndNewlines)
        return Finding(
          .formulaUnreadable, file: chapter.file, line: formula.line,
          "the formula \(tex) cannot be read: \(error). Write it with the commands of Sources/Markup/MathSymbols.swift"
        )
      }
    }
  }

  private func explorableFindings(_ chapter: Chapter) -> [Finding] {
    chapter.unreadableExplorables.map { problem, line in
      Finding(.explorableUnreadable, file: chapter.file, line: line, problem)
    }
  }

  private static func firstDifference(_ block: Chapter.CodeBlock, _ code: [String]) -> String {
    let shown = block.code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = zip(shown, code).enumerated().first { $1.0 != $1.1 }?.offset
    return " from line \(block.line + 1 + (index ?? min(shown.count, code.count))) on"
  }

  private func stepFindings(_ chapter: Chapter, declared: [String]?) -> [Finding] {
    let ids = chapter.steps.map(\.id)
    guard let declared, declared != ids else { return [] }
    let index =
      zip(ids, declared).enumerated().first { $1.0 != $1.1 }?.offset ?? min(ids.count, declared.count)
    let line = index < ids.count ? chapter.steps[index].line : chapter.steps.last?.line ?? 1
    func list(_ ids: [String]) -> String { ids.isEmpty ? "none" : ids.joined(separator: ", ") }
    return [
      Finding(
        .stepsDiffer, file: chapter.file, line: line,
        "the steps of the chapter and of its lesson differ from step \(index + 1) on. Chapter: \(list(ids)). "
          + "Lesson: \(list(declared)). Give both the same ids in the same order")
    ]
  }
}
