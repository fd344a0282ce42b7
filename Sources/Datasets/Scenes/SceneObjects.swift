// The objects in a scene.

extension ScenePainter {
  /// A straight bar with round ends: wires, twigs, strokes of letters, blades of grass.
  mutating func bar(from a: SIMD2<Float>, to b: SIMD2<Float>, radius: Float, _ colour: SIMD3<Float>) {
    canvas.paint(SceneBox(around: a, b, reach: radius)) { p in
      SignedDistance.stroke(p, from: a, radius, to: b, radius) < 0 ? colour : nil
    }
  }

  /// A wall with windows, and a roof of slanted rows.
  mutating func paintBuilding(left: Float, right: Float, top: Float, ground: Float) {
    let box = SceneBox(low: SIMD2(left, top), high: SIMD2(right, ground))
    let wall = earthColour(light: dice.uniform(0.45, 0.85))
    let (isBrick, seed) = (dice.uniform() < 0.6, self.seed())
    let brick = SIMD2(dice.uniform(4, 8), dice.uniform(2.2, 3.6))
    let mortar = wall * 0.55 + 0.3
    canvas.paint(box) { p in
      guard box.contains(p) else { return nil }
      let q = p - box.low
      return isBrick
        ? SceneTexture.bricks(q, brick: brick, joint: 0.7, wall, mortar, seed)
        : wall * (0.85 + 0.3 * SceneTexture.clouds(q, size: 6, octaves: 3, seed))
    }
    let cell = SIMD2(dice.uniform(9, 16), dice.uniform(11, 18))
    let frame = earthColour(light: dice.uniform(0.1, 0.95))
    let glass = SIMD3<Float>(0.25, 0.32, 0.4) * dice.uniform(0.5, 1.3)
    let bars = dice.uniform() < 0.5
    canvas.paint(box) { p in
      let q = p - box.low - 2
      let (column, row) = (SceneTexture.floor(q.x / cell.x), SceneTexture.floor(q.y / cell.y))
      let limit = (box.size - 4) / cell
      guard q.x >= 0, q.y >= 0, Float(column + 1) <= limit.x, Float(row + 1) <= limit.y else { return nil }
      let t = (q - SIMD2(Float(column), Float(row)) * cell) / cell
      guard t.x > 0.22, t.x < 0.78, t.y > 0.2, t.y < 0.8 else { return nil }
      let edge = min(min(t.x - 0.22, 0.78 - t.x) * cell.x, min(t.y - 0.2, 0.8 - t.y) * cell.y)
      if edge < 0.9 || (bars && (abs(t.x - 0.5) * cell.x < 0.4 || abs(t.y - 0.45) * cell.y < 0.4)) {
        return frame
      }
      return glass * (0.7 + 0.9 * SceneTexture.hash(column, row, seed) * (1 - t.y) + 0.2 * t.x)
    }
    paintRoof(left: left - 3, right: right + 3, base: top, height: dice.uniform(6, 22))
  }

  private mutating func paintRoof(left: Float, right: Float, base: Float, height: Float) {
    let colour = earthColour(light: dice.uniform(0.3, 0.6))
    let (row, seed) = (dice.uniform(2, 3.4), self.seed())
    let half = (right - left) / 2
    canvas.paint(SceneBox(low: SIMD2(left, base - height), high: SIMD2(right, base))) { p in
      let rise = (base - p.y) / height
      guard rise >= 0, abs(p.x - left - half) < half * (1 - rise * 0.8) else { return nil }
      return SceneTexture.bricks(
        SIMD2(p.x - (p.x - left - half) * rise * 0.4, p.y), brick: SIMD2(3.4, row), joint: 0.8, colour,
        colour * 0.45, seed)
    }
  }

  /// A trunk with branches and up to a few hundred leaves.
  mutating func paintTree(foot: SIMD2<Float>, height: Float) {
    let bark = SIMD3<Float>(0.32, 0.23, 0.15) * dice.uniform(0.7, 1.4)
    let crown = foot - SIMD2(0, height)
    let reach = height * dice.uniform(0.35, 0.55)
    bar(from: foot, to: crown, radius: height * 0.035 + 0.5, bark)
    for _ in 0..<Int(dice.uniform(4, 9)) {
      let start = foot + (crown - foot) * dice.uniform(0.45, 0.95)
      bar(
        from: start, to: start + SIMD2(dice.uniform(-reach, reach), -dice.uniform(0.1, 0.7) * reach),
        radius: dice.uniform(0.35, 0.9), bark)
    }
    let (green, count) = (leafColour(), Int(dice.uniform(60, 260)))
    for _ in 0..<count {
      let place = crown + SIMD2(dice.bell() * reach * 0.45, dice.bell() * reach * 0.4)
      leaf(at: place, length: dice.uniform(1.2, 3.2), green * dice.uniform(0.45, 1.35))
    }
  }

