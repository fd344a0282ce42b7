/// Paints a plan twice: as a label map of flat colours, and as the photo that the map might describe.
///
/// The photo's light comes from the top left. Its colours follow from the map: the number of floors determines what the
/// wall is made of, and so on. Only details do not follow: the grain of the wall, and where curtains are drawn.
struct FacadePainter {
  private let side: Int
  private let plan: FacadePlan
  private let materials: FacadeMaterials
  private var dice: Dice
  private(set) var labels: [SIMD3<Float>]
  private(set) var photo: [SIMD3<Float>]

  init(_ plan: FacadePlan, side: Int, dice: Dice) {
    (self.plan, self.side, self.dice) = (plan, side, dice)
    materials = FacadeMaterials(plan)
    labels = [SIMD3<Float>](repeating: .zero, count: side * side)
    photo = labels
    for element in plan.elements { paint(element) }
    finish()
  }

  private struct Box {
    let left, top, right, bottom: Int
    var width: Int { right - left }
    var height: Int { bottom - top }
  }

  /// The pixels of an element: at least one along each axis.
  private func box(_ element: FacadePlan.Element) -> Box {
    func pixel(_ share: Float) -> Int { Int((share * Float(side)).rounded()) }
    let (left, top) = (min(max(pixel(element.left), 0), side - 1), min(max(pixel(element.top), 0), side - 1))
    return Box(
      left: left, top: top, right: max(min(pixel(element.right), side), left + 1),
      bottom: max(min(pixel(element.bottom), side), top + 1))
  }

  private mutating func paint(_ element: FacadePlan.Element) {
    let box = box(element)
    if Self.castsShadow(element.part) { castShadow(of: box) }
    let curtain = dice.uniform(-0.06, 0.06)
    for y in box.top..<box.bottom {
      for x in box.left..<box.right {
        let index = y * side + x
        labels[index] = element.part.scalars
        photo[index] = colour(of: element.part, x, y, in: box, curtain: curtain)
      }
    }
  }

  private static func castsShadow(_ part: FacadePart) -> Bool {
    switch part {
    case .cornice, .sill, .balcony, .pillar, .decoration, .blind: true
    default: false
    }
  }

  /// Darkens the pixels below and to the right of something that stands out.
  private mutating func castShadow(of box: Box) {
    let reach = max(1, side / 32)
    let (first, last) = (min(box.left + reach, side), min(box.right + reach / 2, side))
    guard first < last else { return }
    for y in box.bottom..<max(box.bottom, min(box.bottom + reach, side)) {
      for x in first..<last { photo[y * side + x] *= 0.68 }
    }
  }

  /// The colour of one pixel of a part, from its place in the part's box.
  private func colour(of part: FacadePart, _ x: Int, _ y: Int, in box: Box, curtain: Float) -> SIMD3<Float> {
    let unit = max(1, side / 64)
    let (u, v) = (x - box.left, y - box.top)
    let (right, bottom) = (box.right - 1 - x, box.bottom - 1 - y)
    let down = Float(v) / Float(max(box.height - 1, 1))
    switch part {
    case .background: return materials.surroundings(Float(y) / Float(side), plan)
    case .wall: return materials.wall(x / unit, y / unit)
    case .roof: return materials.roof * ((y / unit) % 3 == 0 ? 0.82 : 1)
    case .window, .shop, .door:
      let frame = part == .window ? materials.frame : part == .shop ? materials.shopFrame : materials.door
      // It is set back into the wall, so the top and the left lie in shadow.
      if v < unit || u < unit { return frame * 0.55 }
      if part == .door {
        let isPanel = u > 2 * unit && right > unit && (v / unit) % 6 > 1
        return frame * (isPanel ? 0.8 : 1)
      }
      let middle = abs(2 * u - box.width + 1) < 2 * unit
      let bar = part == .window && abs(3 * v - box.height) < 2 * unit
      if right < unit || bottom < unit || middle || bar { return frame }
      return materials.glass * (1.25 - 0.55 * down) + SIMD3(repeating: curtain)
    case .cornice, .sill, .decoration:
      return materials.stone * (v < unit ? 1.12 : bottom < unit ? 0.78 : 1)
    case .pillar:
      let across = Float(u) / Float(max(box.width - 1, 1))
      return materials.stone * (1.15 - 0.45 * across)
    case .blind: return materials.blind * ((v / unit) % 2 == 0 ? 1 : 0.72)
    case .balcony:
      if v < unit { return materials.iron * 1.9 }
      return (u / unit) % 2 == 0 ? materials.iron : materials.glass * 0.9
    }
  }

  /// Lays light from the top left over everything, and grain over that.
  private mutating func finish() {
    for y in 0..<side {
      for x in 0..<side {
        let light = 1.1 - 0.12 * Float(x) / Float(side) - 0.1 * Float(y) / Float(side)
        let grain = 0.02 * dice.bell()
        let colour = photo[y * side + x] * light + grain
        photo[y * side + x] = colour.clamped(lowerBound: .zero, upperBound: .one) * 2 - 1
      }
    }
  }
}

/// What one building is made of: red, green and blue in [0, 1].
struct FacadeMaterials {
  let roof, stone, frame, shopFrame, door, blind: SIMD3<Float>
  let glass = SIMD3<Float>(0.3, 0.38, 0.46)
  let iron = SIMD3<Float>(0.16, 0.17, 0.19)
  private let plaster: SIMD3<Float>
  private let isBrick: Bool

  init(_ plan: FacadePlan) {
    isBrick = plan.floors == 2
    plaster =
      switch plan.floors {
      case 2: SIMD3(0.62, 0.3, 0.24)
      case 3: SIMD3(0.84, 0.68, 0.42)
      case 4: SIMD3(0.66, 0.72, 0.66)
      default: SIMD3(0.85, 0.8, 0.74)
      }
    roof = plan.hasBlinds ? SIMD3(0.6, 0.3, 0.2) : SIMD3(0.34, 0.36, 0.42)
    stone = plan.hasPillars ? SIMD3(0.9, 0.88, 0.82) : SIMD3(0.78, 0.74, 0.66)
    frame = isBrick ? SIMD3(0.92, 0.92, 0.9) : SIMD3(0.45, 0.3, 0.2)
    shopFrame = SIMD3(0.2, 0.32, 0.28)
    door = plan.hasPillars ? SIMD3(0.2, 0.34, 0.3) : SIMD3(0.42, 0.24, 0.14)
    blind = SIMD3(0.24, 0.42, 0.32)
  }

  /// Plaster, or bricks whose joints follow from the pixel's place.
  func wall(_ x: Int, _ y: Int) -> SIMD3<Float> {
    guard isBrick else { return plaster }
    let isJoint = y % 4 == 3 || (x + y / 4 % 2 * 4) % 8 == 7
    return plaster * (isJoint ? 1.25 : y % 4 == 0 ? 1.04 : 0.96)
  }

  /// Sky above, street below.
  func surroundings(_ height: Float, _ plan: FacadePlan) -> SIMD3<Float> {
    height > 0.86
      ? SIMD3(0.48, 0.46, 0.45) : SIMD3(0.55, 0.7, 0.9) + SIMD3(0.25, 0.17, 0.06) * height
  }
}
