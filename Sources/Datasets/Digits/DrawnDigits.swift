import GANKit

/// Digits drawn by a program: a stand-in for MNIST, of the same shape, for use when the real files are absent.
///
/// Each image is the skeleton of a digit, in one of the ways in which people write it, drawn with an unsteady
/// pen, slanted, bent, stretched, and placed in the picture as MNIST's digits are: fitted into 20 x 20 pixels and
/// centred by mass in 28 x 28, bright on dark.
public enum DrawnDigits {
  /// The number of pixels along each side.
  public static let side = 28

  /// Draws digits; every ten consecutive images have one of each digit.
  ///
  /// Image `i` depends only on the source's state and on `i`: a smaller set is the beginning of a larger one.
  ///
  /// - Parameters:
  ///   - count: The number of images.
  ///   - random: Gives the seed of the set, in one draw.
  /// - Returns: Images `[count, 28, 28, 1]` in [-1, 1] and their digits.
  public static func images(count: Int, using random: Random) -> LabeledImages {
    let seed = random.bits()
    let labels = (0..<count).map { label(of: $0, seed: seed) }
    let images = Tensor(shape: [count, side, side, 1]) { buffer in
      guard let start = buffer.baseAddress else { return }
      let pixels = Shared(start)
      Parallel.ranges(count, grain: 64) { range in
        var rasterizer = StrokeRasterizer(side: side)
        for index in range {
          let image = UnsafeMutableBufferPointer(
            start: pixels.pointer + index * side * side, count: side * side)
          draw(labels[index], index: index, seed: seed, with: &rasterizer, into: image)
        }
      }
    }
    return LabeledImages(images: images, labels: labels)
  }

  /// Every ten consecutive labels are a permutation of the digits, so that classes are balanced but follow no pattern.
  private static func label(of index: Int, seed: UInt64) -> Int {
    var dice = Dice(seed: ~seed, index: index / 10)
    var digits = Array(0..<10)
    for last in stride(from: 9, to: 0, by: -1) {
      digits.swapAt(last, Int(dice.bits().multipliedFullWidth(by: UInt64(last + 1)).high))
    }
    return digits[index % 10]
  }

  private static func draw(
    _ digit: Int, index: Int, seed: UInt64, with rasterizer: inout StrokeRasterizer,
    into pixels: UnsafeMutableBufferPointer<Float>
  ) {
    var pen = DigitPen(dice: Dice(seed: seed, index: index), wobble: 0.032)
    pen.write(digit: digit)
    var dice = pen.dice
    let hand = Hand(digit: digit, using: &dice)
    var strokes = pen.strokes.map { stroke in stroke.map(hand.bend) }
    let radius = min(max(1.22 * (1 + 0.24 * dice.bell()), 0.85), 2.2)
    place(&strokes, radius: radius, using: &dice)

    rasterizer.clear()
    for stroke in strokes {
      // The pen is pressed a little more at one end than at the other.
      let (first, last) = (radius * (1 + 0.1 * dice.bell()), radius * (1 + 0.12 * dice.bell()))
      let step = (last - first) / Float(stroke.count)
      for piece in 1..<stroke.count {
        rasterizer.add(
          from: stroke[piece - 1], radius: first + step * Float(piece - 1),
          to: stroke[piece], radius: first + step * Float(piece))
      }
    }
    rasterizer.render(into: pixels)
  }

  /// Fits a digit into the 20 x 20 box and puts its centre of mass near the middle of the picture.
  private static func place(_ strokes: inout [[SIMD2<Float>]], radius: Float, using dice: inout Dice) {
    var low = SIMD2<Float>(repeating: .infinity)
    var high = -low
    var (mass, moment) = (Float(0), SIMD2<Float>())
    for stroke in strokes {
      for (index, point) in stroke.enumerated() {
        low = pointwiseMin(low, point)
        high = pointwiseMax(high, point)
        guard index > 0 else { continue }
        let piece = point - stroke[index - 1]
        let length = (piece * piece).sum().squareRoot()
        mass += length
        moment += (point + stroke[index - 1]) * (length / 2)
      }
    }
    let box = 20 * dice.uniform(0.88, 1)
    let scale = (box - 2 * radius) / (high - low).max()
    let middle = Float(side) / 2
    // MNIST's digits are centred only to the nearest pixel.
    let jitter = SIMD2(dice.bell(), dice.bell()) * 0.4
    var shift = middle + jitter - moment / mass * scale
    // A digit that is heavy on one side must not lose the other beyond the picture's edge.
    shift = pointwiseMax(shift, radius + 1 - low * scale)
    shift = pointwiseMin(shift, Float(side) - radius - 1 - high * scale)
    for stroke in strokes.indices {
      for index in strokes[stroke].indices {
        strokes[stroke][index] = strokes[stroke][index] * scale + shift
      }
    }
  }
}

/// What all strokes of one digit have in common: slant, width, and the way in which they are bent.
private struct Hand {
  private let slant: Float
  private let width: Float
  private let rotation: SIMD2<Float>
  /// Positive makes the upper half larger.
  private let balance: Float
  private let waves: (amplitude: SIMD2<Float>, phase: SIMD2<Float>)

  init(digit: Int, using dice: inout Dice) {
    // Ones lean further than the others, as they do in MNIST.
    slant = digit == 1 ? 0.22 + 0.3 * dice.bell() : 0.12 + 0.2 * dice.bell()
    width = max(0.6, 1.08 + 0.16 * dice.bell())
    let angle = 0.09 * dice.bell()
    rotation = [cosine(angle), cosine(angle - .pi / 2)]
    balance = 0.22 * dice.bell()
    waves = (SIMD2(dice.bell(), dice.bell()) * 0.03, SIMD2(dice.uniform(), dice.uniform()) * 2 * .pi)
  }

  func bend(_ point: SIMD2<Float>) -> SIMD2<Float> {
    var (x, y) = (point.x, point.y)
    y += balance * y * (1 - y)
    x += waves.amplitude.x * cosine(5 * y + waves.phase.x)
    y += waves.amplitude.y * cosine(7 * x + waves.phase.y)
    x = x * width + slant * (0.5 - y)
    return [x * rotation.x - y * rotation.y, x * rotation.y + y * rotation.x]
  }
}
