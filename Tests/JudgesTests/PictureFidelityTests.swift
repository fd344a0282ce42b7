import Foundation
import TestSupport
import Testing

@testable import Judges
@testable import Pictures

@Suite("Fidelity of enlarged pictures")
struct PictureFidelityTests {
  @Test func luminanceIsThatOfBT601() {
    let colours: [[UInt8]] = [[0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255]]
    let image = Image(width: 5, height: 1, channels: 3, pixels: colours.flatMap { $0 })
    let found = image.luminance().scalars
    expectClose(found, [16, 235, 81.481, 144.553, 40.966], within: 1e-3)
    let grey = Image(width: 2, height: 1, channels: 1, pixels: [17, 200])
    #expect(grey.luminance() == grey.rgb.luminance())
  }

  @Test func aKnownDifference() {
    func flat(_ level: UInt8) -> Image {
      Image(width: 30, height: 24, channels: 3, pixels: [UInt8](repeating: level, count: 30 * 24 * 3))
    }
    // Ten levels of 255 are 219 / 25.5 of luminance.
    let expected = 20 * log10(255 / (219 / 25.5))
    let found = PictureFidelity(of: flat(100), to: flat(110), border: 4)
    expectClose(found.psnr, expected, within: 1e-3)
    #expect(found.ssim < 1 && found.ssim > 0.98)
    let same = PictureFidelity(of: flat(9), to: flat(9), border: 0)
    #expect(same.psnr == .infinity && abs(same.ssim - 1) < 1e-6)
  }

  /// What lies in the border does not count.
  @Test func theBorderIsLeftOut() {
    var pixels = [UInt8](repeating: 50, count: 24 * 24)
    let clean = Image(width: 24, height: 24, channels: 1, pixels: pixels)
    for x in 0..<24 { pixels[3 * 24 + x] = 255 }
    let framed = Image(width: 24, height: 24, channels: 1, pixels: pixels)
    #expect(PictureFidelity(of: framed, to: clean, border: 4).psnr == .infinity)
    #expect(PictureFidelity(of: framed, to: clean, border: 3).psnr < 30)
  }

  @Test func means() {
    let mean = PictureFidelity.mean([
      PictureFidelity(psnr: 20, ssim: 0.5), PictureFidelity(psnr: 30, ssim: 0.7),
    ])
    #expect(mean.psnr == 25 && abs(mean.ssim - 0.6) < 1e-12)
  }
}
