// The eyes, open or closed, the brows and the glasses.

extension FacePainter {
  /// Where an eye is: -1 for the left one in the picture, 1 for the right one.
  private func eye(_ side: Float) -> (centre: SIMD2<Float>, width: Float) {
    let u = side * 0.45
    return (look.point(u, -0.02), max(look.width(at: u), 0.62))
  }

  mutating func paintEyes() {
    let size = dice.uniform(0.93, 1.07)
    let gaze = SIMD2(0.35 * dice.bell() + look.turn.sine, 0.15 * dice.bell())
    let archHeight = dice.uniform(0.7, 1.5)
    let browRadius = dice.uniform(0.6, 1)
    let browTilt = 0.35 * dice.bell()
    for side: Float in [-1, 1] {
      let (centre, width) = eye(side)
      let half = 4 * width * size
      // The lid's soft shadow, which also gives closed eyes some depth.
      canvas.lay(in: ShapeBounds(centre, 8), softness: 2.2, opacity: 0.4, look.colours.skinShadow) { p in
        SignedDistance.ellipse(p, centre + SIMD2(0, -1.2), SIMD2(half, 1.9))
      }
      switch look.factors.eyes {
      case .open: paintOpenEye(centre, half: half, gaze: gaze, size: size)
      case .closed: paintClosedEye(centre, half: half)
      }
      let brow = centre + SIMD2(side * 0.3 * width, -5.5)
      canvas.lay(in: ShapeBounds(brow, 8), opacity: 0.9, look.colours.brows) { p in
        SignedDistance.bow(
          p, brow, half: 3.7 * width, sag: archHeight, tilt: side * browTilt, radius: browRadius, taper: 0.5)
      }
    }
  }

  private mutating func paintOpenEye(_ centre: SIMD2<Float>, half: Float, gaze: SIMD2<Float>, size: Float) {
    let (rise, fall) = (2.7 * size, 2 * size)
    let eye = { (p: SIMD2<Float>) in SignedDistance.lens(p, centre, half: half, up: rise, down: fall) }
    let box = ShapeBounds(centre, SIMD2(half + 1, 4))
    canvas.lay(in: box, eye) { p, _ in
      // The lid's shadow on the white.
      SIMD3(0.97, 0.97, 0.98) * (1 - 0.2 * min(max(centre.y - p.y, 0) / 2.5, 1))
    }
    let pupil = centre + gaze + SIMD2(0, 0.05)
    let iris = look.colours.iris
    canvas.lay(in: box) { p in
      max(SignedDistance.circle(p, pupil, 2.15 * size), eye(p))
    } colour: { _, d in
      iris * (d > -0.7 ? 0.72 : 1)
    }
    canvas.lay(in: box, SIMD3(0.06, 0.05, 0.06)) { p in max(SignedDistance.circle(p, pupil, 1 * size), eye(p))
    }
    canvas.lay(in: box, .one) { p in SignedDistance.circle(p, pupil + SIMD2(0.7, -0.8), 0.55) }
    canvas.lay(in: ShapeBounds(centre, SIMD2(half + 2, 5)), SIMD3(0.14, 0.09, 0.09)) { p in
      SignedDistance.bow(
        p, centre + SIMD2(0, -rise + 0.1), half: half + 0.2, sag: rise - 0.1, radius: 0.75, taper: 0.5)
    }
  }

  private mutating func paintClosedEye(_ centre: SIMD2<Float>, half: Float) {
    canvas.lay(in: ShapeBounds(centre, SIMD2(half + 1, 4)), opacity: 0.5, look.colours.skin * 0.9) { p in
      SignedDistance.lens(p, centre, half: half, up: 2.4, down: 1.8)
    }
    canvas.lay(in: ShapeBounds(centre, SIMD2(half + 2, 5)), SIMD3(0.14, 0.09, 0.09)) { p in
      SignedDistance.bow(p, centre + SIMD2(0, 1.7), half: half, sag: -1.5, radius: 0.8, taper: 0.45)
    }
  }

  mutating func paintGlasses() {
    let frame = look.colours.frame
    let (thickness, height) = (dice.uniform(0.6, 0.8), dice.uniform(4, 4.5))
    let corner = dice.uniform(2.6, 4.4)
    let lenses = [Float(-1), 1].map { side -> (centre: SIMD2<Float>, half: SIMD2<Float>) in
      let (centre, width) = eye(side)
      return (centre + SIMD2(0, 0.4), SIMD2(max(5.1 * width, 3.4), height))
    }
    for (side, lens) in zip([Float(-1), 1], lenses) {
      let shape = { (p: SIMD2<Float>) in
        SignedDistance.box(p, lens.centre, lens.half, corner: min(corner, lens.half.x))
      }
      let box = ShapeBounds(lens.centre, lens.half + 1.5)
      canvas.lay(in: box, opacity: 0.16, .one, shape)
      canvas.lay(in: box, frame) { p in abs(shape(p)) - thickness }
      let temple = SIMD2(look.centre.x + side * (look.half.x + 0.3), lens.centre.y - 1.2)
      let hinge = SIMD2(lens.centre.x + side * lens.half.x, lens.centre.y - 1.4)
      guard (temple.x - hinge.x) * side > 0 else { continue }
      canvas.lay(in: ShapeBounds((temple + hinge) / 2, 8), frame) { p in
        SignedDistance.stroke(p, from: hinge, thickness, to: temple, thickness)
      }
    }
    let (a, b) = (lenses[0].centre.x + lenses[0].half.x, lenses[1].centre.x - lenses[1].half.x)
    let bridge = SIMD2((a + b) / 2, lenses[0].centre.y - 1.6)
    canvas.lay(in: ShapeBounds(bridge, 6), frame) { p in
      SignedDistance.bow(p, bridge, half: max((b - a) / 2, 0.5), sag: 0.9, radius: thickness, taper: 0)
    }
  }
}
