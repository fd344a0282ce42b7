import Datasets
import GANKit

// Directions in the latent space that change one attribute of a face.

/// Noise vectors, and the factors that were read in the faces made from them.
struct LabeledNoise {
  /// The mean of fewer vectors than this is too noisy.
  static let fewest = 20

  /// `[N, latentSize]`
  let z: Tensor
  let factors: [FaceFactors]

  /// The numbers of the faces that a condition holds for.
  func rows(where condition: (FaceFactors) -> Bool) -> [Int] {
    factors.indices.filter { condition(factors[$0]) }
  }

  /// The mean noise `[latentSize]` of the faces that a condition holds for; nil if there are too few of them.
  func mean(_ condition: (FaceFactors) -> Bool) -> Tensor? {
    let rows = rows(where: condition)
    return rows.count < Self.fewest ? nil : z.gathered(rows: rows).mean(axes: [0])
  }

  // snippet.freed
  /// What is left of a direction when all that changes the other factors is projected out; as long as before.
  func freed(_ direction: Tensor, toChangeOnly factor: FaceFactor) -> Tensor {
    // Perpendicular unit vectors that span the directions of all other categories.
    var axes: [Tensor] = []
    func perpendicular(_ vector: Tensor) -> Tensor {
      axes.reduce(vector) { rest, axis in rest - (rest * axis).sum() * axis }
    }
    for other in FaceFactor.allCases where other != factor {
      // A factor's last category is what the others are not.
      for category in other.categories.indices.dropLast() {
        guard let theirs = mean({ $0[other] == category }) else { continue }
        let difference = theirs - z.mean(axes: [0])
        let axis = perpendicular(difference)
        // Nothing is left if all faces are of this category, or if the other axes span the difference already.
        guard length(of: axis) > 1e-3 * max(length(of: difference), 1e-3) else { continue }
        axes.append(axis / length(of: axis))
      }
    }
    let rest = perpendicular(direction)
    return rest * (length(of: direction) / length(of: rest))
  }
  // snippet.end

  private func length(of vector: Tensor) -> Float { square(vector).sum().scalar.squareRoot() }
}
