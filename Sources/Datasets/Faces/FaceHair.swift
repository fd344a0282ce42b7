// Hair in four styles: a part behind the neck, and a part over the forehead and beside the face.

extension FacePainter {
  private var crown: SIMD2<Float> { look.centre + SIMD2(-0.8 * look.turn.sine, -2.2) }
  private var crownRadii: SIMD2<Float> { look.half + SIMD2(2.3, 1.2) }

  /// How far down the hair reaches.
  private var ends: Float {
    switch look.factors.hairStyle {
    case .short, .curls: look.centre.y + 8
    case .bob: look.centre.y + 15
    case .long: 70
    }
  }

  /// The hair that is seen behind the neck.
  mutating func paintHairBehind() {
    let (crown, ends, phase) = (crown, ends, look.light * 3)
    let width = look.half.x + 4.6
    guard look.factors.hairStyle == .bob || look.factors.hairStyle == .long else { return }
    let isLong = look.factors.hairStyle == .long
    let colour = look.colours.hair * 0.72
    canvas.lay(in: ShapeBounds(left: 0, right: 64, top: crown.y - 10, bottom: 64)) { p in
      let flare = isLong ? max(p.y - crown.y - 14, 0) * 0.1 : 0
      return SignedDistance.box(
        p, SIMD2(crown.x, (crown.y - 8 + ends) / 2), SIMD2(width + flare, (ends - crown.y + 8) / 2),
        corner: isLong ? 10 : 7)
    } colour: { p, _ in
      colour * (1 + 0.1 * SignedDistance.zigzag(p.x * 0.21 + phase))
    }
  }

  /// The hair on the head, over the forehead, and beside the face.
  mutating func paintHairInFront() {
    let fringe = Fringe(look, using: &dice)
    if look.factors.hairStyle == .curls { return paintCurls() }
    let (look, crown, radii, ends) = (look, crown, crownRadii, ends)
    let phase = dice.uniform()
    let isShort = look.factors.hairStyle == .short
    let root = crown - SIMD2(3 * fringe.side, radii.y + 9)
    let cap = { (p: SIMD2<Float>) -> Float in
      var shape = SignedDistance.ellipse(p, crown, radii)
      if isShort {
        // Sideburns end in front of the ears; on the side that turns towards the viewer, more of the back is seen.
        let end = look.centre.y + 1 - 0.65 * look.turn.sine * (p.x - look.centre.x)
        shape = SignedDistance.common(shape, p.y - end, softly: 3)
      } else {
        for side: Float in [-1, 1] {
          // The hair follows the head as it turns: one side covers more of the face.
          let x = look.centre.x + side * (look.half.x + 0.9) - 0.6 * look.turn.sine
          let lock = SignedDistance.stroke(
            p, from: SIMD2(x - side * 0.5, crown.y - 4), 2.6, to: SIMD2(x + side * 0.6, ends - 3.6), 3)
          shape = SignedDistance.union(shape, lock, softly: 3)
        }
      }
      return SignedDistance.common(shape, -fringe.face(p), softly: 1.5)
    }
    let hair = look.colours.hair
    let gloss = hair * 0.55 + SIMD3(0.5, 0.47, 0.44)
    let shade = 0.1 * look.light
    canvas.lay(
      in: ShapeBounds(left: 8, right: 56, top: crown.y - radii.y - 2, bottom: min(ends + 2, 64)), cap
    ) {
      p, d in
      // Strands fan out from a point above the parting.
      let q = p - root
      let strand = SignedDistance.zigzag(q.x / (q.y + 4) * 5.5 + phase) * 0.09
      let depth = SignedDistance.ellipse(p, crown, radii)
      let band = max(1 - abs(depth + 4.6) / 2.2, 0) * min(max((crown.y - 1 - p.y) / 8, 0), 0.34)
      let lit = 1 + strand + shade * (p.x - crown.x) / radii.x - 0.12 * min(max(d + 1.5, 0) / 1.5, 1)
      return hair * lit + (gloss - hair) * band
    }
  }

