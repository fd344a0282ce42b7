import Foundation
import GANKit
import Judges
import Pictures

/// The quality of enlarged test pictures: how near they are to the truth, and how much like sharp pictures.
struct Quality {
  /// Near the truth: means over the pictures.
  let fidelity: PictureFidelity
  /// The mean gradient magnitude over that of the true pictures: 1 is as sharp as these.
  let sharpness: Double
  /// The power above 1/8 cycle per pixel over that of the true pictures: 1 is right. No loss measures it.
  let detail: Double
  /// The Frechet distance of patch features to those of the true pictures: 0 is like these.
  let frechetDistance: Double
  /// How strong a pattern of 4 x 4 pixels is in flat places, in grey levels; see `gridStrength`.
  let grid: Double
}

/// Measures enlarged test pictures against the true ones.
struct PictureJudge {
  let pairs: [PicturePair]
  /// A feature network that no loss has seen.
  let features: FeatureNetwork
  private let trueGradient: Double
  private let trueFeatures: Tensor
  private let trueSpectrum: Spectrum

  init(_ pairs: [PicturePair], _ features: FeatureNetwork) {
    (self.pairs, self.features) = (pairs, features)
    trueGradient = Self.gradient(of: pairs.map(\.sharp))
    trueFeatures = Self.features(of: pairs.map(\.sharp), features)
    trueSpectrum = Spectrum(of: pairs.map(\.sharp))
  }

  // snippet.quality
  /// - Parameter pictures: one for each pair.
  func quality(of pictures: [Image]) -> Quality {
    Quality(
      fidelity: .mean(zip(pictures, pairs).map { $1.fidelity(of: $0) }),
      sharpness: Self.gradient(of: pictures) / trueGradient,
      detail: Spectrum(of: pictures).share(above: 0.125, of: trueSpectrum),
      frechetDistance: frechetDistance(Self.features(of: pictures, features), trueFeatures),
      grid: gridStrength(of: pictures, where: pairs.map(\.sharp)))
  }

  /// The mean gradient magnitude over all pixels of the pictures' luminance.
  private static func gradient(of pictures: [Image]) -> Double {
    let sums = pictures.map { picture in
      Double(picture.width * picture.height) * meanGradientMagnitude(of: picture.luminance())
    }
    return sums.reduce(0, +) / pictures.reduce(0) { $0 + Double($1.width * $1.height) }
  }

  /// Features of patches of 32 x 32 pixels, 16 pixels apart.
  private static func features(of pictures: [Image], _ network: FeatureNetwork) -> Tensor {
    concatenate(
      pictures.map { picture in
        let patches = stride(from: 0, through: picture.height - 32, by: 16).flatMap { y in
          stride(from: 0, through: picture.width - 32, by: 16).map { x in
            picture.cropped(x: x, y: y, width: 32, height: 32)
          }
        }
        return network.summary(of: Tensor(patches))
      })
  }
  // snippet.end
}
