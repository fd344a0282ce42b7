/// Two runs of one chapter, laid side by side.
public struct RunComparison: Encodable, Sendable {
  /// Something that is not the same in both runs, as it is printed.
  public struct Difference: Encodable, Equatable, Sendable {
    public let name, first, second: String
  }

  /// A number that both runs measured, or one of them.
  public struct Metric: Encodable, Equatable, Sendable {
    public let name: String
    public let first, second: Double?
    /// The second less the first; nil if one is missing.
    public let difference: Double?

    init(name: String, first: Double?, second: Double?) {
      (self.name, self.first, self.second) = (name, first, second)
      difference = first.flatMap { first in second.map { $0 - first } }
    }
  }

  /// The chapter's slug.
  public let chapter: String
  public let first, second: String
  /// What was chosen differently: budget, seed, data, settings and starting weights.
  public let settings: [Difference]
  /// What differs besides: code, threads, engine, time.
  public let circumstances: [Difference]
  /// All of them, in the order of the steps.
  public let metrics: [Metric]
  /// Both of them.
  public let runs: [ComparedRun]

  public init(_ first: ComparedRun, _ second: ComparedRun, chapter: String) {
    self.chapter = chapter
    (self.first, self.second) = (first.name, second.name)
    runs = [first, second]
    settings = Self.settings(first, second)
    circumstances = Self.circumstances(first, second)
    let names = (first.metrics.map(\.name) + second.metrics.map(\.name)).uniqued()
    let values = [first, second].map { run in Dictionary(run.metrics.map { ($0.name, $0.value) }) { $1 } }
    metrics = names.map { Metric(name: $0, first: values[0][$0], second: values[1][$0]) }
  }

  private enum CodingKeys: CodingKey {
    case chapter, first, second, settings, circumstances, metrics
  }

  private static func settings(_ first: ComparedRun, _ second: ComparedRun) -> [Difference] {
    let absent = "-"
    var rows = [
      Difference(name: "budget", first: first.budget.rawValue, second: second.budget.rawValue),
      Difference(name: "seed", first: "\(first.seed)", second: "\(second.seed)"),
    ]
    for name in Set(first.data.keys).union(second.data.keys).sorted() {
      rows.append(
        Difference(
          name: "data: \(name)", first: first.data[name] ?? absent, second: second.data[name] ?? absent))
    }
    for name in Set(first.settings.keys).union(second.settings.keys).sorted() {
      let values = [first, second].map { $0.settings[name].map { "\($0)" } ?? absent }
      rows.append(Difference(name: name, first: values[0], second: values[1]))
    }
    rows.append(Difference(name: "starts", first: first.weights, second: second.weights))
    let parts = [first, second].map { $0.parts.isEmpty ? "none" : $0.parts.joined(separator: "; ") }
    rows.append(Difference(name: "parts made otherwise", first: parts[0], second: parts[1]))
    return rows.filter { $0.first != $0.second }
  }

  private static func circumstances(_ first: ComparedRun, _ second: ComparedRun) -> [Difference] {
    func code(_ run: ComparedRun, _ part: KeyPath<CodeVersion, String>) -> String {
      run.code.map { String($0[keyPath: part].prefix(8)) } ?? "not recorded"
    }
    func duration(_ run: ComparedRun) -> String { run.seconds.map(Wording.duration) ?? "not recorded" }
    let rows = [
      Difference(name: "lesson's code", first: code(first, \.lesson), second: code(second, \.lesson)),
      Difference(name: "library's code", first: code(first, \.library), second: code(second, \.library)),
      Difference(name: "threads", first: "\(first.threads)", second: "\(second.threads)"),
      Difference(name: "engine", first: first.engine, second: second.engine),
      Difference(name: "time", first: duration(first), second: duration(second)),
    ]
    return rows.filter { $0.first != $0.second }
  }
}
