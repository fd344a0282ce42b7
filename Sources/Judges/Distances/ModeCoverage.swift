import GANKit

/// How many of some known modes samples reach, and how many samples lie near one.
public struct ModeCoverage: Sendable {
  /// Modes that have at least a fifth of their even share of good samples.
  public let covered: Int
  public let modes: Int
  /// The share of samples within the radius of some mode.
  public let quality: Double
  /// Good samples of each mode.
  public let counts: [Int]

  /// - Parameters:
  ///   - points: `[N, D]`.
  ///   - centres: `[modes, D]`.
  ///   - radius: how near a good sample is, such as three standard deviations of a mode.
  public init(of points: Tensor, centres: Tensor, radius: Float) {
    require(
      points.rank == 2 && centres.rank == 2 && points.shape[1] == centres.shape[1],
      "ModeCoverage: needs points [N, D] and centres [M, D], found \(points.shape) and \(centres.shape)")
    let (count, modes, size) = (points.shape[0], centres.shape[0], points.shape[1])
    var counts = [Int](repeating: 0, count: modes)
    points.withScalars { p in
      centres.withScalars { c in
        for row in 0..<count {
          let distances = (0..<modes).map { mode in
            (0..<size).reduce(Float(0)) { sum, axis in
              let difference = p[row * size + axis] - c[mode * size + axis]
              return sum + difference * difference
            }
          }
          let nearest = distances.indices.min { distances[$0] < distances[$1] }!
          if distances[nearest] <= radius * radius { counts[nearest] += 1 }
        }
      }
    }
    self.counts = counts
    self.modes = modes
    quality = Double(counts.reduce(0, +)) / Double(max(count, 1))
    covered = counts.count { Double($0) >= 0.2 * Double(count) / Double(modes) && $0 > 0 }
  }
}
