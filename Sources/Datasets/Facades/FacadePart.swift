/// The classes that a pixel of a label map can have, each with its own colour.
///
/// Classes and colours are close to those of the CMP facades (Tylecek and Sara 2013), so that the maps look alike.
public enum FacadePart: Int, CaseIterable, Sendable {
  case background, wall, window, door, cornice, sill, balcony, blind, decoration, roof, pillar, shop

  /// Red, green and blue in 0...255.
  public var colour: (red: UInt8, green: UInt8, blue: UInt8) {
    switch self {
    case .background: (0, 0, 170)
    case .wall: (0, 0, 255)
    case .window: (0, 85, 255)
    case .door: (0, 170, 255)
    case .sill: (0, 255, 255)
    case .roof: (85, 255, 170)
    case .balcony: (170, 255, 85)
    case .blind: (255, 255, 0)
    case .decoration: (255, 170, 0)
    case .cornice: (255, 85, 0)
    case .pillar: (255, 0, 0)
    case .shop: (170, 0, 0)
    }
  }

  /// Red, green and blue in [-1, 1].
  var scalars: SIMD3<Float> {
    (SIMD3(Float(colour.red), Float(colour.green), Float(colour.blue)) - 127.5) / 127.5
  }
}