  mutating func leaf(at place: SIMD2<Float>, length: Float, _ colour: SIMD3<Float>) {
    let frame = SceneFrame(origin: place, angle: dice.uniform(0, 2 * .pi))
    canvas.paint(SceneBox(around: place, reach: length)) { p in
      let q = frame.local(p)
      let width = length * 0.45 * (1 - (q.x / length) * (q.x / length))
      guard abs(q.y) < width else { return nil }
      return q.y < 0 ? colour : colour * 0.8
    }
  }

  /// Rows of made-up letters: upright, level and slanted strokes on a grid, with spaces between words.
  mutating func paintLettering(in box: SceneBox, angle: Float, size: Float, _ ink: SIMD3<Float>) {
    let frame = SceneFrame(origin: box.low, angle: -angle)
    let radius = size * dice.uniform(0.07, 0.13)
    let (advance, line) = (size * 0.8, size * 1.7)
    var y = line * 0.4
    while y + size < box.size.y {
      var x = advance * 0.6
      while x + advance < box.size.x {
        if dice.uniform() < 0.84 {
          for _ in 0..<Int(dice.uniform(2, 4.99)) {
            let corners: [SIMD2<Float>] = [
              [0, 0], [0.55, 0], [0, 0.5], [0.55, 0.5], [0, 1], [0.55, 1], [0.28, 0], [0.28, 1],
            ]
            let a = corners[Int(dice.uniform(0, 7.99))]
            let b = corners[Int(dice.uniform(0, 7.99))]
            let (from, to) = (
              frame.local(box.low + SIMD2(x, y) + a * size), frame.local(box.low + SIMD2(x, y) + b * size)
            )
            bar(from: from + box.low, to: to + box.low, radius: radius, ink)
          }
        }
        x += advance
      }
      y += line
    }
  }

  /// A board with a rim and lettering on it.
  mutating func paintSign(_ box: SceneBox) {
    let dark = dice.uniform() < 0.5
    let board = brightColour() * (dark ? 0.45 : 1)
    let ink = dark ? SIMD3<Float>(0.95, 0.95, 0.9) : SIMD3<Float>(0.08, 0.08, 0.12)
    canvas.paint(box) { p in
      guard box.contains(p) else { return nil }
      let edge = min(min(p.x - box.low.x, box.high.x - p.x), min(p.y - box.low.y, box.high.y - p.y))
      return edge > 0.8 && edge < 1.7 ? ink : board
    }
    let inner = SceneBox(low: box.low + 2, high: box.high - 2)
    paintLettering(in: inner, angle: 0, size: dice.uniform(4, 8), ink)
  }

  /// A ring with spokes, and a hub.
  mutating func paintWheel(at centre: SIMD2<Float>, radius: Float) {
    let (rim, spokes) = (dice.uniform(0.8, 2), Int(dice.uniform(6, 22)))
    let colour = SIMD3<Float>(repeating: dice.uniform(0.02, 0.25))
    let turn = dice.uniform(0, 1)
    for spoke in 0..<spokes {
      let angle = (Float(spoke) + turn) * 2 * .pi / Float(spokes)
      let direction = SIMD2(SceneFrame.cosine(angle), SceneFrame.cosine(angle - .pi / 2))
      bar(from: centre, to: centre + direction * radius, radius: 0.4, colour + 0.3)
    }
    canvas.paint(SceneBox(around: centre, reach: radius + rim)) { p in
      let d = SignedDistance.length(p - centre)
      return abs(d - radius) < rim || d < radius * 0.12 ? colour : nil
    }
  }

  /// A ball with stripes and a highlight.
  mutating func paintBall(at centre: SIMD2<Float>, radius: Float) {
    let (a, b) = (brightColour(), brightColour())
    let frame = SceneFrame(origin: centre, angle: dice.uniform(0, .pi))
    let stripe = radius * dice.uniform(0.18, 0.5)
    canvas.paint(SceneBox(around: centre, reach: radius)) { p in
      let d = (p - centre) / radius
      let depth = 1 - (d * d).sum()
      guard depth > 0 else { return nil }
      let bent = frame.local(p).x / (0.6 + 0.4 * depth.squareRoot())
      let base = SceneTexture.floor(bent / stripe) & 1 == 0 ? a : b
      let light = 0.35 + 0.65 * max(0, depth.squareRoot() * 0.8 - d.x * 0.35 - d.y * 0.45)
      let shine = max(0, 1 - SignedDistance.length(d - SIMD2(-0.35, -0.4)) * 5)
      return base * light + shine
    }
  }
}
