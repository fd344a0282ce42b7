/// How much time a run may take: every setting that costs time has one value for each budget.
public enum Budget: String, CaseIterable, Codable, Sendable {
  /// Seconds: every line is executed, and nothing is learnt. For tests.
  case smoke
  /// Seconds to a minute on two cores: a first look.
  case quick
  /// Minutes on two cores, with good pictures. The default.
  case standard
  /// The sizes of the documents and papers: hours, and it can be interrupted and resumed.
  case full

  /// The budgets that a learner chooses from.
  public static let offered: [Budget] = [.quick, .standard, .full]
}

extension Budget: Comparable {
  /// The one that takes less time is smaller.
  public static func < (a: Budget, b: Budget) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}
