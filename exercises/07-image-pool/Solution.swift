// exercise: 07-image-pool
import GANKit

enum Solution: Pool {
  /// Exchanges new translations for a mixture of new and earlier ones.
  ///
  /// - Parameters:
  ///   - fresh: the newest translations, `[N, H, W, C]`.
  ///   - pool: the stored ones, each `[1, H, W, C]`; empty before the first call.
  ///   - capacity: how many the pool stores at most; 1 or more.
  ///   - random: tosses the coins and chooses the places.
  /// - Returns: what the discriminator gets, `[N, H, W, C]`.
  static func exchange(
    _ fresh: Tensor, with pool: inout [Tensor], capacity: Int, using random: Random
  ) -> Tensor {
    var handedOut: [Tensor] = []
    for image in fresh.detached.split(into: fresh.shape[0]) {
      if pool.count < capacity {
        pool.append(image)
        handedOut.append(image)
      } else if random.uniform() < 0.5 {
        handedOut.append(image)
      } else {
        let place = random.integer(below: capacity)
        handedOut.append(pool[place])
        pool[place] = image
      }
    }
    return concatenate(handedOut)
  }
}
