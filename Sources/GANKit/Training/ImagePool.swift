/// The last few dozen generated images, for a discriminator to be trained on instead of the newest ones alone (Shrivastava
/// et al. 2017, section 2.3; Zhu et al. 2017, section 4).
///
/// A generator that meets a discriminator trained on its newest images only can lead it round in circles. The pool keeps
/// up to `capacity` images; once it is full, half of the new images take the place of a stored one, which is handed out
/// instead, and the others are handed out themselves.
public final class ImagePool {
  /// How many images are kept at most; 0 hands out every image as it comes.
  public let capacity: Int
  /// Each `[1, H, W, C]`.
  private var images: [Tensor] = []

  public init(capacity: Int) {
    require(capacity >= 0, "ImagePool: the capacity must not be negative, found \(capacity)")
    self.capacity = capacity
  }

  /// How many images are kept now.
  public var count: Int { images.count }

  /// As many images as went in, new and old ones mixed.
  ///
  /// - Parameters:
  ///   - fresh: `[N, H, W, C]`, the newest images.
  ///   - random: decides for each image whether it is exchanged, and for which.
  public func exchange(_ fresh: Tensor, using random: Random) -> Tensor {
    require(fresh.rank == 4, "ImagePool: needs images [N, H, W, C], found shape \(fresh.shape)")
    guard capacity > 0 else { return fresh.detached }
    let handedOut = (0..<fresh.shape[0]).map { row -> Tensor in
      let image = fresh.detached.rows(row..<row + 1)
      if images.count < capacity {
        images.append(image)
        return image
      }
      guard random.uniform() < 0.5 else { return image }
      let place = random.integer(below: capacity)
      defer { images[place] = image }
      return images[place]
    }
    return concatenate(handedOut)
  }
}

extension ImagePool: Checkpointable {
  public func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[integers: "\(name).count"] = [UInt64(images.count)]
    guard let first = images.first else { return }
    checkpoint[integers: "\(name).shape"] = first.shape.dropFirst().map(UInt64.init)
    checkpoint[tensor: "\(name).images"] = concatenate(images)
  }

  /// Restores a pool of any number of images up to this one's capacity.
  public func load(from checkpoint: Checkpoint, as name: String) throws {
    let count = Int(try checkpoint.integers(named: "\(name).count", count: 1)[0])
    guard count <= capacity else {
      throw CheckpointError(
        .mismatch, path: nil, entry: name, expected: "a pool of at most \(capacity) images",
        found: "\(count) images")
    }
    guard count > 0 else {
      images = []
      return
    }
    let shape = try checkpoint.integers(named: "\(name).shape", count: 3).map(Int.init)
    let all = try checkpoint.tensor(named: "\(name).images", shape: Shape([count] + shape))
    images = (0..<count).map { all.rows($0..<$0 + 1) }
  }
}
