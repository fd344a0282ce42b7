import Foundation
import LessonKit

extension Author {
  /// Numbers of one chapter's prose.
  public struct Numbers: Codable, Equatable, Sendable {
    /// The chapter's slug.
    public let chapter: String
    public let file: String
    /// The metric of each number, in the order of the text.
    public let metrics: [String]
  }

  /// What a check found in all chapters.
  public struct CheckReport: Codable, Equatable, Sendable {
    public var findings: [Finding] = []
    /// What was held against a reference record.
    public var held: [Numbers] = []
    /// What was not, because the chapter's record is still to come.
    public var notHeld: [Numbers] = []
  }

  /// Holds a chapter's numbers and figures against the record of its reference run.
  /// - Parameters:
  ///   - settings: those of a plain run at standard budget; nil leaves the record's uncompared.
  ///   - isToCome: whether the chapter need not have a record yet.
  func referenceFindings(
    _ chapter: Chapter, settings: [String: SettingScalar]?, isToCome: Bool, _ report: inout CheckReport
  ) -> [Finding] {
    let folder = ReferenceFolder(of: chapter.slug, in: library)
    let place = library.displayPath(of: folder.recordFile)
    let numbers = Numbers(
      chapter: chapter.slug, file: chapter.file, metrics: chapter.metrics.map(\.name))
    let make = "lesson-runner author reference \(chapter.argument)"
    let record: ReferenceRecord?
    do { record = try folder.record() } catch {
      return [
        Finding(
          .recordDamaged, file: place, line: 1,
          "\((error as? DamagedRecord)?.reason ?? "\(error)"). Restore it, or make it again: \(make)")
      ] + metricFindings(chapter, nil) + predictionFindings(chapter, nil)
    }
    var findings =
      metricFindings(chapter, record) + predictionFindings(chapter, record) + figureFindings(chapter)
    guard let record else {
      if isToCome {
        if !numbers.metrics.isEmpty { report.notHeld.append(numbers) }
      } else if let first = chapter.metrics.first {
        findings.append(
          Finding(
            .recordMissing, file: chapter.file, line: first.line,
            "there is no \(place) against which to hold the chapter's "
              + "\(Wording.count(numbers.metrics.count, "number")). Make it from a finished run: \(make)"))
      }
      return findings
    }
    report.held.append(numbers)
    if isToCome {
      findings.append(
        Finding(
          .recordUnexpected, file: place, line: 1,
          "the chapter is on the list of those whose record is still to come. Take it off that list"))
    }
    if let reason = record.outdated(for: chapter, settings: settings) {
      findings.append(
        Finding(.recordOutdated, file: place, line: 1, "the record \(reason). Make it again: \(make)"))
    }
    return findings + figureFindings(chapter, record, folder)
  }

  /// - Parameter record: of the reference run; without one only the names of the steps are checked.
  func metricFindings(_ chapter: Chapter, _ record: ReferenceRecord?) -> [Finding] {
    let ids = chapter.steps.map(\.id)
    let known = Set(ids)
    let measured = record?.metrics
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
          "the reference run measured no \"\(metric.name)\".\(NearMiss.question(for: metric.name, among: names)) "
            + "Measured: \(names.isEmpty ? "nothing" : names.joined(separator: ", "))")
      }
      guard !MetricComment.accepts(value, metric.value, within: metric.tolerance) else { return nil }
      let scale = metric.printed.hasSuffix("%") ? 100.0 : 1
      let unit = scale == 1 ? "" : " %"
      return finding(
        .metricDiffers,
        "the text says \(metric.printed), the reference run measured \(Self.text(value * scale))\(unit) for "
          + "\(metric.name), which is not within \(Self.text(metric.tolerance * scale))\(unit). "
          + "Correct the text, or find out what changed")
    }
  }

  private static func text(_ value: Double) -> String { String(format: "%.6g", value) }

  /// What can be said of a chapter's figures without a record.
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
          "the figure \(figure.path) is on the network. Keep a copy under \(library.displayPath(of: ReferenceFolder(of: chapter.slug, in: library).url))/"
        )
      } else if !FileManager.default.fileExists(atPath: url.path) {
        add(
          .figureMissing,
          "there is no figure \(figure.path). Take it from a finished run: "
            + "lesson-runner author reference \(chapter.argument)")
      }
      return findings
    }
  }

  /// Figures that are not those that the reference run saved, pictures of charts whose drawing it saved too, and
  /// figures that nothing shows.
  private func figureFindings(
    _ chapter: Chapter, _ record: ReferenceRecord, _ folder: ReferenceFolder
  ) -> [Finding] {
    let place = library.displayPath(of: folder.url)
    let hashes = record.figures
    let make = "lesson-runner author reference \(chapter.argument)"
    var lines: [String: Int] = [:]
    for figure in chapter.figures.reversed() where !figure.isRemote {
      let path = library.displayPath(
        of: chapter.url.deletingLastPathComponent().appending(path: figure.path))
      if path.hasPrefix(place + "/") { lines[String(path.dropFirst(place.count + 1))] = figure.line }
    }
    // Where a chapter is damaged nobody knows what it shows.
    let shown = try? shownFigures(of: chapter.slug)
    return Set(folder.figures).union(lines.keys).sorted().compactMap { name in
      let (file, line) = lines[name].map { (chapter.file, $0) } ?? ("\(place)/\(name)", 1)
      guard let hash = hashes[name] else {
        return Finding(
          .figureDiffers, file: file, line: line,
          "the reference run saved no figure \(name). Show one that it saved, or make the reference again: \(make)"
        )
      }
      guard let bytes = folder.figure(name) else { return nil }
      if ReferenceRecord.hash(of: bytes) != hash {
        return Finding(
          .figureDiffers, file: file, line: line,
          "\(name) is not the picture that the reference run saved: it was edited, or comes from another run. "
            + "Restore it, or make the reference again: \(make)")
      }
      if let drawing = ShownDrawings.drawing(of: name, among: hashes.keys) {
        return Finding(
          .chartAsPicture, file: file, line: line,
          "\(name) is the picture of a chart that the run also saved as a drawing, \(drawing), which is sharp at every "
            + "size. Show that one: \(make) copies it and changes the pages")
      }
      if let shown, !shown.contains(name) {
        return Finding(.figureUnused, file: file, line: line, "nothing shows this figure. Remove it")
      }
      return nil
    }
  }
}

extension ReferenceRecord {
  /// Why the chapter's run is another one by now; nil if it is not.
  fileprivate func outdated(for chapter: Chapter, settings now: [String: SettingScalar]?) -> String? {
    if self.chapter != chapter.slug { return "is one of chapter \(self.chapter)" }
    let (ids, wanted) = (steps.map(\.id), chapter.steps.map(\.id))
    if ids != wanted {
      return "has the steps \(ids.joined(separator: ", ")); the chapter has \(wanted.joined(separator: ", "))"
    }
    guard let now else { return nil }
    let differences = Set(now.keys).union(settings.keys).sorted().filter { now[$0] != settings[$0] }.map {
      "\($0)=\(settings[$0].map(\.description) ?? "missing") (now \(now[$0].map(\.description) ?? "gone"))"
    }
    return differences.isEmpty ? nil : "was made with \(Wording.list(differences))"
  }
}
