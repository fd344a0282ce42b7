import Foundation
import GANKit

/// A colour in sRGB.
public struct Colour: Hashable, Sendable {
  /// Red, green, blue and opacity, each from 0 to 1.
  public let red, green, blue, alpha: Double

  /// A colour from its components, each from 0 to 1.
  public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// The colour that is written `#RRGGBB` on the web.
  public init(hex: UInt32) {
    self.init(
      red: Double(hex >> 16 & 0xFF) / 255, green: Double(hex >> 8 & 0xFF) / 255,
      blue: Double(hex & 0xFF) / 255)
  }

  /// The same colour with its opacity multiplied by `alpha`, from 0 to 1.
  public func opacity(_ alpha: Double) -> Colour {
    Colour(red: red, green: green, blue: blue, alpha: self.alpha * alpha)
  }

  /// How light the colour looks, from 0 (black) to 100 (white): CIE L*. This is what remains of it in
  /// black-and-white print.
  public var lightness: Double { lab.lightness }

  /// The opaque colour that this one gives when laid over white.
  var overWhite: Colour {
    Colour(
      red: red * alpha + 1 - alpha, green: green * alpha + 1 - alpha, blue: blue * alpha + 1 - alpha)
  }
}

/// A colour in CIE L*a*b* (white point D65), where colours at equal distances look about equally different.
struct LabColour: Hashable, Sendable {
  var lightness: Double
  var a: Double
  var b: Double

  func distance(to other: LabColour) -> Double {
    let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
    return (dl * dl + da * da + db * db).squareRoot()
  }

  func mixed(with other: LabColour, by t: Double) -> LabColour {
    LabColour(
      lightness: lightness + t * (other.lightness - lightness), a: a + t * (other.a - a),
      b: b + t * (other.b - b))
  }
}

extension Colour {
  private static let white = (x: 0.95047, y: 1.0, z: 1.08883)

  var linear: (red: Double, green: Double, blue: Double) {
    func light(_ value: Double) -> Double {
      value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return (light(red), light(green), light(blue))
  }

  init(linearRed: Double, green: Double, blue: Double) {
    func encoded(_ light: Double) -> Double {
      let light = min(max(light, 0), 1)
      return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
    }
    self.init(red: encoded(linearRed), green: encoded(green), blue: encoded(blue))
  }

  var lab: LabColour {
    let (r, g, b) = linear
    func f(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    let x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / Self.white.x)
    let y = f((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / Self.white.y)
    let z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / Self.white.z)
    return LabColour(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  init(_ lab: LabColour) {
    func inverse(_ t: Double) -> Double { t > 6.0 / 29 ? t * t * t : (116 * t - 16) * 27 / 24389 }
    let fy = (lab.lightness + 16) / 116
    let x = inverse(fy + lab.a / 500) * Self.white.x
    let y = inverse(fy)
    let z = inverse(fy - lab.b / 200) * Self.white.z
    self.init(
      linearRed: 3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
      green: -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
      blue: 0.0556434 * x - 0.2040259 * y + 1.0572252 * z)
  }
}

extension Colour {
  /// The colour in Cairo's format: `0x00RRGGBB`.
  var pixel: UInt32 {
    func byte(_ value: Double) -> UInt32 { UInt32((min(max(value, 0), 1) * 255).rounded()) }
    return byte(red) << 16 | byte(green) << 8 | byte(blue)
  }
}
