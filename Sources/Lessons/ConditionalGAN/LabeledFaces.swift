import Datasets
import GANKit

// The faces that are learnt from, and their labels.

extension Tensor {
  // snippet.faceLabels
  /// The labels of faces, `[N, 26]`: a one-hot vector for each of the eight attributes, one after the other.
  static func labels(of faces: [FaceFactors]) -> Tensor {
    concatenate(
      FaceFactor.allCases.map { factor in
        .oneHot(faces.map { $0[factor] }, classes: factor.categories.count)
      }, axis: 1)
  }
  // snippet.end
}

extension LabeledFaces {
  /// Drawn faces, reduced to 32x32 pixels, without those that fit a request of `unseen`.
  ///
  /// They are drawn some at a time, so that the large pictures take little memory.
  /// - Parameter count: the number of faces before some are left out.
  static func small(_ count: Int, without unseen: [FaceRequest], using random: Random) -> LabeledFaces {
    var (images, factors): ([Tensor], [FaceFactors]) = ([], [])
    for start in stride(from: 0, to: count, by: 500) {
      let faces = DrawnFaces.images(count: min(500, count - start), using: random)
      let kept = faces.factors.indices.filter { row in !unseen.contains { $0.fits(faces.factors[row]) } }
      images.append(halved(faces.images.gathered(rows: kept)))
      factors += kept.map { faces.factors[$0] }
    }
    return LabeledFaces(images: concatenate(images), factors: factors)
  }

  /// Drawn faces with these factors, reduced to 32x32 pixels.
  static func small(of factors: [FaceFactors], using random: Random) -> LabeledFaces {
    LabeledFaces(images: halved(DrawnFaces.images(of: factors, using: random)), factors: factors)
  }

  private static func halved(_ images: Tensor) -> Tensor { images.averagePooled(kernel: 2) }
}
