import Foundation
import GANKit
import Pictures

/// With this a step says what it found: it prints, and saves figures, samples and metrics into the run folder.
public final class Report {
  public let run: Run
  let context: StepContext

  init(_ context: StepContext) {
    (self.run, self.context) = (context.run, context)
  }

  /// The id of the step that reports.
  public var step: String { context.id }

  // MARK: - Text

  /// Prints a paragraph of Markdown.
  public func say(_ text: String) {
    context.narrator.markdown(text)
  }

  /// Prints a table; columns of numbers are aligned to the right.
  public func table(_ header: [String], _ rows: [[String]]) {
    for row in rows {
      require(
        row.count == header.count,
        "Report.table: the header has \(header.count) cells, a row has \(row.count).")
    }
    context.narrator.table(header, rows)
  }

  // MARK: - Findings

  /// Records a number as `<step>.<name>`: printed, and kept in `run.json`. One that is not finite makes the
  /// step fail with `Diverged`.
  public func metric(_ name: String, _ value: some BinaryFloatingPoint) {
    let value = Double(value)
    guard value.isFinite else {
      context.divergence =
        context.divergence ?? Diverged(name: name, value: value, step: step, iteration: nil, lastFinite: nil)
      context.narrator.finding(name, "\(value)")
      return
    }
    context.record.metrics[name] = value
    context.narrator.finding(name, Wording.number(value))
  }

  /// Records a count.
  public func metric(_ name: String, _ value: Int) {
    context.record.metrics[name] = Double(value)
    context.narrator.finding(name, "\(value)")
  }

  /// Asserts something about the results. If it does not hold, the run goes on, the step counts as failed,
  /// and the program ends with exit code 1.
  public func check(_ description: String, _ passed: Bool) {
    // If it is reported again after a resumption, the later finding counts.
    context.record.checks.removeAll { $0.description == description }
    context.record.checks.append(CheckRecord(description: description, passed: passed))
    context.narrator.check(description, passed)
  }

  // MARK: - Files

  /// Saves a figure as `figures/<step>-<name>.png`, and one that is made of lines and text, such as a chart, also as
  /// `figures/<step>-<name>.svg`.
  /// - Parameter caption: printed beside the file's name; the figure's own caption is part of its picture.
  /// - Throws: `FileError`; `Interrupted` if someone asked the program to stop.
  public func figure(_ name: String, _ figure: some Figure, caption: String = "") throws {
    try context.checkInterruption()
    let path = try path(of: name, in: "figures", suffix: "png")
    let png = try figure.png()
    try saveFigure(png, as: path)
    if let figure = figure as? any VectorFigure {
      try saveFigure(figure.svg(), as: self.path(of: name, in: "figures", suffix: "svg"))
    }
    announce("figure", path, caption)
    context.untimed { context.narrator.show(picture: png) }
  }

  private func saveFigure(_ bytes: Data, as path: String) throws {
    try context.folder.write(bytes, to: path)
    if !context.record.figures.contains(path) { context.record.figures.append(path) }
  }

  /// Saves images as `samples/<step>-<name>.npy`.
  /// - Parameter images: `[N, H, W, C]` in [-1, 1].
  /// - Throws: `Diverged` if a value is not finite, `LessonError` if one is out of range, `FileError`.
  public func samples(_ name: String, _ images: Tensor) throws {
    require(
      images.rank == 4,
      "Report.samples: expected images [N, H, W, C], found a tensor of shape \(images.shape).")
    try context.checkInterruption()
    let path = try path(of: name, in: "samples", suffix: "npy")
    var (low, high, sum) = (Float.infinity, -Float.infinity, Float(0))
    images.withScalars { for x in $0 { (low, high, sum) = (min(low, x), max(high, x), sum + x * 0) } }
    guard sum.isFinite else {
      throw Diverged(name: "samples \(name)", value: Double(sum), step: step, iteration: nil, lastFinite: nil)
    }
    guard images.count == 0 || (low >= -1.0001 && high <= 1.0001) else {
      throw LessonError(
        "Samples \(name) of step \(step): expected values in [-1, 1], found \(low) to \(high). Clamp them first."
      )
    }
    try NPY.write(images, to: context.folder.place(path))
    if !context.record.samples.contains(path) { context.record.samples.append(path) }
    announce("samples", path, "\(images.shape)")
  }

  private func announce(_ kind: String, _ path: String, _ caption: String) {
    let place = context.folder.file(path).relativePath
    context.narrator.file(kind, place, caption: caption)
  }

  private func path(of name: String, in folder: String, suffix: String) throws -> String {
    let file = "\(step)-\(name).\(suffix)"
    guard !name.isEmpty, !name.contains("/"), context.folder.owner(ofFile: file) == step else {
      throw LessonError(
        "Step \(step) cannot save \"\(name)\": \(file) is no legal name, or would belong to another step.")
    }
    return "\(folder)/\(file)"
  }

  // MARK: - Loops

  /// Begins a loop that can be interrupted and resumed; see `Loop`.
  ///
  /// - Parameters:
  ///   - count: the number of iterations.
  ///   - name: what the progress line and `metrics.csv` call it; without one, the number of the loop
  ///     within the step.
  ///   - logInterval: every how many iterations `log` keeps a row; the last iteration is always kept.
  ///   - state: all that the loop changes besides the lesson's own state: random sources, batches, running
  ///     sums, kept images.
  ///   - health: watches the training: saved with the loop, and what it has found is said at the loop's end.
  /// - Throws: `FileError`.
  public func loop(
    _ count: Int, named name: String? = nil, every logInterval: Int = 1,
    state: [(name: String, value: any Checkpointable)] = [], health: TrainingHealth? = nil
  ) throws -> Loop {
    try Loop(
      context, ordinal: context.beginLoop(), count: count, name: name, logInterval: logInterval, state: state,
      health: health)
  }

  // MARK: - Several at a time

  /// Runs `body` for several items that do not depend on each other, such as variants of a design: at the same time, each
  /// on a thread of its own, where the machine has several.
  ///
  /// ```swift
  /// let outcomes = try report.sideBySide(variants) { variant, report in try outcome(of: variant, report) }
  /// ```
  ///
  /// Results are bit for bit those of one item after another, and are printed in that order. Each item must have its own
  /// networks and sources of random numbers, and must change nothing that another reads. Anything computed once and cached,
  /// such as a judge, must be made before the call.
  ///
  /// - Parameter body: gets an item, and the report to use for it.
  /// - Throws: what `body` throws; the others are stopped then, and saved as if someone had asked the program to stop.
  public func sideBySide<Item, Result>(
    _ items: [Item], _ body: (Item, Report) throws -> Result
  ) throws -> [Result] {
    try context.performSideBySide(items) { try body($0, Report($1)) }
  }
}
