extension Report {
  /// Asserts something that holds only after enough work. At a smaller budget it is not asserted, and the run says so: a
  /// run that cannot pass a check, or passes it only for lack of training, proves nothing. `run.json` does not list the
  /// check then.
  /// - Parameter budget: the smallest budget at which the check is made.
  public func check(_ description: String, from budget: Budget, _ passed: @autoclosure () -> Bool) {
    if run.budget >= budget {
      check(description, passed())
    } else {
      context.narrator.unmadeCheck("\(description): not checked at \(run.budget) budget, needs \(budget)")
    }
  }
}
