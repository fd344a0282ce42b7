import GANKit

/// Portraits drawn by a program: a stand-in for collections of photographed faces, 64 x 64 pixels in colour.
///
/// Eight factors are drawn independently of each other, with known probabilities: see `FaceFactors`. Everything else,
/// such as proportions, light, clothes and the colour of the eyes, also differs from face to face, but is not counted.
public enum DrawnFaces {
  /// The number of pixels along each side.
  public static let side = 64

  /// Draws faces with independent factors.
  ///
  /// Image `i` depends only on the source's state and on `i`: a smaller set is the beginning of a larger one.
  ///
  /// - Parameters:
  ///   - count: The number of faces.
  ///   - random: Gives the seed of the set, in one draw.
  /// - Returns: Images `[count, 64, 64, 3]` in [-1, 1] and their factors.
  public static func images(count: Int, using random: Random) -> LabeledFaces {
    let seed = random.bits()
    let factors = (0..<count).map { index in
      var dice = Dice(seed: ~seed, index: index)
      return FaceFactors(using: &dice)
    }
    return LabeledFaces(images: draw(factors, seed: seed), factors: factors)
  }

  /// Draws one face for each element of `factors`.
  ///
  /// - Parameter random: Decides what the factors leave open, in one draw.
  /// - Returns: `[N, 64, 64, 3]` in [-1, 1].
  public static func images(of factors: [FaceFactors], using random: Random) -> Tensor {
    draw(factors, seed: random.bits())
  }

  private static func draw(_ factors: [FaceFactors], seed: UInt64) -> Tensor {
    let size = side * side * 3
    return Tensor(shape: [factors.count, side, side, 3]) { buffer in
      guard let start = buffer.baseAddress else { return }
      let scalars = Shared(start)
      Parallel.ranges(factors.count, grain: 16) { range in
        for index in range {
          var painter = FacePainter(factors[index], dice: Dice(seed: seed, index: index))
          painter.paint()
          painter.canvas.write(
            into: UnsafeMutableBufferPointer(start: scalars.pointer + index * size, count: size))
        }
      }
    }
  }
}

/// Images of faces together with their factors.
public struct LabeledFaces: Sendable {
  /// `[N, 64, 64, 3]`, values in [-1, 1].
  public let images: Tensor
  /// The factors of each image.
  public let factors: [FaceFactors]

  public init(images: Tensor, factors: [FaceFactors]) {
    require(
      images.rank == 4 && images.shape[0] == factors.count,
      "LabeledFaces: needs images [N, H, W, C] and N factors, found \(images.shape) and \(factors.count)")
    self.images = images
    self.factors = factors
  }

  public var count: Int { factors.count }
}

/// Paints one face, from the wall behind it to the glasses.
struct FacePainter {
  let look: FaceLook
  // Only the middle of the drawing is shown, so that its edges need no care.
  var canvas = ShapeCanvas(side: DrawnFaces.side, shown: 55, origin: SIMD2(4.5, 7.5))
  var dice: Dice
  private let seed: UInt64

  init(_ factors: FaceFactors, dice: Dice) {
    self.dice = dice
    look = FaceLook(factors, using: &self.dice)
    seed = self.dice.bits()
  }

  mutating func paint() {
    paintBackground()
    paintHairBehind()
    begin(.bust)
    paintBust()
    if look.factors.hairStyle == .curls { paintEars() }
    paintSkin()
    begin(.mouth)
    paintMouth()
    begin(.nose)
    paintNose()
    begin(.eyes)
    paintEyes()
    begin(.hair)
    paintHairInFront()
    if look.factors.hairStyle == .short { paintEars() }
    begin(.glasses)
    if look.factors.glasses == .worn { paintGlasses() }
  }

  /// Gives each part its own random numbers, so that another mouth leaves the glasses as they are.
  private mutating func begin(_ part: Part) { dice = Dice(seed: seed, index: part.rawValue) }

  private enum Part: Int { case bust, mouth, nose, eyes, hair, glasses }
}
