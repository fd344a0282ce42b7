import Pictures

/// The outlines in a picture: black lines of one pixel on white.
///
/// A blur against noise; the gradient; of each ridge of strong gradients only its crest; of the crests those that are
/// strong, and weaker ones that continue them. Source: J. Canny, A Computational Approach to Edge Detection, IEEE
/// Transactions on Pattern Analysis and Machine Intelligence 8 (1986).
enum Edges {
  /// The standard deviation of the blur, in pixels.
  private static let blur: Float = 1.4
  /// A change of brightness per pixel below which nothing starts a line: what is fainter is noise.
  private static let faintest: Float = 0.02
  /// The share of the crests that are too weak to start a line.
  private static let weakShare = 0.7
  /// How much weaker than the start of a line its continuation may be.
  private static let continuation: Float = 0.4

  /// A picture of one channel and the same size.
  static func drawn(from picture: Image) -> Image {
    let crests = crests(of: Plane(brightnessOf: picture).blurred(blur))
    let strengths = crests.values.filter { $0 > 0 }.sorted()
    var start = faintest
    if !strengths.isEmpty { start = max(start, strengths[Int(weakShare * Double(strengths.count))]) }
    let isLine = lines(in: crests, from: start, to: max(faintest / 2, continuation * start))
    return Image(
      width: picture.width, height: picture.height, channels: 1, pixels: isLine.map { $0 ? 0 : 255 })
  }

  /// The strength of the gradient where it is a maximum along its own direction, and 0 elsewhere.
  private static func crests(of plane: Plane) -> Plane {
    let (width, height) = (plane.width, plane.height)
    var strength = plane
    var steps: [(x: Int, y: Int)] = Array(repeating: (0, 0), count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        let (dx, dy) = gradient(of: plane, x, y)
        strength.values[y * width + x] = (dx * dx + dy * dy).squareRoot()
        steps[y * width + x] = step(dx, dy)
      }
    }
    var crests = strength
    for y in 0..<height {
      for x in 0..<width {
        let (own, step) = (strength.values[y * width + x], steps[y * width + x])
        // Of two equal neighbours one is kept.
        let isCrest =
          own > strength.near(x - step.x, y - step.y) && own >= strength.near(x + step.x, y + step.y)
        if !isCrest { crests.values[y * width + x] = 0 }
      }
    }
    return crests
  }

  /// The change per pixel to the right and downwards (Sobel).
  private static func gradient(of plane: Plane, _ x: Int, _ y: Int) -> (x: Float, y: Float) {
    func column(_ x: Int) -> Float { plane.near(x, y - 1) + 2 * plane.near(x, y) + plane.near(x, y + 1) }
    func row(_ y: Int) -> Float { plane.near(x - 1, y) + 2 * plane.near(x, y) + plane.near(x + 1, y) }
    return ((column(x + 1) - column(x - 1)) / 8, (row(y + 1) - row(y - 1)) / 8)
  }

  /// The neighbour, of eight, that a gradient points to.
  private static func step(_ dx: Float, _ dy: Float) -> (x: Int, y: Int) {
    // The tangent of 22.5 degrees.
    let flat: Float = 0.414_213_56
    if abs(dy) <= flat * abs(dx) { return (dx < 0 ? -1 : 1, 0) }
    if abs(dx) <= flat * abs(dy) { return (0, dy < 0 ? -1 : 1) }
    return (dx < 0 ? -1 : 1, dy < 0 ? -1 : 1)
  }

  /// Hysteresis: whether each pixel belongs to a line that starts at `start` or more, and goes on to `end` or more.
  private static func lines(in crests: Plane, from start: Float, to end: Float) -> [Bool] {
    let (width, height) = (crests.width, crests.height)
    var isLine = crests.values.map { $0 >= start }
    var open = isLine.indices.filter { isLine[$0] }
    while let place = open.popLast() {
      let (x, y) = (place % width, place / width)
      for ny in max(y - 1, 0)...min(y + 1, height - 1) {
        for nx in max(x - 1, 0)...min(x + 1, width - 1) {
          let neighbour = ny * width + nx
          guard !isLine[neighbour], crests.values[neighbour] >= end else { continue }
          isLine[neighbour] = true
          open.append(neighbour)
        }
      }
    }
    return isLine
  }
}
