// How an animal is painted: shadow, legs, tail, neck, trunk and head.

extension HerdAnimal {
  func paint(_ kind: DrawnHerds.Coat, on canvas: inout ShapeCanvas) {
    let coat = HerdCoat(kind, shade: shade)
    paintShadow(on: &canvas)
    for leg in legs { paint(leg, coat, on: &canvas) }
    paintTail(on: &canvas)
    paintNeck(coat, on: &canvas)
    paintTrunk(coat, on: &canvas)
    paintHead(coat, on: &canvas)
  }

  /// Lays a part whose distance and colour are given in the body's own coordinates.
  @inline(__always)
  private func lay(
    _ centre: SIMD2<Float>, _ reach: SIMD2<Float>, on canvas: inout ShapeCanvas,
    _ distance: (SIMD2<Float>) -> Float, colour: (SIMD2<Float>) -> SIMD3<Float>
  ) {
    canvas.lay(in: box(centre, reach)) { p in
      distance(body(p)) * size
    } colour: { p, _ in
      colour(body(p))
    }
  }

  private func paintShadow(on canvas: inout ShapeCanvas) {
    let centre = place + SIMD2(0.1 * size * facing, 1.6 * size)
    canvas.lay(
      in: ShapeBounds(centre, SIMD2(1.5, 0.4) * size), softness: 1.5, opacity: 0.35, SIMD3(0.12, 0.1, 0.1)
    ) { p in
      SignedDistance.ellipse(p, centre, SIMD2(1.2, 0.16) * size)
    }
  }

  private func paint(
    _ leg: (hip: SIMD2<Float>, swing: Float, isFar: Bool), _ coat: HerdCoat, on canvas: inout ShapeCanvas
  ) {
    let foot = leg.hip + SIMD2(leg.swing, 1.27)
    let shade: Float = leg.isFar ? 0.72 : 1
    lay((leg.hip + foot) * 0.5, SIMD2(0.5, 0.95), on: &canvas) { q in
      SignedDistance.stroke(q, from: leg.hip, 0.24, to: foot, 0.13)
    } colour: { q in
      let down = q.y - leg.hip.y
      guard down < 1.14 else { return HerdCoat.dark }
      return coat.colour((1.2 - down) / 0.62, sharpness: 0.31 * size) * shade
    }
  }

  private func paintTail(on canvas: inout ShapeCanvas) {
    let tip = rump + SIMD2(-0.3, 0.75)
    lay((rump + tip) * 0.5, SIMD2(0.4, 0.7), on: &canvas) { q in
      SignedDistance.stroke(q, from: rump, 0.07, to: tip, 0.12)
    } colour: { _ in
      HerdCoat.dark
    }
  }

  private func paintTrunk(_ coat: HerdCoat, on canvas: inout ShapeCanvas) {
    lay(SIMD2(0, 0), SIMD2(1.2, 0.85), on: &canvas) { q in
      SignedDistance.union(
        SignedDistance.ellipse(q, SIMD2(-0.45, -0.05), SIMD2(0.62, 0.6)),
        SignedDistance.ellipse(q, SIMD2(0.42, 0), SIMD2(0.64, 0.58)), softly: 0.5)
    } colour: { q in
      // Stripes run along the body, from the dark back downwards; all hair is darker towards the belly.
      coat.colour((q.y + 0.6 - 0.1 * q.x * q.x) / 0.56, sharpness: 0.28 * size) * (1.06 - 0.3 * max(q.y, 0))
    }
  }

  private func paintNeck(_ coat: HerdCoat, on canvas: inout ShapeCanvas) {
    let (low, high) = (shoulder, poll)
    let axis = high - low
    let length = SignedDistance.length(axis)
    let direction = axis / length
    // The mane is on the upper side of the neck.
    let up = SIMD2(direction.y, -direction.x) * 0.2
    lay((low + high) * 0.5 + up, SIMD2(1, 1), on: &canvas) { q in
      SignedDistance.stroke(q, from: low + up * 1.2, 0.22, to: high + up, 0.15)
    } colour: { _ in
      HerdCoat.dark
    }
    lay((low + high) * 0.5, SIMD2(1, 1.1), on: &canvas) { q in
      SignedDistance.stroke(q, from: low, 0.4, to: high, 0.27)
    } colour: { q in
      let down = (high.x - q.x) * direction.x + (high.y - q.y) * direction.y
      return coat.colour(down / 0.62 + 0.5, sharpness: 0.31 * size) * 0.93
    }
  }

  private func paintHead(_ coat: HerdCoat, on canvas: inout ShapeCanvas) {
    let ear = poll + SIMD2(-0.06, -0.36)
    lay(ear, SIMD2(0.3, 0.4), on: &canvas) { q in
      SignedDistance.stroke(q, from: poll + SIMD2(-0.03, -0.14), 0.11, to: ear, 0.05)
    } colour: { _ in
      HerdCoat.dark
    }
    lay((poll + muzzle) * 0.5, SIMD2(0.7, 0.7), on: &canvas) { q in
      SignedDistance.stroke(q, from: poll, 0.28, to: muzzle, 0.17)
    } colour: { q in
      let along = (q.x - poll.x + q.y - poll.y) * 0.707
      return along < 0.5 ? coat.face : HerdCoat.dark
    }
    let eye = poll + SIMD2(0.12, 0)
    lay(eye, SIMD2(0.2, 0.2), on: &canvas) { q in
      SignedDistance.length(q - eye) - 0.075
    } colour: { _ in
      SIMD3(0.05, 0.05, 0.05)
    }
  }
}
