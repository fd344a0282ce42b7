// The head without hair, eyes and mouth: the ears, the skin with its shadows and warmth, the nose.

extension FacePainter {
  mutating func paintEars() {
    let colours = look.colours
    for side: Float in [-1, 1] {
      // The ear on the side that the head turns to is hidden.
      let view = 1 - side * look.turn.sine * 2
      guard view > 0.3 else { continue }
      let centre = SIMD2(
        look.centre.x + side * look.half.x * (0.98 - 0.12 * max(view - 1, 0)), look.centre.y + 1.6)
      let radii = SIMD2(1.5 + 1.1 * view, 4)
      canvas.lay(in: ShapeBounds(centre, 6), colours.skin * 0.93) { p in
        SignedDistance.ellipse(p, centre, radii)
      }
      canvas.lay(in: ShapeBounds(centre, 6), softness: 1.4, opacity: 0.6, colours.skinShadow) { p in
        SignedDistance.ellipse(p, centre + SIMD2(side * 0.5, 0), radii * 0.5)
      }
    }
  }

  mutating func paintSkin() {
    let (look, colours) = (look, look.colours)
    let box = ShapeBounds(look.centre, look.half + 2)
    canvas.lay(in: box) { p in
      look.outline(p)
    } colour: { p, d in
      let q = (p - look.centre) / look.half
      let lit = 1 + 0.06 * look.light * q.x - 0.04 * q.y
      // Darker towards the rim, where the head turns away from the light.
      let rim = min(max((d + 5) / 5, 0), 1)
      return colours.skin * lit + (colours.skinShadow - colours.skin) * (0.42 * rim * rim)
    }
    // The hair's shadow on the forehead.
    canvas.lay(in: box, softness: 5, opacity: 0.35, colours.skinShadow) { p in
      max(look.outline(p), p.y - (look.centre.y - 10))
    }
    for side: Float in [-1, 1] {
      let cheek = look.point(side * 0.56, 0.28)
      let radii = SIMD2(3.4 * look.width(at: side * 0.56) + 0.4, 2.6)
      canvas.lay(in: ShapeBounds(cheek, 7), softness: 3, opacity: 0.2, SIMD3(0.9, 0.34, 0.32)) { p in
        max(SignedDistance.ellipse(p, cheek, radii), look.outline(p))
      }
    }
  }

  mutating func paintNose() {
    let colours = look.colours
    let tip = look.point(0, 0.24 + 0.015 * dice.bell()) + SIMD2(1.8 * look.turn.sine, 0)
    let width = dice.uniform(2, 2.7)
    // The shadow falls on the side away from the viewer, or from the light.
    let side: Float = abs(look.turn.sine) > 0.2 ? -look.turn.sine.sign(1) : look.light.sign(-1)
    let root = look.point(0, -0.1) + SIMD2(side * -1.4, 0)
    let foot = tip + SIMD2(side * -1.5, -1)
    canvas.lay(in: ShapeBounds((root + foot) / 2, 7), softness: 1.5, opacity: 0.34, colours.skinShadow) { p in
      SignedDistance.stroke(p, from: root, 0.3, to: foot, 0.8)
    }
    canvas.lay(in: ShapeBounds(tip, 5), softness: 1.6, opacity: 0.42, colours.skin * 0.5 + 0.5) { p in
      SignedDistance.circle(p, tip + SIMD2(0, -1.5), 0.8)
    }
    canvas.lay(in: ShapeBounds(tip, 5), softness: 0.8, opacity: 0.75, colours.skinShadow * 0.8) { p in
      SignedDistance.bow(p, tip + SIMD2(0, 0.9), half: width, sag: -0.9, radius: 0.55)
    }
  }
}

extension Float {
  /// `size` with the sign of this number.
  fileprivate func sign(_ size: Float) -> Float { self < 0 ? -size : size }
}
