// exercise: 03-copy-test
import GANKit
import Judges

enum Exercise: CopyTest {
  /// The share of generated images that are suspiciously near to a training image, 0...1.
  /// - Parameters:
  ///   - generated: what G draws, pixels or features, `[N, D]`.
  ///   - unseen: test images, which G has never seen, `[M, D]`.
  ///   - training: the images that G has learned from, `[K, D]`.
  static func suspicious(generated: Tensor, unseen: Tensor, training: Tensor) -> Double {
    let distances = NearestNeighbours(of: generated, in: training).distances
    // Change from here: a fixed limit.
    let limit = 5.0
    // To here.
    return Double(distances.count { $0 < limit }) / Double(distances.count)
  }
}
