/// A small and fast source of random numbers for one drawn picture, started from the set's seed and the picture's
/// index.
struct Dice {
  private var state: UInt64

  init(seed: UInt64, index: Int) {
    state = seed &+ UInt64(truncatingIfNeeded: index) &* 0xd1b5_4a32_d192_ed03
    // The first output spreads neighbouring indices over all states.
    state = bits()
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1).
  mutating func uniform() -> Float { Float(bits() >> 40) * 0x1p-24 }

  mutating func uniform(_ low: Float, _ high: Float) -> Float { low + (high - low) * uniform() }

  /// Nearly normal with mean 0 and standard deviation 1, and never more than 3.5 away from 0: a hand slips, but not
  /// off the page.
  mutating func bell() -> Float {
    let word = bits()
    let sum = (word & 0xffff) + (word >> 16 & 0xffff) + (word >> 32 & 0xffff) + (word >> 48)
    return (Float(sum) * 0x1p-16 - 2) * 1.732_050_8
  }

  /// The number of one of several alternatives, drawn by their weights.
  mutating func choice(_ weights: Float...) -> Int {
    var left = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }
}
