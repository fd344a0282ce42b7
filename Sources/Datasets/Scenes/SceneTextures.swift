/// Surfaces: a colour for each point of a plane, in that plane's units.
enum SceneTexture {
  /// A number in [0, 1) for each cell of a grid.
  @inline(__always)
  static func hash(_ x: Int32, _ y: Int32, _ seed: UInt32) -> Float {
    var h = UInt32(bitPattern: x) &* 0x9E37_79B1 &+ UInt32(bitPattern: y) &* 0x85EB_CA77 &+ seed
    h = (h ^ h >> 16) &* 0x7FEB_352D
    h = (h ^ h >> 15) &* 0x846C_A68B
    return Float((h ^ h >> 16) >> 8) * 0x1p-24
  }

  @inline(__always)
  static func floor(_ x: Float) -> Int32 { Int32(x.rounded(.down)) }

  /// Smooth noise in [0, 1] with hills about one unit wide.
  @inline(__always)
  static func noise(_ p: SIMD2<Float>, _ seed: UInt32) -> Float {
    let (x, y) = (floor(p.x), floor(p.y))
    let (u, v) = (p.x - Float(x), p.y - Float(y))
    let (s, t) = (u * u * (3 - 2 * u), v * v * (3 - 2 * v))
    let top = hash(x, y, seed) + (hash(x &+ 1, y, seed) - hash(x, y, seed)) * s
    let low = hash(x, y &+ 1, seed)
    let bottom = low + (hash(x &+ 1, y &+ 1, seed) - low) * s
    return top + (bottom - top) * t
  }

  /// Noise of several sizes, each half the one before, from `size` units down: clouds, stone, earth.
  static func clouds(_ p: SIMD2<Float>, size: Float, octaves: Int, _ seed: UInt32) -> Float {
    var (value, weight, scale, total): (Float, Float, Float, Float) = (0, 1, size, 0)
    for octave in 0..<octaves {
      value += weight * noise(p / scale, seed &+ UInt32(octave) &* 77)
      total += weight
      weight *= 0.62
      scale *= 0.5
    }
    return value / total
  }

  /// Bricks with mortar between them, each in its own shade.
  static func bricks(
    _ p: SIMD2<Float>, brick: SIMD2<Float>, joint: Float, _ colour: SIMD3<Float>, _ mortar: SIMD3<Float>,
    _ seed: UInt32
  ) -> SIMD3<Float> {
    let row = floor(p.y / brick.y)
    let x = p.x + (row & 1 == 0 ? 0 : brick.x / 2)
    let column = floor(x / brick.x)
    let inside = SIMD2(x - Float(column) * brick.x, p.y - Float(row) * brick.y)
    if inside.x < joint || inside.y < joint { return mortar }
    let shade = 0.75 + 0.4 * hash(column, row, seed) + 0.12 * (noise(p * 0.9, seed) - 0.5)
    return colour * shade
  }

  /// Threads that cross over and under each other.
  static func weave(_ p: SIMD2<Float>, thread: Float, _ a: SIMD3<Float>, _ b: SIMD3<Float>) -> SIMD3<Float> {
    let (column, row) = (floor(p.x / thread), floor(p.y / thread))
    let (u, v) = (p.x / thread - Float(column), p.y / thread - Float(row))
    let isAcross = (column &+ row) & 1 == 0
    let across = isAcross ? v : u
    let light = 0.55 + 0.45 * 4 * across * (1 - across)
    return (isAcross ? a : b) * light
  }

  /// Square tiles of two colours with dark joints.
  static func tiles(
    _ p: SIMD2<Float>, side: Float, joint: Float, _ a: SIMD3<Float>, _ b: SIMD3<Float>, _ seed: UInt32
  ) -> SIMD3<Float> {
    let (column, row) = (floor(p.x / side), floor(p.y / side))
    let inside = SIMD2(p.x - Float(column) * side, p.y - Float(row) * side)
    if inside.x < joint || inside.y < joint { return (a + b) * 0.22 }
    return ((column &+ row) & 1 == 0 ? a : b) * (0.9 + 0.2 * hash(column, row, seed))
  }

  /// Boards with grain along them.
  static func wood(_ p: SIMD2<Float>, board: Float, _ colour: SIMD3<Float>, _ seed: UInt32) -> SIMD3<Float> {
    let index = floor(p.y / board)
    if p.y - Float(index) * board < 0.7 { return colour * 0.3 }
    let stretched = SIMD2(p.x * 0.06, p.y * 0.8 + 3 * noise(SIMD2(p.x * 0.04, Float(index)), seed))
    let grain = noise(stretched, seed &+ UInt32(bitPattern: index))
    return colour * (0.72 + 0.3 * hash(index, 0, seed) + 0.35 * (grain - 0.5))
  }
}
