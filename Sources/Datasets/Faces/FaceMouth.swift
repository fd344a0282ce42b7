// The mouth: closed and straight, closed and smiling, or open.

extension FacePainter {
  mutating func paintMouth() {
    let centre = look.point(0, 0.53) + SIMD2(1.1 * look.turn.sine, 0)
    let width = (1 - 0.16 * abs(look.turn.sine) / 0.4) * dice.uniform(0.94, 1.06)
    // Lips may be full or thin.
    let fullness = dice.uniform(0.75, 1.25)
    switch look.factors.mouth {
    case .neutral: paintNeutral(centre, half: 4.2 * width, fullness, bend: 0.2 * dice.bell())
    case .smiling: paintSmile(centre, half: 6.6 * width, fullness)
    case .open: paintOpenMouth(centre, half: 4.7 * width, depth: dice.uniform(3.6, 4.6))
    }
    // The shadow under the lower lip.
    let drop: Float = look.factors.mouth == .neutral ? 3.8 : 5.6
    canvas.lay(
      in: ShapeBounds(centre + SIMD2(0, drop), 5), softness: 1.5, opacity: 0.22, look.colours.skinShadow
    ) {
      p in SignedDistance.ellipse(p, centre + SIMD2(0, drop), SIMD2(2.6, 0.6))
    }
  }

  private var crease: SIMD3<Float> { look.colours.lips * SIMD3(0.5, 0.4, 0.4) }

  private mutating func paintNeutral(
    _ centre: SIMD2<Float>, half: Float, _ fullness: Float, bend: Float
  ) {
    let box = ShapeBounds(centre, SIMD2(half + 2, 4))
    canvas.lay(in: box, look.colours.lips) { p in
      SignedDistance.lens(p, centre, half: half, up: 1.25 * fullness, down: 1.7 * fullness)
    }
    canvas.lay(in: box, opacity: 0.85, crease) { p in
      SignedDistance.bow(p, centre, half: half, sag: bend, radius: 0.5, taper: 0.4)
    }
  }

  private mutating func paintSmile(_ centre: SIMD2<Float>, half: Float, _ fullness: Float) {
    // The corners are lifted, and the line between the lips hangs from them.
    let middle = centre + SIMD2(0, 1.1)
    let box = ShapeBounds(middle, SIMD2(half + 3, 6))
    canvas.lay(in: box, look.colours.lips) { p in
      SignedDistance.lens(
        p, middle + SIMD2(0, -3.3), half: half, up: -2.1 / fullness, down: 3.3 + 1.5 * fullness)
    }
    canvas.lay(in: box, opacity: 0.9, crease) { p in
      SignedDistance.bow(p, middle, half: half, sag: -3.3, radius: 0.7, taper: 0.2)
    }
    for side: Float in [-1, 1] {
      let corner = middle + SIMD2(side * (half + 0.5), -3.4)
      canvas.lay(in: ShapeBounds(corner, 4), softness: 1.3, opacity: 0.5, look.colours.skinShadow) { p in
        SignedDistance.circle(p, corner, 0.5)
      }
    }
  }

  private mutating func paintOpenMouth(_ centre: SIMD2<Float>, half: Float, depth: Float) {
    let top = centre + SIMD2(0, -1.2)
    let box = ShapeBounds(centre + SIMD2(0, 1), SIMD2(half + 2, depth + 3))
    let inside = { (p: SIMD2<Float>) in SignedDistance.lens(p, top, half: half, up: 0.9, down: depth + 1) }
    canvas.lay(in: box, look.colours.lips) { p in inside(p) - 1 }
    canvas.lay(in: box, SIMD3(0.34, 0.08, 0.1), inside)
    canvas.lay(in: box, SIMD3(0.82, 0.36, 0.38)) { p in
      max(inside(p) + 0.3, SignedDistance.ellipse(p, top + SIMD2(0, depth + 1), SIMD2(half * 0.7, 2.4)))
    }
    canvas.lay(in: box, SIMD3(0.97, 0.96, 0.94)) { p in max(inside(p) + 0.2, p.y - top.y - 0.9) }
  }
}
