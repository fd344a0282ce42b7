// exercise: 02-earth-mover

enum Solution: EarthMover {
  /// The Wasserstein distance of two lists of samples on a line.
  /// - Parameters:
  ///   - a: samples in any order, at least one.
  ///   - b: as many or not, in any order, at least one.
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    let places = (a + b).sorted()
    var area = 0.0
    for (left, right) in zip(places, places.dropFirst()) {
      area += abs(share(of: a, upTo: left) - share(of: b, upTo: left)) * (right - left)
    }
    return area
  }

  /// The empirical cumulative distribution function.
  static func share(of samples: [Double], upTo x: Double) -> Double {
    Double(samples.count { $0 <= x }) / Double(samples.count)
  }
}
