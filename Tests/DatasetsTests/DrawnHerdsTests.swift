@testable import Datasets
import Foundation
import GANKit
import Testing

@Suite struct DrawnHerdsTests {
  @Test func pictureIDependsOnTheSeedAndOnIOnly() {
    let few = DrawnHerds.images(count: 3, coat: .striped, using: Random(seed: 4))
    let many = DrawnHerds.images(count: 40, coat: .striped, using: Random(seed: 4))
    #expect(few.shape == [3, 64, 64, 3])
    #expect(many.rows(0..<3) == few)
    #expect(DrawnHerds.images(count: 3, coat: .striped, using: Random(seed: 5)) != few)
  }

  @Test func valuesAreThoseOfAnImageFile() {
    let images = DrawnHerds.images(count: 20, coat: .plain, using: Random(seed: 1))
    for value in images.scalars {
      let step = (value + 1) * 127.5
      #expect(value >= -1 && value <= 1 && abs(step - step.rounded()) < 1e-3)
    }
  }

  /// Coats change a good part of the picture, and nothing else does.
  @Test func twinsDifferInTheirCoatsOnly() {
    let twins = DrawnHerds.twins(count: 100, using: Random(seed: 2))
    #expect(twins.plain == DrawnHerds.images(count: 100, coat: .plain, using: Random(seed: 2)))
    #expect(twins.striped == DrawnHerds.images(count: 100, coat: .striped, using: Random(seed: 2)))
    let (plain, striped) = (twins.plain.scalars, twins.striped.scalars)
    for image in 0..<100 {
      let pixels = stride(from: image * 64 * 64 * 3, to: (image + 1) * 64 * 64 * 3, by: 3)
      let changed = pixels.count { p in (p..<p + 3).contains { plain[$0] != striped[$0] } }
      // The sky in the topmost row is no animal's.
      #expect(changed > 400 && changed < 3000)
    }
  }

  /// The shade can be told from either coat: the brightest hair of a darker animal is darker in both.
  @Test func bothCoatsShowTheShade() {
    let twins = DrawnHerds.twins(count: 200, using: Random(seed: 3))
    func means(_ images: Tensor) -> [Float] {
      let difference = abs(twins.plain - twins.striped).scalars
      let scalars = images.scalars
      return (0..<200).map { image in
        let pixels = (image * 64 * 64 * 3..<(image + 1) * 64 * 64 * 3).filter { difference[$0] > 0 }
        return pixels.reduce(0) { $0 + scalars[$1] } / Float(pixels.count)
      }
    }
    let (plain, striped) = (means(twins.plain), means(twins.striped))
    let (meanA, meanB) = (plain.reduce(0, +) / 200, striped.reduce(0, +) / 200)
    let both = zip(plain, striped).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    let (varianceA, varianceB) = (
      plain.reduce(0) { $0 + ($1 - meanA) * ($1 - meanA) },
      striped.reduce(0) { $0 + ($1 - meanB) * ($1 - meanB) }
    )
    #expect(both / (varianceA * varianceB).squareRoot() > 0.7)
  }

  /// Faces are paler than plain coats, by which a translator can tell that no stripes belong there.
  @Test func facesArePale() {
    for shade: Float in [0, 0.5, 1] {
      let (plain, striped) = (HerdCoat(.plain, shade: shade), HerdCoat(.striped, shade: shade))
      #expect(plain.face.sum() > plain.light.sum() + 0.4)
      #expect(striped.face == striped.light)
    }
  }

  @Test func largerPicturesShowTheSameScenes() {
    let small = DrawnHerds.images(count: 4, coat: .striped, using: Random(seed: 6))
    let large = DrawnHerds.images(count: 4, coat: .striped, side: 128, using: Random(seed: 6))
    #expect(large.shape == [4, 128, 128, 3])
    let shrunk = large.resized(height: 64, width: 64, .bicubic)
    #expect(meanAbsoluteError(shrunk, small).scalar < 0.06)
  }
}
