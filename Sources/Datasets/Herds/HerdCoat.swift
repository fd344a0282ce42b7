/// One of the two coats of an animal: the colour of its hair at each part of the body.
struct HerdCoat {
  /// The hair between the stripes, or all of it.
  let light: SIMD3<Float>
  /// The face is pale in either coat: a translator can tell by its colour that no stripes belong there.
  let face: SIMD3<Float>
  private let isStriped: Bool

  /// Hooves, muzzle, mane and tail, in either coat.
  static let dark = SIMD3<Float>(0.13, 0.11, 0.12)

  /// Both coats show the animal's shade, each in its own range of colours.
  init(_ coat: DrawnHerds.Coat, shade: Float) {
    switch coat {
    case .plain:
      light = SIMD3(0.42, 0.2, 0.1) + SIMD3(0.38, 0.36, 0.26) * shade
      face = light + (SIMD3(0.97, 0.92, 0.84) - light) * 0.55
      isStriped = false
    case .striped:
      light = SIMD3(0.74, 0.68, 0.62) + SIMD3(0.24, 0.28, 0.3) * shade
      face = light
      isStriped = true
    }
  }

  /// - Parameters:
  ///   - position: the place along a part of the body, in stripes: a stripe is at its darkest at every whole number.
  ///   - sharpness: the width of a dark stripe in units of the canvas; its edges are one unit soft.
  @inline(__always)
  func colour(_ position: Float, sharpness: Float) -> SIMD3<Float> {
    guard isStriped else { return light }
    // From 1 in the middle of a stripe to -1 between two.
    let wave = SignedDistance.zigzag(position)
    let cover = min(max(0.5 + wave * sharpness * 0.5, 0), 1)
    return light + (Self.dark - light) * cover
  }
}
