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
  /// At the border of two labels, scaling leaves mixtures of their colours, which are more frequent than some labels. So
  /// pixels inside of flat areas are counted first. Labels that occur in thin lines only are added after that if their
  /// pixels have exactly one colour; mixtures vary.
  ///
  /// - Parameters:
  ///   - maps: label maps `[N, H, W, 3]` in [-1, 1].
  ///   - limit: the largest number of labels.
  public init(of maps: Tensor, limit: Int = 12) {
    let inside = Self.frequentColours(of: maps, flat: true)
    // Photos, for instance, have few colours that are exact.
    let anywhere = Self.frequentColours(of: maps, flat: false)
    var found: [SIMD3<Float>] = []
    for cell in inside + anywhere.filter({ $0.isExact || inside.isEmpty })
    where found.count < limit && found.allSatisfy({ Self.squaredDistance($0, cell.mean) > Self.clear }) {
      found.append(cell.mean)
    }
    colours = found
  }

  /// Colours differ clearly if their squared distance is larger than this; the range of each channel is 2.
  private static let clear: Float = 0.09

  /// The pixels of one cell of 16 shades a channel.
  private struct Cell {
    var count = 0
    var sum = SIMD3<Double>.zero
    var sumOfSquares = SIMD3<Double>.zero
    var mean: SIMD3<Float> { SIMD3<Float>(sum / Double(count)) }
    /// Whether all of them have the same colour, to less than a shade of 256.
    var isExact: Bool {
      let mean = sum / Double(count)
      return (sumOfSquares / Double(count) - mean * mean).sum() < 1e-5
    }
  }

  /// The colours of at least one pixel in 2,000, the most frequent first, similar ones included.
  ///
  /// - Parameter flat: whether only pixels count whose four neighbours have the same colour.
  private static func frequentColours(of maps: Tensor, flat: Bool) -> [Cell] {
    var cells: [Int: Cell] = [:]
    var total = 0
    let (height, width) = (maps.shape[1], maps.shape[2])
    maps.withScalars { scalars in
      for pixel in 0..<scalars.count / 3 {
        let colour = colour(scalars, 3 * pixel)
        if flat {
          let (y, x) = (pixel / width % height, pixel % width)
          guard y > 0, y < height - 1, x > 0, x < width - 1 else { continue }
          let isFlat = [-1, 1, -width, width].allSatisfy {
            // Compression leaves small differences.
            squaredDistance(Self.colour(scalars, 3 * (pixel + $0)), colour) < 0.02
          }
          guard isFlat else { continue }
        }
        let place = ((colour + 1) * 7.5).rounded(.toNearestOrAwayFromZero)
        let key = Int(place.x) << 8 | Int(place.y) << 4 | Int(place.z)
        cells[key, default: Cell()].count += 1
        let exact = SIMD3<Double>(colour)
        cells[key]!.sum += exact
        cells[key]!.sumOfSquares += exact * exact
        total += 1
      }
    }
    let frequent = cells.filter { 2000 * $0.value.count >= total }
    // In noise no colour is frequent.
    let kept = frequent.isEmpty ? cells : frequent
    return kept.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }.map(\.value)
  }

  private static func colour(_ scalars: UnsafeBufferPointer<Float>, _ start: Int) -> SIMD3<Float> {
    SIMD3(scalars[start], scalars[start + 1], scalars[start + 2])
  }

  private static func squaredDistance(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float {
    ((a - b) * (a - b)).sum()
  }

  /// The label of each pixel of `[N, H, W, 3]`, in row-major order.
  public func labels(of maps: Tensor) -> [Int] {
    maps.withScalars { scalars in
      stride(from: 0, to: scalars.count, by: 3).map { start in
        let colour = Self.colour(scalars, start)
        return colours.indices.min {
          Self.squaredDistance(colours[$0], colour) < Self.squaredDistance(colours[$1], colour)
        }!
      }
    }
  }

  /// The map of these labels.
  public func map(of labels: [Int], shape: Shape) -> Tensor {
    Tensor(shape: shape) { out in
      for (index, label) in labels.enumerated() {
        for channel in 0..<3 { out[index * 3 + channel] = colours[label][channel] }
      }
    }
  }

  /// The share of pixels that have the label that the maps say.
  public func agreement(of found: [Int], with maps: Tensor) -> Double {
    let asked = labels(of: maps)
    return Double(zip(found, asked).count { $0 == $1 }) / Double(asked.count)
  }

  // snippet.baselines
  /// The share of pixels with the most frequent label: what a judge gets that answers without looking.
  public func majorityShare(of maps: Tensor) -> Double {
    let labels = labels(of: maps)
    let counts = colours.indices.map { label in labels.count { $0 == label } }
    return Double(counts.max() ?? 0) / Double(labels.count)
  }

  /// The share of pixels at which each map agrees with the next one, which shows another building.
  public func agreementWithOthers(of maps: Tensor) -> Double {
    let count = maps.shape[0]
    return agreement(of: labels(of: maps.gathered(rows: (0..<count).map { ($0 + 1) % count })), with: maps)
  }
  // snippet.end
}
