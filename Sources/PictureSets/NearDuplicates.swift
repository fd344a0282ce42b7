/// Pictures that look alike: their hashes differ in a few of 64 bits.
enum NearDuplicates {
  /// The number of bits in which the hashes of two may differ.
  static let distance = 4

  /// Those that look alike, directly or through others, as groups of at least two positions in ascending order.
  static func groups(_ looks: [UInt64]) -> [[Int]] {
    let places = Dictionary(grouping: looks.indices) { looks[$0] }
    let different = places.keys.sorted()
    var roots = Array(different.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while roots[index] != index { index = roots[index] }
      return index
    }
    // Two hashes that differ in four bits agree in at least one of five bands: only those are compared.
    for band in 0...distance {
      let (low, width) = (
        64 * band / (distance + 1), 64 * (band + 1) / (distance + 1) - 64 * band / (distance + 1)
      )
      let mask: UInt64 = (1 << UInt64(width)) - 1
      let buckets = Dictionary(grouping: different.indices) { different[$0] >> UInt64(low) & mask }
      for bucket in buckets.values {
        for (position, one) in bucket.enumerated() {
          for other in bucket.dropFirst(position + 1)
          where (different[one] ^ different[other]).nonzeroBitCount <= distance {
            let (a, b) = (root(one), root(other))
            roots[max(a, b)] = min(a, b)
          }
        }
      }
    }
    let groups = Dictionary(grouping: different.indices, by: root).values.map { group in
      group.flatMap { places[different[$0]]! }.sorted()
    }
    return groups.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }
}
