/// A few dozen earlier generated images, for a discriminator to be trained on instead of the newest ones alone
/// (Shrivastava et al. 2017, section 2.3; Zhu et al. 2017, section 4).
///
/// A discriminator that is trained on the newest images only may forget how to reject earlier ones. The pool keeps
/// up to `capacity` images. Once it is full, a new image replaces a random stored one with probability 1/2, and the
/// stored one is handed out; otherwise the new image itself is.
public final class ImagePool {
  /// The largest number of images that are kept; with 0, every image is handed out as it comes.
  public let capacity: Int
  /// Each `[1, H, W, C]`.
  private var images: [Tensor] = []

  /// An empty pool; the capacity is 0 or more.
  public init(capacity: Int) {
    require(capacity >= 0, "ImagePool: the capacity must not be negative, found \(capacity)")
    self.capacity = capacity
  }

  /// The number of images that are kept now.
  public var count: Int { images.count }

  /// As many images as went in, new and old ones mixed, without a record.
  ///
  /// - Parameters:
  ///   - fresh: `[N, H, W, C]`, the newest images.
  ///   - random: decides whether each image is exchanged, and for which.
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

  /// Restores a pool of up to `capacity` images.
  ///
  /// - Throws: `CheckpointError`, also if the saved pool holds more.
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
