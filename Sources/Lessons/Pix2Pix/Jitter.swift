import GANKit

// snippet.jitter
/// A batch of pairs, each cropped at a random place and mirrored with probability 1/2 (Isola et al. 2017, section 6.2).
///
/// Both pictures of a pair get the same crop. At 64 pixels from 72 there are 2 * 9 * 9 = 162 versions of each pair.
///
/// - Parameters:
///   - first, second: `[N, S, S, C]` with the same S, at least `size`.
///   - rows: the indices of the pairs.
/// - Returns: both `[rows, size, size, C]`.
func jittered(_ first: Tensor, _ second: Tensor, rows: [Int], size: Int, using random: Random)
  -> (Tensor, Tensor)
{
  let room = first.shape[1] - size + 1
  let crops = rows.map { row in
    Crop(
      row: row, top: random.integer(below: room), left: random.integer(below: room),
      isMirrored: random.integer(below: 2) == 1)
  }
  return (crops.images(from: first, size: size), crops.images(from: second, size: size))
}
// snippet.end

/// Where one picture of a batch comes from.
private struct Crop {
  let row, top, left: Int
  let isMirrored: Bool
}

extension [Crop] {
  fileprivate func images(from images: Tensor, size: Int) -> Tensor {
    let (height, width, channels) = (images.shape[1], images.shape[2], images.shape[3])
    return Tensor(shape: [count, size, size, channels]) { out in
      images.withScalars { source in
        var position = 0
        for crop in self {
          for y in 0..<size {
            for x in 0..<size {
              let column = crop.left + (crop.isMirrored ? size - 1 - x : x)
              let start = ((crop.row * height + crop.top + y) * width + column) * channels
              for channel in 0..<channels { out[position + channel] = source[start + channel] }
              position += channels
            }
          }
        }
      }
    }
  }
}
