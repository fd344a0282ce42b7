/// What a generator made from the same noise at several moments of its training.
public final class Snapshots: Checkpointable {
  /// The number of training steps before each snapshot.
  public private(set) var steps: [Int] = []
  /// The images of each snapshot, all of one shape `[N, H, W, C]`.
  public private(set) var images: [Tensor] = []

  /// The iterations at which a training loop should take a snapshot.
  private let moments: Set<Int>

  /// - Parameter moments: the iterations at which a training loop should take a snapshot; none if it decides by itself.
  public init(at moments: Set<Int> = []) { self.moments = moments }

  /// Whether a training loop should take a snapshot at iteration `i`.
  public func isDue(_ i: Int) -> Bool { moments.contains(i) }

  /// Adds the images `[N, H, W, C]` made after `step` training steps.
  public func append(_ images: Tensor, step: Int) {
    steps.append(step)
    self.images.append(images.detached)
  }

  /// `count` moments of a training run, the first and the last included; each later one comes after twice as many steps
  /// as the one before, because most happens early. A short run has fewer.
  public static func moments(_ count: Int, of total: Int) -> Set<Int> {
    Set([0, total] + (1..<max(count - 1, 1)).map { total >> $0 })
  }

  /// The beginning and `count` evenly spaced moments after it, the last of which is the end.
  public static func evenMoments(_ count: Int, of total: Int) -> Set<Int> {
    Set((0...Swift.max(count, 1)).map { $0 * total / Swift.max(count, 1) })
  }

  public func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[integers: "\(name).count"] = [UInt64(steps.count)]
    for (index, (step, images)) in zip(steps, images).enumerated() {
      checkpoint[integers: "\(name).\(index).step"] = [UInt64(step)]
      checkpoint[integers: "\(name).\(index).shape"] = images.shape.map(UInt64.init)
      checkpoint[tensor: "\(name).\(index).images"] = images
    }
  }

  public func load(from checkpoint: Checkpoint, as name: String) throws {
    let count = Int(try checkpoint.integers(named: "\(name).count", count: 1)[0])
    let saved = try (0..<count).map { index in
      let shape = try checkpoint.integers(named: "\(name).\(index).shape", count: 4).map(Int.init)
      return (
        images: try checkpoint.tensor(named: "\(name).\(index).images", shape: Shape(shape)),
        step: Int(try checkpoint.integers(named: "\(name).\(index).step", count: 1)[0])
      )
    }
    (steps, images) = ([], [])
    for (images, step) in saved { append(images, step: step) }
  }
}
