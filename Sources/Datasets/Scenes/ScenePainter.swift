/// Paints one scene, from the sky to the wires in the foreground.
struct ScenePainter {
  var canvas = SceneCanvas(width: DrawnScenes.size.width, height: DrawnScenes.size.height)
  var dice: Dice

  init(dice: Dice) { self.dice = dice }

  private var width: Float { canvas.everything.high.x }
  private var height: Float { canvas.everything.high.y }

  mutating func paint() {
    if dice.uniform() < 0.66 { paintView() } else { paintSurface() }
  }

  // MARK: A view

  private mutating func paintView() {
    let horizon = height * dice.uniform(0.45, 0.8)
    paintSky(down: horizon)
    paintGround(from: horizon)
    var left = dice.uniform(-20, 40)
    for _ in 0..<Int(dice.uniform(0, 3.5)) {
      let right = left + dice.uniform(28, 70)
      paintBuilding(
        left: left, right: right, top: horizon - dice.uniform(20, 62), ground: horizon + dice.uniform(0, 12))
      left = right + dice.uniform(4, 40)
    }
    for _ in 0..<Int(dice.uniform(0, 3.2)) {
      paintTree(
        foot: SIMD2(dice.uniform(0, width), horizon + dice.uniform(2, 30)), height: dice.uniform(28, 70))
    }
    for _ in 0..<Int(dice.uniform(0, 2.4)) {
      paintBall(
        at: SIMD2(dice.uniform(10, width - 10), height - dice.uniform(8, 30)), radius: dice.uniform(5, 16))
    }
    if dice.uniform() < 0.4 {
      let radius = dice.uniform(8, 20)
      paintWheel(
        at: SIMD2(dice.uniform(15, width - 15), height - radius - dice.uniform(2, 12)), radius: radius)
    }
    if dice.uniform() < 0.55 {
      let low = SIMD2(dice.uniform(4, width - 60), dice.uniform(10, height - 45))
      let high = low + SIMD2(dice.uniform(34, 58), dice.uniform(16, 34))
      let post = SIMD2((low.x + high.x) / 2, high.y)
      bar(from: post, to: SIMD2(post.x, height), radius: 1.1, SIMD3(repeating: 0.25))
      paintSign(SceneBox(low: low, high: high))
    }
    paintWires()
    if dice.uniform() < 0.35 { paintFence() }
  }

  private mutating func paintSky(down horizon: Float) {
    let (top, bottom) = (
      SIMD3<Float>(0.35, 0.55, 0.85) * dice.uniform(0.6, 1.1), SIMD3<Float>(0.85, 0.88, 0.92)
    )
    let (seed, size, cover) = (self.seed(), dice.uniform(14, 50), dice.uniform(-0.2, 0.8))
    let limit = height
    canvas.paint(canvas.everything) { p in
      let clear = top + (bottom - top) * min(p.y / limit, 1)
      let cloud = SceneTexture.clouds(p * SIMD2(0.6, 1), size: size, octaves: 4, seed)
      return clear + (SIMD3(repeating: 0.97) - clear) * max(0, min(1, (cloud - 0.5) * 3)) * max(cover, 0)
    }
  }

  private mutating func paintGround(from horizon: Float) {
    let box = SceneBox(low: SIMD2(0, horizon), high: SIMD2(width, height))
    let (kind, seed) = (dice.choice(2, 2, 1), self.seed())
    let (a, b) = (earthColour(light: dice.uniform(0.3, 0.7)), earthColour(light: dice.uniform(0.3, 0.8)))
    let (green, middle, side) = (leafColour(), width * dice.uniform(0.2, 0.8), dice.uniform(10, 22))
    let limit = height - horizon
    canvas.paint(box) { p in
      guard p.y >= horizon else { return nil }
      // Farther away means closer to the horizon and smaller.
      let nearness = (p.y - horizon) / limit + 0.12
      let plane = SIMD2((p.x - middle) / nearness, 30 / nearness)
      switch kind {
      case 0: return SceneTexture.tiles(plane, side: side, joint: 0.9, a, b, seed)
      case 1: return green * (0.5 + 0.7 * SceneTexture.clouds(p, size: 8, octaves: 4, seed))
      default: return a * (0.6 + 0.8 * SceneTexture.clouds(p, size: 5, octaves: 3, seed))
      }
    }
    guard kind == 1 else { return }
    for _ in 0..<Int(dice.uniform(100, 420)) {
      let foot = SIMD2(dice.uniform(0, width), dice.uniform(horizon + 3, height + 4))
      let tip = foot + SIMD2(dice.bell() * 2.2, -dice.uniform(2, 7))
      bar(from: foot, to: tip, radius: 0.4, green * dice.uniform(0.4, 1.7))
    }
  }

