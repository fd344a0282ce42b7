import Foundation
import GANKit
import Testing

@testable import VanillaGAN

/// An exercise gives the latent space another size: that is one constant, and every step takes it from there.
@Suite struct LatentSizeTests {
  @Test(arguments: ["VanillaGAN", "DCGAN", "ConditionalGAN"])
  func theSizeIsWrittenOnce(lesson: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Lessons/\(lesson)").standardizedFileURL
    var declarations = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      declarations += text.components(separatedBy: "let latentSize = ").count - 1
      for place in [", 100]", "[100]", "Dense(100", "100 + 10", "[1, 1, 100]", "100, 8 * width"] {
        #expect(!text.contains(place), "\(name) has a latent size of its own: \(place)")
      }
    }
    #expect(declarations == 1)
  }

  @Test func everyNetworkTakesIt() {
    let generator = makeGenerator(using: Random(seed: 1))
    #expect(generator(.zeros([2, latentSize]), .inference).shape == [2, 28, 28, 1])
  }
}
