import GANKit
import Judges

// Answers that look right, for the test of the checks.

/// "95 %" was looked up at 95 % of the sorted distances, where nearly all test images lie below the limit.
enum UpperEnd: CopyTest {
  static func suspicious(generated: Tensor, unseen: Tensor, training: Tensor) -> Double {
    let distances = NearestNeighbours(of: generated, in: training).distances
    let scale = NearestNeighbours(of: unseen, in: training).distances.sorted()
    let limit = scale[scale.count * 95 / 100]
    return Double(distances.count { $0 < limit }) / Double(distances.count)
  }
}

/// A copy is nearer than the typical test image, so the limit is their mean distance.
enum TypicalDistance: CopyTest {
  static func suspicious(generated: Tensor, unseen: Tensor, training: Tensor) -> Double {
    let distances = NearestNeighbours(of: generated, in: training).distances
    let scale = NearestNeighbours(of: unseen, in: training).distances
    let limit = scale.reduce(0, +) / Double(scale.count)
    return Double(distances.count { $0 < limit }) / Double(distances.count)
  }
}

/// Generated images are compared with the test images, because these are the scale.
enum ComparedWithTestImages: CopyTest {
  static func suspicious(generated: Tensor, unseen: Tensor, training: Tensor) -> Double {
    let distances = NearestNeighbours(of: generated, in: unseen).distances
    let scale = NearestNeighbours(of: unseen, in: training).distances.sorted()
    let limit = scale[scale.count / 20]
    return Double(distances.count { $0 < limit }) / Double(distances.count)
  }
}

/// The nearest twentieth of the generated images themselves: 5 % whatever they are.
enum OwnScale: CopyTest {
  static func suspicious(generated: Tensor, unseen: Tensor, training: Tensor) -> Double {
    let distances = NearestNeighbours(of: generated, in: training).distances.sorted()
    let limit = distances[distances.count / 20]
    return Double(distances.count { $0 < limit }) / Double(distances.count)
  }
}
