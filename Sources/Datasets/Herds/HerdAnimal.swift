/// One animal: where and how it stands, and the shade of its coat.
struct HerdAnimal {
  /// The middle of the trunk, and half its length, in units of the canvas.
  let place: SIMD2<Float>
  let size: Float
  /// 1 facing right, -1 facing left.
  let facing: Float
  /// How far the head is raised: 0 grazing, 1 alert.
  let alertness: Float
  /// How far apart the legs are.
  let stride: Float
  /// 0 for the darkest coat, 1 for the lightest.
  let shade: Float

  /// One to three animals, the farther ones first.
  static func herd(on landscape: HerdLandscape, using dice: inout Dice) -> [HerdAnimal] {
    let count = 1 + dice.choice(5, 4, 1)
    let size: Float = [21.5, 17.5, 15][count - 1]
    // Evenly spaced, and then moved a little.
    let gap = 64 / Float(count)
    return (0..<count).map { index in
      let reach = size * (1 + 0.08 * dice.bell())
      let foot = min(max(landscape.horizon + 12, 64 - dice.uniform(1.5, 5 + 4 * Float(count))), 63)
      return HerdAnimal(
        place: SIMD2(gap * (Float(index) + 0.5) + dice.uniform(-3, 3), foot - 1.62 * reach), size: reach,
        facing: dice.uniform() < 0.5 ? 1 : -1, alertness: dice.uniform(), stride: dice.uniform(-0.16, 0.16),
        shade: dice.uniform())
    }.sorted { $0.place.y + 1.62 * $0.size < $1.place.y + 1.62 * $1.size }
  }

  // MARK: Points of the body, in units of half the trunk's length; x forwards, y downwards

  var shoulder: SIMD2<Float> { SIMD2(0.72, -0.2) }
  var poll: SIMD2<Float> { SIMD2(1.32 - 0.12 * alertness, 0.2 - 1.25 * alertness) }
  var muzzle: SIMD2<Float> { poll + SIMD2(0.36, 0.44) }
  var rump: SIMD2<Float> { SIMD2(-0.9, -0.3) }
  /// The upper ends of the legs, the far ones first, and how far each swings.
  var legs: [(hip: SIMD2<Float>, swing: Float, isFar: Bool)] {
    [
      (SIMD2(-0.5, 0.3), -stride, true), (SIMD2(0.66, 0.3), -stride, true),
      (SIMD2(-0.72, 0.25), stride, false), (SIMD2(0.46, 0.3), stride, false),
    ]
  }

  /// A point of the canvas in the body's own coordinates.
  @inline(__always)
  func body(_ p: SIMD2<Float>) -> SIMD2<Float> {
    let q = (p - place) / size
    return SIMD2(q.x * facing, q.y)
  }

  /// The part of the canvas around a point of the body.
  func box(_ centre: SIMD2<Float>, _ reach: SIMD2<Float>) -> ShapeBounds {
    ShapeBounds(place + SIMD2(centre.x * facing, centre.y) * size, reach * size)
  }
}
