import GANKit

// Answers that look right, for the test of the checks.

/// Exchanges one picture: what becomes of it once the pool is full is what the answers below differ in.
private func exchanged(
  _ fresh: Tensor, with pool: inout [Tensor], capacity: Int, _ full: (Tensor, inout [Tensor]) -> Tensor
) -> Tensor {
  var handedOut: [Tensor] = []
  for image in fresh.split(into: fresh.shape[0]) {
    if pool.count < capacity {
      pool.append(image)
      handedOut.append(image)
    } else {
      handedOut.append(full(image, &pool))
    }
  }
  return concatenate(handedOut)
}

/// Stores the new picture first, and hands out what stands at its place then: the new picture again.
enum StoredFirst: Pool {
  static func exchange(
    _ fresh: Tensor, with pool: inout [Tensor], capacity: Int, using random: Random
  ) -> Tensor {
    exchanged(fresh.detached, with: &pool, capacity: capacity) { image, pool in
      guard random.uniform() < 0.5 else { return image }
      let place = random.integer(below: capacity)
      pool[place] = image
      return pool[place]
    }
  }
}

/// The discriminator should see old pictures, so it always gets one.
enum WithoutCoin: Pool {
  static func exchange(
    _ fresh: Tensor, with pool: inout [Tensor], capacity: Int, using random: Random
  ) -> Tensor {
    exchanged(fresh.detached, with: &pool, capacity: capacity) { image, pool in
      let place = random.integer(below: capacity)
      defer { pool[place] = image }
      return pool[place]
    }
  }
}

/// One coin decides for all pictures of a batch.
enum OneCoin: Pool {
  static func exchange(
    _ fresh: Tensor, with pool: inout [Tensor], capacity: Int, using random: Random
  ) -> Tensor {
    let isHeads = random.uniform() < 0.5
    return exchanged(fresh.detached, with: &pool, capacity: capacity) { image, pool in
      if isHeads { return image }
      let place = random.integer(below: capacity)
      defer { pool[place] = image }
      return pool[place]
    }
  }
}

/// A queue: the picture that has waited longest leaves.
enum Queue: Pool {
  static func exchange(
    _ fresh: Tensor, with pool: inout [Tensor], capacity: Int, using random: Random
  ) -> Tensor {
    exchanged(fresh.detached, with: &pool, capacity: capacity) { image, pool in
      guard random.uniform() < 0.5 else { return image }
      pool.append(image)
      return pool.removeFirst()
    }
  }
}

/// Takes `below` for the last place: the last picture never leaves.
enum LastPlaceLeftOut: Pool {
  static func exchange(
    _ fresh: Tensor, with pool: inout [Tensor], capacity: Int, using random: Random
  ) -> Tensor {
    exchanged(fresh.detached, with: &pool, capacity: capacity) { image, pool in
      guard random.uniform() < 0.5 else { return image }
      let place = random.integer(below: capacity - 1)
      defer { pool[place] = image }
      return pool[place]
    }
  }
}

/// Stores pictures as they come, together with all that made them.
enum Attached: Pool {
  static func exchange(
    _ fresh: Tensor, with pool: inout [Tensor], capacity: Int, using random: Random
  ) -> Tensor {
    exchanged(fresh, with: &pool, capacity: capacity) { image, pool in
      guard random.uniform() < 0.5 else { return image }
      let place = random.integer(below: capacity)
      defer { pool[place] = image }
      return pool[place]
    }
  }
}
