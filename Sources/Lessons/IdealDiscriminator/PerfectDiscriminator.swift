import Foundation

/// The discriminator that no network can beat, for two densities that are known.
struct PerfectDiscriminator {
  let p, q: (Double) -> Double

  // snippet.perfect
  /// D*(x) = p / (p + q)
  func callAsFunction(_ x: Double) -> Double {
    let (real, fake) = (p(x), q(x))
    return real + fake > 0 ? real / (real + fake) : 0.5
  }

  /// How often it is right on equally many real samples and fakes: at each x it chooses the larger density.
  func accuracy(over range: ClosedRange<Double>) -> Double {
    integral(over: range) { Swift.max(p($0), q($0)) / 2 }
  }
  // snippet.end

  /// The Jensen-Shannon divergence of p and q: 0 if equal, ln 2 if disjoint.
  func jensenShannon(over range: ClosedRange<Double>) -> Double {
    func term(_ a: Double, _ m: Double) -> Double { a > 0 && m > 0 ? a * log(a / m) / 2 : 0 }
    return integral(over: range) { x in
      let (a, b) = (p(x), q(x))
      return term(a, (a + b) / 2) + term(b, (a + b) / 2)
    }
  }
}

/// The integral of a function over a range, by Simpson's rule on 2000 intervals.
func integral(over range: ClosedRange<Double>, _ f: (Double) -> Double) -> Double {
  let count = 2000
  let width = (range.upperBound - range.lowerBound) / Double(count)
  return (0...count).reduce(0) { sum, index in
    let weight: Double = index == 0 || index == count ? 1 : (index.isMultiple(of: 2) ? 2 : 4)
    return sum + weight * f(range.lowerBound + width * Double(index))
  } * width / 3
}
