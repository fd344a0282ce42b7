import GANKit

/// Fronts of buildings with their label maps, drawn by a program: a stand-in for the CMP facades.
///
/// The map is a random plan of wall, windows, doors, balconies and so on; the photo shows that plan built, lit and
/// textured. Most of the photo follows from the map, including its colours (see `FacadeMaterials`), so that a
/// translation can be compared with it pixel by pixel.
public enum DrawnFacades {
  /// Draws pairs: the photos on the left, the label maps on the right, as in `facades/`.
  ///
  /// Pair `i` depends only on the source's state and on `i`: a smaller set is the beginning of a larger one.
  ///
  /// - Parameters:
  ///   - count: The number of pairs.
  ///   - size: The number of pixels along each side, 32 or more.
  ///   - random: Gives the seed of the set, in one draw.
  public static func pairs(count: Int, size: Int, using random: Random) -> ImagePairs {
    require(size >= 32, "DrawnFacades: needs at least 32 x 32 pixels, not \(size)")
    let seed = random.bits()
    let scalarsEach = size * size * 3
    var labels: Tensor?
    let photos = Tensor(shape: [count, size, size, 3]) { photos in
      labels = Tensor(shape: [count, size, size, 3]) { labels in
        guard let photoStart = photos.baseAddress, let labelStart = labels.baseAddress else { return }
        let targets = (photo: Shared(photoStart), label: Shared(labelStart))
        Parallel.ranges(count, grain: 4) { range in
          for index in range {
            var dice = Dice(seed: seed, index: index)
            let painter = FacadePainter(FacadePlan(using: &dice), side: size, dice: dice)
            write(painter.photo, to: targets.photo.pointer + index * scalarsEach)
            write(painter.labels, to: targets.label.pointer + index * scalarsEach)
          }
        }
      }
    }
    return ImagePairs(left: photos, right: labels!)
  }

  /// Writes the pixels in the 256 levels of an image file.
  private static func write(_ pixels: [SIMD3<Float>], to scalars: UnsafeMutablePointer<Float>) {
    for (index, pixel) in pixels.enumerated() {
      for channel in 0..<3 {
        scalars[index * 3 + channel] = ((pixel[channel] + 1) * 127.5).rounded() / 127.5 - 1
      }
    }
  }
}
