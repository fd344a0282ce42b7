/// How much time a run may take: every setting that costs time has one value for each budget.
public enum Budget: String, CaseIterable, Codable, Sendable {
  /// Seconds: for a first look and for tests.
  case quick
  /// Minutes on two cores, with good pictures. The default.
  case standard
  /// The sizes of the documents and papers: hours, and it can be interrupted and resumed.
  case full
}

extension Budget: Comparable {
  /// The one that takes less time is smaller.
  public static func < (a: Budget, b: Budget) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}
