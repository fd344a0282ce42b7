import Foundation

extension Author {
  /// Finds what is wrong in all chapters, without writing anything.
  /// - Parameters:
  ///   - steps: the step ids that each lesson declares, by slug. A chapter whose slug is not in it is not compared.
  ///   - metrics: what a run measured, by slug: `["vanilla-gan": ["train.digitScore": 8.2]]`. The numbers of a
  ///     chapter whose slug is not in it are not compared.
  public func check(
    steps: [String: [String]] = [:], metrics: [String: [String: Double]] = [:]
  ) -> [Finding] {
    library.entries.flatMap { entry -> [Finding] in
      do {
        let chapter = try library.chapter(entry)
        return check(chapter, steps: steps[chapter.slug], metrics: metrics[chapter.slug])
      } catch let finding as ChapterError {
        return [finding]
      } catch {
        return [Finding(.unreadable, file: library.displayPath(of: entry.url), line: 1, "\(error)")]
      }
    }
  }

  /// Finds what is wrong in one chapter.
  /// - Parameters:
  ///   - steps: the step ids that its lesson declares; nil leaves them uncompared.
  ///   - metrics: what a run measured, by `step.metric`; nil leaves the chapter's numbers uncompared.
  public func check(_ chapter: Chapter, steps: [String]? = nil, metrics: [String: Double]? = nil) -> [Finding]
  {
    let findings =
      codeFindings(chapter) + stepFindings(chapter, declared: steps)
      + metricFindings(chapter, measured: metrics) + figureFindings(chapter)
    return findings.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
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

  private func metricFindings(_ chapter: Chapter, measured: [String: Double]?) -> [Finding] {
    let ids = chapter.steps.map(\.id)
    let known = Set(ids)
    return chapter.metrics.compactMap { metric in
      func finding(_ kind: Finding.Kind, _ message: String) -> Finding {
        Finding(kind, file: chapter.file, line: metric.line, message)
      }
      guard known.contains(metric.step) else {
        return finding(
          .metricUnknown,
          "the metric \"\(metric.name)\" names a step \"\(metric.step)\" that the chapter does not have."
            + "\(NearMiss.question(for: metric.step, among: ids)) Steps: \(ids.joined(separator: ", "))")
      }
      guard let measured else { return nil }
      guard let value = measured[metric.name] else {
        let names = measured.keys.sorted()
        return finding(
          .metricUnknown,
          "the run measured no \"\(metric.name)\".\(NearMiss.question(for: metric.name, among: names)) "
            + "Measured: \(names.isEmpty ? "nothing" : names.joined(separator: ", "))")
      }
      guard !MetricComment.accepts(value, metric.value, within: metric.tolerance) else { return nil }
      let scale = metric.printed.hasSuffix("%") ? 100.0 : 1
      let unit = scale == 1 ? "" : " %"
      return finding(
        .metricDiffers,
        "the text says \(metric.printed), the run measured \(Self.text(value * scale))\(unit) for "
          + "\(metric.name), which is not within \(Self.text(metric.tolerance * scale))\(unit). "
          + "Correct the text, or find out what changed")
    }
  }

  private static func text(_ value: Double) -> String { String(format: "%.6g", value) }

  private func figureFindings(_ chapter: Chapter) -> [Finding] {
    chapter.figures.flatMap { figure -> [Finding] in
      var findings: [Finding] = []
      func add(_ kind: Finding.Kind, _ message: String) {
        findings.append(Finding(kind, file: chapter.file, line: figure.line, message))
      }
      if figure.altText.isEmpty {
        add(.figureWithoutAltText, "the figure \(figure.path) has no alt text. Say what is to be seen in it")
      }
      let url = chapter.url.deletingLastPathComponent().appending(path: figure.path)
      if figure.isRemote {
        add(
          .figureMissing,
          "the figure \(figure.path) is on the network. Keep a copy under chapters/figures/\(chapter.slug)/")
      } else if !FileManager.default.fileExists(atPath: url.path) {
        add(
          .figureMissing,
          "there is no figure \(figure.path). Run the lesson and copy its figure under "
            + "chapters/figures/\(chapter.slug)/")
      }
      return findings
    }
  }
}
