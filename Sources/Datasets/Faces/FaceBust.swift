// The surroundings of a face: the background, the neck and the shoulders.

extension FacePainter {
  /// A plain wall, lighter at the top and behind the head.
  mutating func paintBackground() {
    let (top, bottom) = look.colours.background
    let glow = look.centre + SIMD2(6 * look.light, -4)
    canvas.cover { p in
      let q = (p - glow) / 44
      let near = max(1 - q.x * q.x - q.y * q.y, 0)
      let wall = top + (bottom - top) * (p.y / 64)
      return wall + (1 - wall) * (0.28 * near)
    }
  }

  /// The neck, the shoulders in plain clothes with one of three necklines, and the chin's shadow.
  mutating func paintBust() {
    let (colours, x, chin) = (look.colours, look.centre.x + 0.6 * look.turn.sine, look.centre.y + look.half.y)
    let neck = { (p: SIMD2<Float>) in
      // Wider at its foot.
      let half = 5.4 + max(p.y - chin, 0) * 0.16
      return SignedDistance.box(p, SIMD2(x, chin), SIMD2(half, 14), corner: 3)
    }
    let neckBox = ShapeBounds(left: x - 8, right: x + 8, top: chin - 8, bottom: 64)
    canvas.lay(in: neckBox, colours.skin * 0.94, neck)
    canvas.lay(in: neckBox, softness: 3, opacity: 0.55, colours.skinShadow) { p in
      max(neck(p), SignedDistance.ellipse(p, SIMD2(x, chin - 3.5), SIMD2(9, 6.5)))
    }

    let (width, slope) = (dice.uniform(23, 27), dice.uniform(12.5, 14.5))
    let top = max(chin + 4.4, 54.5)
    let shoulders = { (p: SIMD2<Float>) in
      SignedDistance.union(
        SignedDistance.ellipse(p, SIMD2(x, top + slope), SIMD2(width, slope)),
        SignedDistance.ellipse(p, SIMD2(x, top + 7), SIMD2(11, 9)), softly: 4)
    }
    let shouldersBox = ShapeBounds(left: 0, right: 64, top: top - 4, bottom: 64)
    let style = dice.choice(3, 2, 1)
    let collar = SIMD2(x, top - 1.5)
    let opening = { (p: SIMD2<Float>) -> Float in
      switch style {
      case 0: SignedDistance.ellipse(p, collar, SIMD2(8.2, 5.2))
      case 1: abs(p.x - collar.x) * 0.86 + (p.y - collar.y - 8.5) * 0.5
      default: p.y - collar.y + 1.5
      }
    }
    let shade = 0.1 * look.light
    canvas.lay(in: shouldersBox) { p in
      max(shoulders(p), -opening(p))
    } colour: { p, d in
      let fold = 1 + shade * (p.x - x) / width + 0.05 * min(max(d + 4, 0) / 4, 1)
      // A darker seam along the neckline.
      let seam = min(max(1.6 - opening(p), 0), 1) * (style == 2 ? 0 : 1)
      return colours.cloth * fold + (colours.trim - colours.cloth) * seam
    }
  }
}
