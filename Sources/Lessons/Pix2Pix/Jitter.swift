import GANKit

// snippet.jitter
/// A batch of pairs, each cropped at a random place and mirrored with probability 1/2 (Isola et al. 2017, section 6.2).
///
/// Both pictures of a pair get the same crop. At 64 pixels from 72 there are 2 * 9 * 9 = 162 versions of each pair.
///
/// - Parameters:
///   - first, second: `[N, S, S, C]` with the same S, at least `size`.
/// - Returns: both `[N, size, size, C]`.
func jittered(_ first: Tensor, _ second: Tensor, size: Int, using random: Random) -> (Tensor, Tensor) {
  let crops = RandomCrops(of: first.shape, size: size, using: random)
  return (crops.images(from: first), crops.images(from: second))
}
// snippet.end
