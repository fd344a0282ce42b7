/// How far a number may be from the one that a test expects. A literal is an absolute tolerance.
public enum Tolerance: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// The same for every number.
  case absolute(Double)
  /// This share of the largest magnitude that is expected.
  case ofLargest(Double)
  /// This share of the magnitude that is expected at the same place.
  case ofEach(Double)
  /// So many units in the last place of the expected number, rounded to single precision.
  case units(Double)

  public init(floatLiteral value: Double) { self = .absolute(value) }
  public init(integerLiteral value: Int) { self = .absolute(Double(value)) }

  /// What is allowed at each place of finite numbers.
  func allowed(for expected: [Double]) -> [Double] {
    switch self {
    case .absolute(let value): return expected.map { _ in value }
    case .ofLargest(let share):
      let largest = expected.reduce(0) { max($0, abs($1)) }
      return expected.map { _ in share * largest }
    case .ofEach(let share): return expected.map { share * abs($0) }
    case .units(let count):
      return expected.map { count * Double(max(abs(Float($0)).ulp, Float.leastNormalMagnitude.ulp)) }
    }
  }
}
