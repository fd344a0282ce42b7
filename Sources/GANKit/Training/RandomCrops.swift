/// Where each picture of a batch is cropped, and whether it is mirrored: one draw, for all batches that have to be
/// treated alike, such as both pictures of each pair.
///
/// Source: P. Isola et al., Image-to-Image Translation with Conditional Adversarial Networks (2017), section 6.2, which
/// calls it jitter.
public struct RandomCrops: Sendable {
  private let crops: [Crop]
  /// The sides of the pictures and of their crops.
  private let side, size: Int

  /// The place of one crop.
  private struct Crop {
    let top, left: Int
    let isMirrored: Bool
  }

  /// The side of pictures that leave room for crops of `size`: 9/8 of it. The paper loads 286 pixels for crops of 256.
  public static func side(forCropsOf size: Int) -> Int { size * 9 / 8 }

  /// Draws for each picture a place, all equally probable, and whether it is mirrored, with probability 1/2.
  ///
  /// - Parameters:
  ///   - shape: That of the batches, `[N, S, S, C]`.
  ///   - size: The side of the crops, at most S.
  ///   - random: Draws three numbers for each picture.
  public init(of shape: Shape, size: Int, using random: Random) {
    require(
      shape.count == 4 && shape[1] == shape[2] && size >= 1 && size <= shape[1],
      "RandomCrops: needs a batch [N, S, S, C] and a size of at most S, found \(shape) and \(size)")
    let room = shape[1] - size + 1
    (side, self.size) = (shape[1], size)
    crops = (0..<shape[0]).map { _ in
      Crop(
        top: random.integer(below: room), left: random.integer(below: room),
        isMirrored: random.integer(below: 2) == 1)
    }
  }

  /// The crops `[N, size, size, C]` of a batch `[N, S, S, C]`. It is data: no derivative passes through.
  public func images(from images: Tensor) -> Tensor {
    require(
      images.rank == 4 && Array(images.shape.prefix(3)) == [crops.count, side, side],
      "RandomCrops: needs \(crops.count) pictures of \(side)x\(side), found \(images.shape)")
    let channels = images.shape[3]
    return Tensor(shape: [crops.count, size, size, channels]) { out in
      images.withScalars { source in
        var position = 0
        for (row, crop) in crops.enumerated() {
          for y in 0..<size {
            for x in 0..<size {
              let column = crop.left + (crop.isMirrored ? size - 1 - x : x)
              let start = ((row * side + crop.top + y) * side + column) * channels
              for channel in 0..<channels { out[position + channel] = source[start + channel] }
              position += channels
            }
          }
        }
      }
    }
  }
}
