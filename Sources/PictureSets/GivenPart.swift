import Files
import GANKit
import Pictures

/// The part of a result that the input already gives, so that it can be kept instead of drawn.
public enum GivenPart: String, CaseIterable, Sendable {
  /// How bright each pixel is, for networks that colour grey pictures.
  case brightness
  /// Everything around a hole, for networks that fill holes. A hole has the grey of ``Hole/filling``.
  case surroundings

  /// A network's result with this part of the picture that it was made from.
  ///
  /// - Parameters:
  ///   - picture: grey or RGB.
  ///   - result: RGB, of the same size.
  ///   - name: what error messages call the picture.
  /// - Throws: `DataError` of kind `.unsuitableContent` if the surroundings of a hole should be kept and there is no hole.
  public func kept(of picture: Image, in result: Image, name: String) throws(DataError) -> Image {
    require(
      (picture.width, picture.height, 3) == (result.width, result.height, result.channels),
      """
      GivenPart: the result must be RGB and \(picture.width) x \(picture.height), like the picture, but it has \
      \(result.channels) channels and \(result.width) x \(result.height) pixels.
      """)
    switch self {
    case .brightness: return Self.brightness(of: picture, in: result)
    case .surroundings: return try Self.surroundings(of: picture.rgb, in: result, name)
    }
  }

  /// All channels of a pixel move by the same amount, so that its colour stays, except where they reach 0 or 255.
  private static func brightness(of picture: Image, in result: Image) -> Image {
    var pixels = result.pixels
    for (index, (wanted, drawn)) in zip(picture.brightness, result.brightness).enumerated() {
      let change = Int((Double(wanted - drawn) / 1000).rounded())
      for channel in 3 * index..<3 * index + 3 {
        pixels[channel] = UInt8(min(max(Int(pixels[channel]) + change, 0), 255))
      }
    }
    return Image(width: result.width, height: result.height, channels: 3, pixels: pixels)
  }

  private static func surroundings(
    of picture: Image, in result: Image, _ name: String
  ) throws(DataError) -> Image {
    let hole = Hole.pixels(of: picture)
    guard hole.contains(true) else {
      throw DataError(
        .unsuitableContent, path: name,
        expected: "a hole: an area of at least 3 x 3 pixels with red, green and blue \(Hole.filling)",
        found: "none",
        advice:
          "Fill the hole with this grey and save the picture as PNG (JPEG changes colours), or leave --keep out."
      )
    }
    var pixels = picture.pixels
    for index in hole.indices where hole[index] {
      for channel in 3 * index..<3 * index + 3 { pixels[channel] = result.pixels[channel] }
    }
    return Image(width: picture.width, height: picture.height, channels: 3, pixels: pixels)
  }
}
