/// The values that a loop logged, by name: what `metrics.csv` and the loss figures are made of.
public struct History: Sendable, Equatable {
  /// One logged iteration. A name that was not logged there has no value.
  public struct Row: Sendable, Equatable {
    public let iteration: Int
    public let values: [String: Double]
  }

  /// The names in the order in which they first appeared.
  public private(set) var names: [String] = []
  /// In the order of the iterations.
  public private(set) var rows: [Row] = []

  public init() {}

  /// The values logged under `name`, with their iterations; empty if there are none.
  public func column(_ name: String) -> [(step: Int, value: Double)] {
    rows.compactMap { row in row.values[name].map { (row.iteration, $0) } }
  }

  /// The last value logged under `name`.
  public func last(_ name: String) -> (step: Int, value: Double)? {
    for row in rows.reversed() {
      if let value = row.values[name] { return (row.iteration, value) }
    }
    return nil
  }

  mutating func append(iteration: Int, _ values: [(name: String, value: Double)]) {
    var row: [String: Double] = [:]
    for (name, value) in values {
      if !names.contains(name) { names.append(name) }
      row[name] = value
    }
    if let last = rows.last, last.iteration == iteration {
      // Logged twice in one iteration: one row with both.
      rows[rows.count - 1] = Row(iteration: iteration, values: last.values.merging(row) { $1 })
    } else {
      rows.append(Row(iteration: iteration, values: row))
    }
  }
}
