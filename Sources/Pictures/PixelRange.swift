/// The interval of real numbers that represents black to white.
///
/// Networks that end in `tanh` use `[-1, 1]`, densities and probabilities `[0, 1]`, image files `0...255`. Every
/// conversion between pixels and numbers names its range, so that one cannot be mistaken for another.
public enum PixelRange: String, Hashable, Sendable, CaseIterable {
  /// -1 is black and 1 is white: the output of this book's generators.
  case signed
  /// 0 is black and 1 is white.
  case unit
  /// 0 is black and 255 is white.
  case bytes

  /// The numbers that stand for black and for white.
  public var bounds: ClosedRange<Float> {
    switch self {
    case .signed: -1...1
    case .unit: 0...1
    case .bytes: 0...255
    }
  }

  /// The 8-bit pixel nearest to `value`. Values outside the range are clamped; NaN becomes black.
  @inlinable
  public func byte(_ value: Float) -> UInt8 {
    let scaled: Float
    switch self {
    case .signed: scaled = (value + 1) * 127.5
    case .unit: scaled = value * 255
    case .bytes: scaled = value
    }
    // A comparison with NaN is false, so that NaN falls through to black and never traps.
    guard scaled > 0 else { return 0 }
    guard scaled < 255 else { return 255 }
    return UInt8(scaled.rounded())
  }

  /// The number in this range that the 8-bit pixel `byte` stands for.
  @inlinable
  public func value(_ byte: UInt8) -> Float {
    switch self {
    case .signed: Float(byte) / 127.5 - 1
    case .unit: Float(byte) / 255
    case .bytes: Float(byte)
    }
  }
}
