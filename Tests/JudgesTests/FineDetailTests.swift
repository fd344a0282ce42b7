import Foundation
import TestSupport
import Testing

@testable import Datasets
@testable import GANKit
@testable import Judges

@Suite struct FineDetailTests {
  private let faces = DrawnFaces.images(count: 200, using: Random(seed: 1)).images

  @Test func otherFacesHaveAsMuch() {
    let others = DrawnFaces.images(count: 200, using: Random(seed: 2)).images
    expectClose(fineDetail(of: others) / fineDetail(of: faces), 1, within: 0.05)
  }

  /// White noise of deviation s adds 3/4 s^2: grain that is hardly visible on paper doubles the detail of faces.
  @Test(arguments: [Float(0.05), 0.1, 0.3]) func noiseAddsThreeQuartersOfItsVariance(deviation: Float) {
    let noise = Tensor.normal(faces.shape, standardDeviation: deviation, using: Random(seed: 3))
    let (clean, noisy): (Double, Double) = (fineDetail(of: faces), fineDetail(of: faces + noise))
    let variance = Double(deviation * deviation)
    expectClose(noisy - clean, 0.75 * variance, within: .absolute(0.02 * variance))
    #expect(deviation < 0.1 || noisy > 1.5 * clean)
  }

  @Test func blurTakesItAway() {
    #expect(fineDetail(of: softened(faces, by: 1)) < 0.4 * fineDetail(of: faces))
    // Halved and enlarged again, a picture has no waves that short but for the steps between its squares.
    let small = faces.reshaped(to: [200, 32, 2, 32, 2, 3]).mean(axes: [2, 4])
    #expect(fineDetail(of: small.upsampled(2, .bilinear)) < 0.3 * fineDetail(of: faces))
  }

  @Test func wavesAreToldApartByTheirLength() {
    func wave(_ k: Int) -> Tensor {
      let scalars = (0..<3 * 16 * 12 * 2).map { index -> Float in
        let place = Float(index / 2 % 12) + 0.5
        return cos(Float.pi * Float(k) * place / 12)
      }
      return Tensor(scalars, shape: [3, 16, 12, 2])
    }
    // Along rows of 12 pixels, wave 5 is the last that is kept, and 6 the first that is not.
    expectClose(fineDetail(of: wave(5)), 0, within: 1e-10)
    expectClose(fineDetail(of: wave(6)), 0.5, within: 1e-6)
    expectClose(fineDetail(of: wave(11) + 3), 0.5, within: 1e-6)
    let upright = wave(7).reshaped(to: [3, 16, 12, 2])
    expectClose(fineDetail(of: upright.permuted([0, 2, 1, 3])), 0.5, within: 1e-6)
  }
}
