import DataFolders
import GANKit
import Pictures

/// Scenes drawn by a program: a stand-in for collections of sharp photographs, for super-resolution.
///
/// They contain the details that are lost when pictures shrink: thin and slanted lines, corners, lettering, leaves,
/// bricks, grain. Two in three are views with ground, buildings, trees, signs and wires; the others are close-ups of
/// one surface.
public enum DrawnScenes {
  /// The number of pixels across and down.
  public static let size = (width: 192, height: 160)

  /// Draws scenes.
  ///
  /// Scene `i` depends only on the source's state and on `i`: a smaller set is the beginning of a larger one.
  ///
  /// - Parameters:
  ///   - count: The number of scenes, at least 1.
  ///   - random: Gives the seed of the set, in one draw.
  /// - Returns: RGB pictures of ``size``, called `scene-1`, `scene-2` and so on.
  public static func pictures(count: Int, using random: Random) -> SharpPictures {
    require(count >= 1, "DrawnScenes: needs at least one scene, not \(count)")
    let seed = random.bits()
    let blank = Image(width: 1, height: 1, channels: 3, pixels: [0, 0, 0])
    var images = [Image](repeating: blank, count: count)
    images.withUnsafeMutableBufferPointer { buffer in
      let drawn = Shared(buffer.baseAddress!)
      Parallel.each(count) { index in
        var painter = ScenePainter(dice: Dice(seed: seed, index: index))
        painter.paint()
        drawn.pointer[index] = painter.canvas.image()
      }
    }
    return SharpPictures(
      pictures: images.enumerated().map { SharpPictures.Picture(name: "scene-\($0 + 1)", image: $1) },
      source: .drawn(DataSet.sr.standIn))
  }
}
