import Foundation
import Testing

@testable import Datasets
@testable import GANKit
@testable import Judges

@Suite("Drawn scenes")
struct DrawnScenesTests {
  @Test func aSmallerSetIsTheBeginningOfALargerOne() {
    let few = DrawnScenes.pictures(count: 3, using: Random(seed: 4))
    let more = DrawnScenes.pictures(count: 7, using: Random(seed: 4))
    #expect(few.pictures.map(\.image) == more.pictures.prefix(3).map(\.image))
    #expect(few.pictures.map(\.name) == ["scene-1", "scene-2", "scene-3"])
    #expect(few.source == .drawn("drawn scenes"))
    let others = DrawnScenes.pictures(count: 3, using: Random(seed: 5))
    #expect(others.pictures.count == 3)
    #expect(zip(few.pictures, others.pictures).allSatisfy { $0.image != $1.image })
  }

  @Test func scenesDifferAndAreInColour() {
    let images = DrawnScenes.pictures(count: 40, using: Random(seed: 1)).pictures.map(\.image)
    #expect(Set(images).count == 40)
    for image in images {
      #expect((image.width, image.height, image.channels) == (192, 160, 3))
      #expect(Set(image.pixels).count > 40)
    }
    let colours = Set(
      images.flatMap { image in stride(from: 0, to: image.pixels.count, by: 999).map { image.pixels[$0] } })
    #expect(colours.count > 200)
  }

  /// There is something to lose in them, as in photographs, and something to learn: neither noise nor plain areas.
  @Test func shrinkingLosesDetail() {
    let images = DrawnScenes.pictures(count: 30, using: Random(seed: 2)).pictures.map(\.image)
    let ratios = images.map { image in
      let small = image.resized(width: image.width / 4, height: image.height / 4, .bicubic)
      return PictureFidelity(
        of: small.resized(width: image.width, height: image.height, .bicubic), to: image, border: 4)
    }
    let mean = PictureFidelity.mean(ratios)
    #expect((18...29).contains(mean.psnr), "\(mean.psnr) dB")
    #expect((0.4...0.9).contains(mean.ssim), "\(mean.ssim)")
  }
}
