import GANKit

/// Shows numbers as colours, in steps that look equally large.
///
/// The map runs through its key colours on straight lines in CIE L*a*b*, at constant speed, so that equal
/// differences in value look like equal differences in colour.
public struct ColourMap: Hashable, Sendable {
  private let table: [Colour]

  /// A map from 0 to 1 through `keys`, which must be at least two.
  ///
  /// - Parameter isDiverging: whether the middle key is fixed at 0.5; each half then has its own speed.
  public init(through keys: [Colour], isDiverging: Bool = false) {
    require(keys.count >= 2, "ColourMap: a map needs at least two colours, not \(keys.count).")
    let entries = 257
    if isDiverging {
      let middle = keys.count / 2
      let low = Self.path(through: Array(keys[...middle]), count: entries / 2 + 1)
      let high = Self.path(through: Array(keys[middle...]), count: entries / 2 + 1)
      table = low + high.dropFirst()
    } else {
      table = Self.path(through: keys, count: entries)
    }
  }

  /// The colour of `value`, from 0 to 1; values outside get the colour of the nearer end, NaN that of 0.
  public func colour(at value: Double) -> Colour {
    table[index(value)]
  }

  /// The pixels of all colours.
  var pixels: [UInt32] { table.map(\.pixel) }

  /// The position in `pixels` of the colour of `value`.
  func index(_ value: Double) -> Int {
    guard value > 0 else { return 0 }
    return value < 1 ? Int((value * Double(table.count - 1)).rounded()) : table.count - 1
  }

  private static func path(through keys: [Colour], count: Int) -> [Colour] {
    let keys = keys.map(\.lab)
    var lengths = [0.0]
    for (a, b) in zip(keys, keys.dropFirst()) { lengths.append(lengths.last! + a.distance(to: b)) }
    return (0..<count).map { index in
      let distance = lengths.last! * Double(index) / Double(count - 1)
      let segment = min(lengths.lastIndex { $0 <= distance } ?? 0, keys.count - 2)
      let length = lengths[segment + 1] - lengths[segment]
      let t = length > 0 ? (distance - lengths[segment]) / length : 0
      return Colour(keys[segment].mixed(with: keys[segment + 1], by: t))
    }
  }
}
