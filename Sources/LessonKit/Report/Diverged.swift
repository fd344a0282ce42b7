/// A value that must be finite is not. Exit code 4.
public struct Diverged: Error, CustomStringConvertible {
  /// What was logged, such as `lossD`.
  public let name: String
  public let value: Double
  public let step: String
  /// The loop's iteration, or `nil` outside a loop.
  public let iteration: Int?
  /// The last finite value and its iteration.
  public let lastFinite: (iteration: Int, value: Double)?

  public var description: String {
    let kind = value.isNaN ? "not a number (NaN)" : "infinite"
    let place = iteration.map { " in iteration \($0)" } ?? ""
    let before = lastFinite.map { " It was \(Wording.number($0.value)) in iteration \($0.iteration)." } ?? ""
    return """
      Step \(step) diverged: \(name) is \(kind)\(place).\(before)
      What to try: a lower learning rate (--set, see `show`), another --seed, or, if the code was changed, a \
      loss computed from logits instead of probabilities.
      """
  }
}