  private mutating func paintWires() {
    for _ in 0..<Int(dice.uniform(0, 5)) {
      let (a, b) = (SIMD2(-2, dice.uniform(0, height * 0.6)), SIMD2(width + 2, dice.uniform(0, height * 0.6)))
      bar(from: a, to: b, radius: dice.uniform(0.3, 0.8), SIMD3(repeating: dice.uniform(0.05, 0.3)))
    }
  }

  private mutating func paintFence() {
    let (gap, lean, colour) = (
      dice.uniform(5, 11), dice.uniform(-8, 8), earthColour(light: dice.uniform(0.1, 0.9))
    )
    let top = height * dice.uniform(0.6, 0.8)
    var x = dice.uniform(-5, 5)
    while x < width + 10 {
      bar(
        from: SIMD2(x, height + 3), to: SIMD2(x + lean, top), radius: gap * 0.16,
        colour * dice.uniform(0.8, 1.1))
      x += gap
    }
    for level in [0.25, 0.7] as [Float] {
      let y = top + (height - top) * level
      bar(from: SIMD2(-2, y), to: SIMD2(width + 2, y), radius: gap * 0.12, colour * 0.8)
    }
  }

  // MARK: One surface, seen close

  private mutating func paintSurface() {
    let frame = SceneFrame(
      origin: SIMD2(dice.uniform(-200, 0), dice.uniform(-200, 0)), angle: dice.uniform(-0.6, 0.6),
      scale: dice.uniform(0.8, 1.6))
    let seed = self.seed()
    let (a, b) = (brightColour(), earthColour(light: dice.uniform(0.3, 0.9)))
    let kind = dice.choice(2, 1, 1, 1, 2, 2)
    let (thread, brick) = (dice.uniform(2.2, 5), SIMD2(dice.uniform(9, 18), dice.uniform(4, 8)))
    canvas.paint(canvas.everything) { p in
      let q = frame.local(p)
      switch kind {
      case 0: return SceneTexture.bricks(q, brick: brick, joint: 1, b, b * 0.5 + 0.35, seed)
      case 1: return SceneTexture.weave(q, thread: thread, a, b)
      case 2: return SceneTexture.tiles(q, side: brick.x, joint: 0.8, a, b, seed)
      case 3: return SceneTexture.wood(q, board: brick.x, b, seed)
      case 4: return b * (0.35 + 0.9 * SceneTexture.clouds(q, size: 12, octaves: 5, seed))
      default: return SIMD3<Float>(0.93, 0.92, 0.88) - 0.05 * SceneTexture.noise(q * 0.1, seed)
      }
    }
    if kind == 4 { paintFoliage() }
    if kind == 5 {
      let page = SceneBox(low: SIMD2(4, 4), high: SIMD2(width, height + 20))
      paintLettering(
        in: page, angle: dice.uniform(-0.25, 0.25), size: dice.uniform(4, 11),
        SIMD3(repeating: dice.uniform(0, 0.3)))
    }
  }

  private mutating func paintFoliage() {
    let (green, size) = (leafColour(), dice.uniform(2.5, 9))
    for _ in 0..<Int(2600 / size) {
      leaf(
        at: SIMD2(dice.uniform(0, width), dice.uniform(0, height)), length: size * dice.uniform(0.5, 1.3),
        green * dice.uniform(0.3, 1.5))
    }
  }

  // MARK: Colours and seeds

  mutating func seed() -> UInt32 { UInt32(truncatingIfNeeded: dice.bits()) }

  /// Bricks, plaster, stone, wood.
  mutating func earthColour(light: Float) -> SIMD3<Float> {
    let warmth = dice.uniform(-0.15, 0.45)
    return SIMD3(light * (1 + warmth * 0.5), light, light * (1 - warmth * 0.7))
  }

  mutating func leafColour() -> SIMD3<Float> {
    SIMD3(dice.uniform(0.15, 0.55), dice.uniform(0.4, 0.65), dice.uniform(0.08, 0.25))
  }

  mutating func brightColour() -> SIMD3<Float> {
    SIMD3(dice.uniform(0.2, 1), dice.uniform(0.2, 1), dice.uniform(0.2, 1))
  }
}