  /// A cloud of curls around the head, with a bumpy hairline.
  private mutating func paintCurls() {
    let (crown, look) = (crown, look)
    let size = dice.uniform(0.94, 1.06)
    var curls: [SIMD3<Float>] = []
    func add(
      _ count: Int, around centre: SIMD2<Float>, from first: Float, to last: Float, reach: SIMD2<Float>,
      radius: Float
    ) {
      for index in 0..<count {
        let turn = (first + (last - first) * Float(index) / Float(count - 1)) * 2 * .pi
        let wobble = SIMD2(dice.bell(), dice.bell()) * 0.35
        let place = centre + reach * SIMD2(cosine(turn), cosine(turn - .pi / 2)) + wobble
        curls.append(SIMD3(place.x, place.y, radius * (1 + 0.08 * dice.bell())))
      }
    }
    // Angles are in turns, clockwise from the right: from below one ear over the top to below the other.
    add(
      12, around: crown, from: 0.42, to: 1.08, reach: (look.half + SIMD2(2.6, -0.8)) * size,
      radius: 5.4 * size)
    // The hairline's own curls follow the forehead as the head turns.
    let forehead = SIMD2(look.point(0, 0).x * 0.5 + look.centre.x * 0.5, look.centre.y + 1)
    add(6, around: forehead, from: 0.6, to: 0.9, reach: look.half * SIMD2(0.86, 0.84), radius: 4)
    let face = forehead + SIMD2(0, 3.5)
    let faceRadii = look.half * SIMD2(0.92, 0.98)
    let hair = look.colours.hair
    let nearest = { (p: SIMD2<Float>) -> Float in
      var distance = Float.infinity
      for curl in curls { distance = min(distance, SignedDistance.circle(p, SIMD2(curl.x, curl.y), curl.z)) }
      return distance
    }
    canvas.lay(in: ShapeBounds(crown, look.half * 1.1 + 10)) { p in
      let curl = nearest(p)
      let open = SignedDistance.ellipse(p, face, faceRadii)
      // Only the curls at the top hang into the face; around it, the head between the curls is hair too.
      let cloud = min(curl, SignedDistance.ellipse(p, crown, look.half))
      let hanging = max(curl, p.y - (look.centre.y - 7.5))
      return min(max(cloud, -open), hanging)
    } colour: { p, _ in
      // Each curl is lighter in its middle.
      hair * (0.84 + 0.32 * min(max(-nearest(p) / 5, 0), 1))
    }
  }
}

/// Where the hair leaves the face open.
private struct Fringe {
  /// The side of the parting: -1 or 1.
  let side: Float
  private let style: Int
  private let centre, radii: SIMD2<Float>
  private let slope: Float
  private let line: Float

  init(_ look: FaceLook, using dice: inout Dice) {
    side = dice.choice(1, 1) == 0 ? -1 : 1
    style = dice.choice(3, 2, 2)
    let middle = look.centre + SIMD2(0.5 * look.turn.sine * look.half.x, 0)
    switch style {
    case 0:  // swept to one side
      (centre, radii) = (middle + SIMD2(0, 4.2), look.half * SIMD2(0.88, 0.93))
      slope = 0.24 * side
    case 1:  // parted in the middle
      (centre, radii) = (middle + SIMD2(0, 5), look.half * SIMD2(0.86, 1.04))
      slope = 0
    default:  // cut straight
      (centre, radii) = (middle + SIMD2(0, 4.2), look.half * SIMD2(0.9, 0.98))
      slope = 0.04 * side
    }
    line = look.centre.y - 9.6 + 0.4 * dice.bell()
  }

  /// The part of the face that is not covered, as a signed distance.
  @inline(__always)
  func face(_ p: SIMD2<Float>) -> Float {
    var q = p
    q.y += slope * (p.x - centre.x)
    let oval = SignedDistance.ellipse(q, centre, radii)
    switch style {
    case 0: return oval
    case 1:
      // Curtains: the opening is pointed at the parting.
      let narrow = abs(p.x - centre.x) * 0.8 - (p.y - centre.y + radii.y) * 0.62 - 1
      return SignedDistance.common(oval, narrow, softly: 5)
    default: return SignedDistance.common(oval, line - q.y, softly: 4)
    }
  }
}
