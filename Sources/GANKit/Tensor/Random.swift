import CKernels

/// A reproducible source of random numbers: number `i` of a stream is a hash of the stream's key and `i`.
///
/// Every draw in GANKit names the source that it draws from; there is no global source and no seed from the clock.
/// Because a number depends only on its position, several threads can draw a long run of them without changing a bit.
public final class Random {
  private var key: UInt64
  private var position: UInt64

  /// Everything that determines what will be drawn.
  var state: (key: UInt64, position: UInt64) {
    get { (key, position) }
    set { (key, position) = newValue }
  }

  /// A separate source for each seed.
  public init(seed: UInt64) {
    key = gk_random_bits(seed, 0)
    position = 0
  }

  /// A separate source for each pair of a seed and a stream's name.
  public init(seed: UInt64, stream: String) {
    key = Random.key(seed, stream)
    position = 0
  }

  /// An independent source that depends on this one's seed and a name, not on what was drawn so far.
  public func fork(_ stream: String) -> Random {
    Random(seed: key, stream: stream)
  }

  private static func key(_ seed: UInt64, _ stream: String) -> UInt64 {
    stream.utf8.reduce(gk_random_bits(seed, 1)) { key, byte in gk_random_bits(key, UInt64(byte)) }
  }

  /// Reserves `count` numbers for a kernel, which draws them by position.
  func take(_ count: Int) -> RandomRange {
    defer { position += UInt64(count) }
    return RandomRange(key: key, start: position)
  }

  /// 64 random bits.
  public func bits() -> UInt64 {
    let range = take(1)
    return gk_random_bits(range.key, range.start)
  }

  /// A number drawn uniformly from [0, 1).
  public func uniform() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// A number drawn uniformly from a range.
  public func uniform(in range: Range<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A number drawn from the standard normal distribution.
  public func normal() -> Double {
    let range = take(1)
    var value: Float = 0
    gk_random_normal(range.key, range.start, &value, 1)
    return Double(value)
  }

  /// An integer drawn uniformly from 0 ..< bound.
  public func integer(below bound: Int) -> Int {
    require(bound > 0, "integer(below:): needs a positive bound, found \(bound)")
    return Int(bits().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number below `shares.count`, each as often as its share says; the shares sum to 1.
  public func index(withShares shares: [Double]) -> Int {
    require(!shares.isEmpty, "index(withShares:): needs at least one share, found none")
    var left = uniform()
    for (number, share) in shares.enumerated() {
      left -= share
      if left < 0 { return number }
    }
    return shares.count - 1
  }

  /// The numbers 0 ..< count in random order (Fisher and Yates).
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1))
    }
    return order
  }
}

extension Random: RandomNumberGenerator {
  public func next() -> UInt64 { bits() }
}

/// Consecutive numbers of one stream.
struct RandomRange: Sendable {
  let key: UInt64
  let start: UInt64
}
