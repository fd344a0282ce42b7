/// One face: its factors, and everything else about it that no factor determines: proportions, place, light, shades.
struct FaceLook {
  let factors: FaceFactors
  /// The middle of the head, and half its width and height, in the canvas's units.
  let centre: SIMD2<Float>
  let half: SIMD2<Float>
  /// How much narrower the chin is than the cheeks, as a share.
  let taper: Float
  /// The angle by which the head is turned, positive towards the picture's right.
  let turn: (sine: Float, cosine: Float)
  /// Where the light comes from: -1 for left, 1 for right.
  let light: Float
  let colours: FaceColours

  init(_ factors: FaceFactors, using dice: inout Dice) {
    self.factors = factors
    centre = SIMD2(32 + 0.7 * dice.bell(), 33.3 + 0.6 * dice.bell())
    half = SIMD2(13.2 + 0.45 * dice.bell(), 17.2 + 0.45 * dice.bell())
    taper = dice.uniform(0.16, 0.32)
    let angle: Float =
      switch factors.pose {
      case .left: -0.4 + 0.05 * dice.bell()
      case .ahead: 0.04 * dice.bell()
      case .right: 0.4 + 0.05 * dice.bell()
      }
    turn = (cosine(angle - .pi / 2), cosine(angle))
    light = dice.uniform(-1, 1)
    colours = FaceColours(factors, using: &dice)
  }

  /// The place of a point of the face at `u` from its middle line and `v` from its middle height, both in -1...1, when
  /// the head is turned: the face is a cylinder seen from the front.
  func point(_ u: Float, _ v: Float) -> SIMD2<Float> {
    let depth = max(1 - u * u, 0).squareRoot()
    return SIMD2(centre.x + half.x * (u * turn.cosine + depth * turn.sine), centre.y + half.y * v)
  }

  /// How wide something at `u` appears: 1 where the face is seen straight on, 0 at its rim.
  func width(at u: Float) -> Float {
    let depth = max(1 - u * u, 0).squareRoot()
    return max(depth * turn.cosine - u * turn.sine, 0)
  }

  /// The head's outline: an egg shape whose chin moves a little in the direction in which the head turns.
  @inline(__always)
  func outline(_ p: SIMD2<Float>) -> Float {
    var q = p - centre
    let t = max(q.y / half.y, 0)
    let narrowing = max(1 - taper * t * t, 0.5)
    q.x = (q.x - 2.2 * turn.sine * t) / narrowing
    return SignedDistance.ellipse(q, .zero, half) * narrowing
  }
}

/// The colours of one face.
struct FaceColours {
  let skin, skinShadow, hair, lips, iris, brows, cloth, trim, frame: SIMD3<Float>
  /// The colours at the top and at the bottom.
  let background: (SIMD3<Float>, SIMD3<Float>)

  init(_ factors: FaceFactors, using dice: inout Dice) {
    skin = Self.shade(of: Self.skin(factors.skin), 0.03, using: &dice)
    skinShadow = skin * SIMD3(0.76, 0.64, 0.6)
    hair = Self.shade(of: Self.hair(factors.hairColour), 0.05, tint: 0.2, using: &dice)
    brows = factors.hairColour == .black ? hair : hair * 0.62
    lips = skin * 0.4 + SIMD3(0.78, 0.28, 0.3) * dice.uniform(0.48, 0.62)
    iris = Self.irises[dice.choice(4, 2, 2)]
    cloth = Self.shade(of: Self.cloths[dice.choice(1, 1, 1, 1, 1, 1, 1)], 0.05, using: &dice)
    trim = cloth * 0.78
    frame = Self.frames[dice.choice(2, 1)]
    let ground = Self.shade(of: Self.ground(factors.background), 0.03, using: &dice)
    background = (ground + (1 - ground) * 0.35, ground * 0.93)
  }

  private static func shade(
    of colour: SIMD3<Float>, _ spread: Float, tint: Float = 0.35, using dice: inout Dice
  )
    -> SIMD3<Float>
  {
    let brightness = 1 + spread * dice.bell()
    let shift = SIMD3(dice.bell(), dice.bell(), dice.bell()) * (spread * tint)
    return (colour * brightness + shift).clamped(lowerBound: .zero, upperBound: .one)
  }

  private static func skin(_ tone: FaceFactors.Skin) -> SIMD3<Float> {
    switch tone {
    case .fair: rgb(250, 217, 196)
    case .tan: rgb(226, 176, 136)
    case .brown: rgb(176, 118, 80)
    case .dark: rgb(112, 72, 52)
    }
  }

  private static func hair(_ colour: FaceFactors.HairColour) -> SIMD3<Float> {
    switch colour {
    case .black: rgb(38, 34, 40)
    case .brown: rgb(106, 66, 40)
    case .blond: rgb(228, 188, 104)
    case .red: rgb(190, 82, 40)
    }
  }

  private static func ground(_ hue: FaceFactors.Background) -> SIMD3<Float> {
    switch hue {
    case .blue: rgb(142, 184, 222)
    case .green: rgb(158, 204, 162)
    case .rose: rgb(230, 164, 176)
    case .sand: rgb(236, 214, 158)
    }
  }

  private static let irises = [rgb(92, 58, 34), rgb(70, 120, 176), rgb(84, 136, 88)]

  private static let frames = [rgb(30, 28, 34), rgb(34, 54, 124)]

  private static let cloths = [
    rgb(58, 84, 140), rgb(176, 62, 66), rgb(60, 128, 116), rgb(238, 236, 228), rgb(232, 170, 66),
    rgb(110, 82, 146), rgb(74, 78, 88),
  ]

  private static func rgb(_ red: Float, _ green: Float, _ blue: Float) -> SIMD3<Float> {
    SIMD3(red, green, blue) / 255
  }
}
