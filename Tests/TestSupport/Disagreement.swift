/// A number that tests compare.
public protocol ComparedNumber {
  /// The same numbers in double precision; a whole list at a time, because debug builds compare millions.
  static func inDoublePrecision(_ numbers: [Self]) -> [Double]
}

extension Float: ComparedNumber {
  public static func inDoublePrecision(_ numbers: [Float]) -> [Double] { numbers.map { Double($0) } }
}

extension Double: ComparedNumber {
  public static func inDoublePrecision(_ numbers: [Double]) -> [Double] { numbers }
}

/// Says where two lists disagree most; nil where they agree.
///
/// They disagree wherever either has a number that is not finite, the expected list included: the largest of some
/// differences says nothing of NaN, because every comparison with NaN is false. They also disagree where their lengths
/// differ, and where both are empty, because nothing was compared then.
public func disagreement<Found: ComparedNumber, Expected: ComparedNumber>(
  of found: [Found], with expected: [Expected], within tolerance: Tolerance
) -> String? {
  guard found.count == expected.count else {
    return "expected \(expected.count) numbers, found \(found.count)"
  }
  guard !found.isEmpty else { return "there are no numbers to compare" }
  let (found, expected) = (Found.inDoublePrecision(found), Expected.inDoublePrecision(expected))
  for index in found.indices where !found[index].isFinite || !expected[index].isFinite {
    return
      "number \(index): expected \(expected[index]), found \(found[index]), and only finite numbers agree"
  }
  let allowed = tolerance.allowed(for: expected)
  var worst: (index: Int, excess: Double)?
  for index in found.indices {
    let distance = abs(found[index] - expected[index])
    // Written so that a tolerance that is not a number allows nothing.
    if distance <= allowed[index] { continue }
    let excess = distance - allowed[index]
    if let worst, !(excess > worst.excess) { continue }
    worst = (index, excess)
  }
  return worst.map { worst in
    let (a, b) = (found[worst.index], expected[worst.index])
    return
      "number \(worst.index): expected \(b), found \(a), \(abs(a - b)) apart where \(allowed[worst.index]) is allowed"
  }
}
