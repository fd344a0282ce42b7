import GANKit

/// How many of the known modes the samples reach, and how many samples lie near a mode.
public struct ModeCoverage: Sendable {
  /// The number of modes with enough good samples: at least a fifth of an even share of all samples.
  public let covered: Int
  /// The number of modes.
  public let modes: Int
  /// The share of samples that lie within the radius of some mode, 0...1.
  public let quality: Double
  /// The number of good samples of each mode: those within the radius that are nearest to it.
  public let counts: [Int]

  /// - Parameters:
  ///   - points: `[N, D]`.
  ///   - centres: `[modes, D]`.
  ///   - radius: how far from a mode a good sample may be, such as three standard deviations.
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
