import GANKit

/// Herds on varied ground, drawn by a program in colour, by default at 64 x 64 pixels: a stand-in for two collections
/// of photographs, such as horses and zebras, of which no two show the same scene.
///
/// Every scene can be drawn twice, with plain animals and with striped ones, and nothing else differs. The stripes
/// follow from an animal's body alone, and its shade shows in either coat: each picture has exactly one correct
/// translation, and the program knows it.
public enum DrawnHerds {
  /// The default number of pixels along each side.
  public static let side = 64

  /// The coat that the animals wear.
  public enum Coat: Sendable, CaseIterable { case plain, striped }

  /// Draws scenes in which all animals have the same coat.
  ///
  /// Scene `i` depends only on the source's state and on `i`: a smaller set is the beginning of a larger one.
  ///
  /// - Parameters:
  ///   - count: The number of scenes, at least 1.
  ///   - coat: The animals' coat.
  ///   - side: The number of pixels along each side, at least 1.
  ///   - random: Gives the seed of the set, in one draw.
  /// - Returns: `[count, side, side, 3]` in [-1, 1].
  public static func images(count: Int, coat: Coat, side: Int = side, using random: Random) -> Tensor {
    draw(count: count, coat: coat, side: side, seed: random.bits())
  }

  /// Draws each scene with both coats, `[count, side, side, 3]` in [-1, 1]: the translation that a network has to find
  /// by itself.
  public static func twins(
    count: Int, side: Int = side, using random: Random
  ) -> (plain: Tensor, striped: Tensor) {
    let seed = random.bits()
    return (
      draw(count: count, coat: .plain, side: side, seed: seed),
      draw(count: count, coat: .striped, side: side, seed: seed)
    )
  }

  private static func draw(count: Int, coat: Coat, side: Int, seed: UInt64) -> Tensor {
    require(
      count >= 1 && side >= 1,
      "DrawnHerds: needs at least one picture of at least one pixel, found \(count) of \(side) x \(side)")
    let size = side * side * 3
    return Tensor(shape: [count, side, side, 3]) { buffer in
      guard let start = buffer.baseAddress else { return }
      let scalars = Shared(start)
      Parallel.ranges(count, grain: 16) { range in
        for index in range {
          var dice = Dice(seed: seed, index: index)
          let scene = HerdScene(using: &dice)
          var canvas = ShapeCanvas(side: side)
          scene.paint(coat, on: &canvas)
          canvas.write(
            into: UnsafeMutableBufferPointer(start: scalars.pointer + index * size, count: size))
        }
      }
    }
  }
}

/// One picture's content: a landscape and the animals in it, from the farthest to the nearest.
struct HerdScene {
  let landscape: HerdLandscape
  let animals: [HerdAnimal]

  init(using dice: inout Dice) {
    landscape = HerdLandscape(using: &dice)
    animals = HerdAnimal.herd(on: landscape, using: &dice)
  }

  func paint(_ coat: DrawnHerds.Coat, on canvas: inout ShapeCanvas) {
    landscape.paint(on: &canvas)
    for animal in animals { animal.paint(coat, on: &canvas) }
  }
}
