import GANKit

/// The colours that a set of label maps is painted with, found by counting.
///
/// Label maps are stored as pictures. Compression and scaling leave colours in them that no label has; each pixel counts
/// as the label whose colour is nearest.
public struct LabelPalette: Sendable {
  /// Red, green and blue in [-1, 1], the most frequent first.
  public let colours: [SIMD3<Float>]

  /// Finds the most frequent colours that differ clearly.
  ///
  /// - Parameters:
  ///   - maps: label maps `[N, H, W, 3]` in [-1, 1].
  ///   - limit: the largest number of labels.
  public init(of maps: Tensor, limit: Int = 12) {
    // Counted in cells of 16 shades a channel, with the mean colour of each.
    var cells: [Int: (count: Int, sum: SIMD3<Float>)] = [:]
    maps.withScalars { scalars in
      for start in stride(from: 0, to: scalars.count, by: 3) {
        let colour = SIMD3(scalars[start], scalars[start + 1], scalars[start + 2])
        let cell = ((colour + 1) * 7.5).rounded(.toNearestOrAwayFromZero)
        let key = Int(cell.x) << 8 | Int(cell.y) << 4 | Int(cell.z)
        cells[key, default: (0, .zero)].count += 1
        cells[key]!.sum += colour
      }
    }
    let frequent = cells.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
    var found: [SIMD3<Float>] = []
    for (_, (count, sum)) in frequent where found.count < limit {
      let colour = sum / Float(count)
      // Mixtures of two labels at their border are not far from one of them.
      if found.allSatisfy({ (($0 - colour) * ($0 - colour)).sum() > 0.09 }) { found.append(colour) }
    }
    colours = found
  }

  /// The label of each pixel of `[N, H, W, 3]`, in row-major order.
  public func labels(of maps: Tensor) -> [Int] {
    maps.withScalars { scalars in
      stride(from: 0, to: scalars.count, by: 3).map { start in
        let colour = SIMD3(scalars[start], scalars[start + 1], scalars[start + 2])
        return colours.indices.min { distance(colour, $0) < distance(colour, $1) }!
      }
    }
  }

  /// The share of pixels that have the label that the maps say.
  public func agreement(of found: [Int], with maps: Tensor) -> Double {
    let asked = labels(of: maps)
    return Double(zip(found, asked).count { $0 == $1 }) / Double(asked.count)
  }

  /// The map of these labels.
  public func map(of labels: [Int], shape: Shape) -> Tensor {
    Tensor(shape: shape) { out in
      for (index, label) in labels.enumerated() {
        for channel in 0..<3 { out[index * 3 + channel] = colours[label][channel] }
      }
    }
  }

  private func distance(_ colour: SIMD3<Float>, _ label: Int) -> Float {
    let difference = colours[label] - colour
    return (difference * difference).sum()
  }
}
