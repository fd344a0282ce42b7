import Foundation
import GANKit

/// Where the time of a training step goes. All amounts are those of one step, means over several.
struct StepProfile: Encodable {
  /// The operations of one kind: a family of them as a whole, those of one shape, or everything else.
  struct Row: Encodable {
    let family: String
    /// The shape, and for a convolution the product; nil for a family as a whole.
    let name: String?
    let calls: Double
    let milliseconds: Double
    let ofStep: Double
    /// What threads waited for each other, added up over the threads.
    let waitingMilliseconds: Double
    /// By the definition of the convolution or matrix product: the taps outside of images count, and Winograd's
    /// algorithm, which does with fewer operations, can exceed the peak.
    var gflop: Double?
    var gflopPerSecond: Double?
    var ofPeak: Double?
  }

  let step: String
  let threads: Int
  let engine: String
  let steps: Int
  let peakGFLOPS: Double
  /// Each family, followed by its shapes, the slowest first; then the rest, and the whole step.
  let rows: [Row]

  init(of step: TrainingStep, batch: Int?, repeats: Int) {
    let body = step.prepare(batch: batch)
    for _ in 0..<min(step.warmUp, repeats) { body() }
    let profile = Profile()
    for _ in 0..<repeats { profile.measure(body) }
    self.step = step.rawValue
    threads = Machine.threads
    engine = Machine.engine
    steps = repeats
    let peak = Limits.peak(repeats: 5)
    peakGFLOPS = peak
    rows = Self.rows(of: profile, peak: peak)
  }

  private static func rows(of profile: Profile, peak: Double) -> [Row] {
    let (costs, total) = (profile.costs, profile.total)
    let row = { (family: String, name: String?, cost: Profile.Cost) in
      Row(family: family, name: name, cost, of: total, peak: peak)
    }
    var rows: [Row] = []
    var rest = total
    for family in Profile.Family.allCases {
      let members = costs.filter { $0.key.family == family }.sorted { $0.value.seconds > $1.value.seconds }
      guard !members.isEmpty else { continue }
      let sum = members.reduce(Profile.Cost()) { $0.adding($1.value) }
      rest = rest.adding(sum, sign: -1)
      rows.append(row(family.title, nil, sum))
      let named = members.filter { !$0.key.name.isEmpty }
      rows += named.map { row(family.title, $0.key.name, $0.value) }
    }
    // The step as a whole has no arithmetic of its own, and the rest none that is counted.
    rest.calls = 0
    rest.operations = 0
    return rows + [row("pointwise and the rest", nil, rest), row("step", nil, total)]
  }
}

extension StepProfile.Row {
  init(family: String, name: String?, _ cost: Profile.Cost, of total: Profile.Cost, peak: Double) {
    let steps = Double(total.calls)
    self.family = family
    self.name = name
    calls = Double(cost.calls) / steps
    milliseconds = cost.seconds / steps * 1000
    ofStep = cost.seconds / total.seconds
    waitingMilliseconds =
      max(
        0, cost.seconds * Double(Machine.threads) - cost.busySeconds) / steps * 1000
    guard cost.operations > 0 else { return }
    let speed = Double(cost.operations) / 1e9 / cost.seconds
    gflop = Double(cost.operations) / 1e9 / steps
    gflopPerSecond = speed
    ofPeak = speed / peak
  }
}

extension Profile.Family {
  fileprivate var title: String {
    switch self {
    case .convolution: "convolutions"
    case .matrixProduct: "matrix products"
    case .normalization: "normalization"
    case .optimizer: "optimizer"
    }
  }
}

extension Profile.Cost {
  /// This cost and another one, or with the sign -1, this one without it.
  fileprivate func adding(_ other: Self, sign: Int = 1) -> Self {
    var sum = self
    sum.calls += sign * other.calls
    sum.operations += sign * other.operations
    sum.seconds += Double(sign) * other.seconds
    sum.busySeconds += Double(sign) * other.busySeconds
    return sum
  }
}

extension StepProfile: CustomStringConvertible {
  var description: String {
    let header = ["calls", "ms", "of step", "GFLOP/s", "of peak", "waiting, ms"]
    let lines = [("", header)] + rows.map { row in (row.name.map { "  \($0)" } ?? row.family, row.cells) }
    let widths = header.indices.map { column in lines.map { $0.1[column].count }.max()! }
    let first = lines.map(\.0.count).max()!
    let table = lines.map { name, cells in
      ([name.padding(toLength: first, withPad: " ", startingAt: 0)]
        + zip(cells, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }).joined(
          separator: "  ")
    }
    return
      ([
        """
        \(step), \(threads) thread\(threads == 1 ? "" : "s"), \(engine): means of \(steps) steps; \
        arithmetic peak \(String(format: "%.1f", peakGFLOPS)) GFLOP/s
        """
      ] + table).joined(separator: "\n")
  }
}

extension StepProfile.Row {
  fileprivate var cells: [String] {
    func text(_ value: Double?, _ format: String) -> String { value.map { String(format: format, $0) } ?? "" }
    return [
      calls == 0 ? "" : text(calls, "%.0f"), text(milliseconds, "%.2f"), text(ofStep * 100, "%.1f%%"),
      text(gflopPerSecond, "%.1f"), text(ofPeak.map { $0 * 100 }, "%.0f%%"),
      text(waitingMilliseconds, "%.2f"),
    ]
  }
}
