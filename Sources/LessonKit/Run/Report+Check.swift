extension Report {
  /// Asserts something that holds only after enough work. Below a budget it is not asserted, and that is said: a run
  /// that cannot pass a check, or passes it for want of training, proves nothing. `run.json` does not list the check
  /// then.
  /// - Parameter budget: the smallest budget at which the check is made.
  public func check(_ description: String, from budget: Budget, _ passed: @autoclosure () -> Bool) {
    if run.budget >= budget {
      check(description, passed())
    } else {
      run.narrator.unmadeCheck("\(description): not checked at \(run.budget) budget, needs \(budget)")
    }
  }
}

extension Budget: Comparable {
  /// The one that takes less time is smaller.
  public static func < (a: Budget, b: Budget) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}
