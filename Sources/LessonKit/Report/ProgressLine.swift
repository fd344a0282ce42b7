/// The progress of one loop: on a terminal one line, redrawn at most ten times a second; elsewhere a line
/// about every tenth of the way.
public struct ProgressLine {
  private let narrator: Narrator
  private let label: String
  private let count: Int
  /// Where this process began: a resumed loop does not start at 0.
  private let start: Int
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant?
  private var nextTenth: Int

  /// - Parameters:
  ///   - label: what is done.
  ///   - count: how many iterations there are.
  ///   - start: how many of them were done before.
  public init(narrator: Narrator, label: String, count: Int, start: Int = 0) {
    (self.narrator, self.label, self.count, self.start) = (narrator, label, count, start)
    began = clock.now
    nextTenth = count == 0 ? 10 : start * 10 / count + 1
  }

  /// Shows that `done` iterations are done, if it is time to.
  public mutating func update(done: Int, values: () -> [(name: String, value: Double)] = { [] }) {
    guard narrator.showsProgress else { return }
    if narrator.redrawsProgress {
      let now = clock.now
      if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
      lastDrawn = now
    } else {
      guard done * 10 >= nextTenth * count, done > start else { return }
      nextTenth = done * 10 / count + 1
      // A loop that ends at once needs no report.
      let now = clock.now
      guard now - (lastDrawn ?? began) >= .milliseconds(200) else { return }
      lastDrawn = now
    }
    let elapsed = Self.seconds(clock.now - began)
    narrator.progress(
      Self.text(label: label, done: done, count: count, start: start, elapsed: elapsed, values: values()))
  }

  /// Takes the line off the screen.
  public func finish() { narrator.clearProgress() }

  /// How long the rest takes at the rate so far; nil if there is none yet.
  func secondsLeft(done: Int) -> Double? {
    done > start ? Self.seconds(clock.now - began) * Double(count - done) / Double(done - start) : nil
  }

  /// `train  4800/12000  40 %  52.1/s  lossD 1.32  lossG 0.81  2 min 18 s left`.
  static func text(
    label: String, done: Int, count: Int, start: Int, elapsed: Double, values: [(name: String, value: Double)]
  ) -> String {
    var parts = [label, "\(done)/\(count)", "\(count == 0 ? 100 : done * 100 / count) %"]
    let rate = elapsed > 0 ? Double(done - start) / elapsed : 0
    if rate > 0 {
      parts.append(rate >= 100 ? "\(Int(rate))/s" : "\(Wording.number((rate * 10).rounded() / 10))/s")
    }
    parts += values.map { "\($0.name) \(Wording.number($0.value))" }
    if rate > 0, done < count { parts.append("\(Wording.duration(Double(count - done) / rate)) left") }
    return parts.joined(separator: "  ")
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
