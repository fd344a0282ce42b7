import LessonKit

/// What this machine's latest run found at a step; where there is none, how to make it.
struct StepResults {
  let step: Chapter.Step
  let source: BookChapter
  let figures: ChapterFigures

  var html: HTML {
    guard let result = source.results[step.id] else {
      return """
        <p class="run"><span>Not run on this machine.</span> \
        <code class="command">\(source.command) --only \(step.id)</code></p>\n
        """
    }
    return """
      <section class="results" aria-label="Results of step \(step.id)">
      <p class="label">Your run: \(state(result))</p>
      \(checks(result))\(metrics(result))\(others(result))</section>\n
      """
  }

  private func state(_ result: StepRecord) -> String {
    let time = Wording.duration(result.seconds)
    switch result.status {
    case .done: return time
    case .failed: return "failed after \(time)" + (result.error.map { ": \($0)" } ?? "")
    case .interrupted: return "interrupted after \(time)"
    case .notRun: return "not run"
    }
  }

  private func checks(_ result: StepRecord) -> HTML {
    if result.checks.isEmpty { return .nothing }
    let items = result.checks.map { check -> HTML in
      check.passed
        ? "<li class=\"passed\"><span aria-hidden=\"true\">✓</span> \(check.description)</li>"
        : "<li class=\"failed\"><span aria-hidden=\"true\">✗</span> failed: \(check.description)</li>"
    }
    return "<ul class=\"checks\">\(items.joined())</ul>\n"
  }

  private func metrics(_ result: StepRecord) -> HTML {
    if result.metrics.isEmpty { return .nothing }
    let reference = source.referenceMetrics
    let hasReference = result.metrics.keys.contains { reference["\(step.id).\($0)"] != nil }
    let rows = result.metrics.sorted { $0.key < $1.key }.map { name, value -> HTML in
      let book = reference["\(step.id).\(name)"].map(Wording.number) ?? ""
      let cell: HTML = hasReference ? "<td class=\"right\">\(book)</td>" : .nothing
      return """
        <tr><th scope="row">\(name)</th><td class="right">\(Wording.number(value))</td>\(cell)</tr>\n
        """
    }
    let head: HTML = hasReference ? "<th scope=\"col\">the book</th>" : .nothing
    let table: HTML = """
      <table><thead><tr><th scope="col">metric</th><th scope="col">your run</th>\(head)</tr></thead>
      <tbody>
      \(rows.joined())</tbody></table>
      """
    return """
      <details><summary>\(Wording.count(result.metrics.count, "metric"))</summary>
      \(HTMLRenderer.scrolling(table))</details>\n
      """
  }

  /// Figures that the run saved and the text does not show.
  private func others(_ result: StepRecord) -> HTML {
    let others = figures.unshown(of: result)
    if others.isEmpty { return .nothing }
    let pictures = others.map { name, file in
      "<figure>\(file.image(altText: "\(name), saved by step \(step.id)"))<figcaption>\(name)</figcaption></figure>\n"
        as HTML
    }
    return """
      <details><summary>\(Wording.count(others.count, "more figure"))</summary>
      \(pictures.joined())</details>\n
      """
  }
}
