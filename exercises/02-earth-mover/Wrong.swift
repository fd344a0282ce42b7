// Answers that look right, for the test of the checks.

/// The largest gap between the shares in place of the area: the Kolmogorov-Smirnov distance.
enum LargestGap: EarthMover {
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    (a + b).map { abs(Solution.share(of: a, upTo: $0) - Solution.share(of: b, upTo: $0)) }.max()!
  }
}

/// Each sample moves to the one with the same index: there is a shorter way for most.
enum Unsorted: EarthMover {
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(min(a.count, b.count))
  }
}

/// Sorted pairs, which is right for lists of the same length. `zip` drops what is left of the longer one.
enum SortedPairs: EarthMover {
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    Unsorted.distance(a.sorted(), b.sorted())
  }
}

/// The way of all samples together, and not that of the probability.
enum Summed: EarthMover {
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    Solution.distance(a, b) * Double(a.count)
  }
}

/// The area between the squares, as with a squared error.
enum SquaredGaps: EarthMover {
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    let places = (a + b).sorted()
    return zip(places, places.dropFirst()).reduce(0) { area, ends in
      let gap = Solution.share(of: a, upTo: ends.0) - Solution.share(of: b, upTo: ends.0)
      return area + gap * gap * (ends.1 - ends.0)
    }
  }
}

/// "W is simply the distance between the means": this holds for two bumps of the same shape.
enum DifferenceOfMeans: EarthMover {
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    abs(a.reduce(0, +) / Double(a.count) - b.reduce(0, +) / Double(b.count))
  }
}
