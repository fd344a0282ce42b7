import GANKit
import Testing

@testable import DCGAN
@testable import VanillaGAN

/// What the exhibits of "what breaks" change: exactly what their names say, and nothing beside it.
@Suite("Variants of a healthy design") struct VariantTests {
  /// The stored properties in which two values differ, the name left out.
  static func changes<Value>(_ value: Value, from healthy: Value) -> Set<String> {
    let (a, b) = (Mirror(reflecting: value).children, Mirror(reflecting: healthy).children)
    return Set(
      zip(a, b).compactMap { a, b in
        a.label == "name" || "\(a.value)" == "\(b.value)" ? nil : a.label
      })
  }

  @Test func changesAreNamed() {
    func variant(_ name: String, kernel: Int = 4, dropout: Float = 0.3) -> DCGAN.Variant {
      DCGAN.Variant(name: name, kernel: kernel, dropout: dropout, learningRateG: 1e-3, learningRateD: 5e-4)
    }
    let healthy = variant("healthy")
    #expect(Self.changes(variant("other"), from: healthy) == [])
    #expect(Self.changes(variant("healthy", kernel: 5, dropout: 0), from: healthy) == ["kernel", "dropout"])
  }

  /// Batch norm alone, or the balance between the players alone.
  @Test func ofDCGAN() throws {
    let all = DCGAN.Variant.all()
    let healthy = try #require(all.first)
    #expect(
      healthy.kernel == 4 && healthy.batchNorm && healthy.dropout == 0.3 && healthy.learningRateG == 1e-3
        && healthy.learningRateD == 5e-4)
    #expect(
      all.map { "\($0.name): \(Self.changes($0, from: healthy).sorted().joined(separator: ", "))" } == [
        "healthy: ", "no batch norm in G: batchNorm",
        "D too strong: dropout, learningRateD, learningRateG", "G too fast: learningRateD, learningRateG",
      ])
    #expect(!all[1].batchNorm)
    let (strongD, fastG) = (all[2], all[3])
    #expect(
      strongD.learningRateD > healthy.learningRateD && strongD.learningRateG < healthy.learningRateG
        && strongD.dropout < healthy.dropout)
    #expect(fastG.learningRateG > healthy.learningRateG && fastG.learningRateD < healthy.learningRateD)
  }

  /// "Healthy" is what the run's settings say.
  @Test func theHealthyDesignHasTheRatesOfTheRun() {
    let all = DCGAN.Variant.all(learningRateG: 3e-3, learningRateD: 7e-4)
    #expect(all[0].learningRateG == 3e-3 && all[0].learningRateD == 7e-4)
    #expect(Self.changes(all[1], from: all[0]) == ["batchNorm"])
    #expect(
      VanillaGAN.Variant.all(rate: 5e-3).prefix(3).allSatisfy {
        $0.learningRateG == 5e-3 && $0.learningRateD == 5e-3
      })
  }

  /// Each differs from the healthy design, or from the fast pair with ReLU, in the one thing that it shows.
  @Test func ofVanillaGAN() throws {
    let all = VanillaGAN.Variant.all(rate: 2e-4)
    try #require(
      all.map(\.key) == ["Healthy", "Linear", "Sigmoid", "Leaky", "ReLU", "FastD", "Centred"])
    func changes(_ variant: VanillaGAN.Variant, from other: VanillaGAN.Variant) -> Set<String> {
      Self.changes(variant, from: other).subtracting(["key"])
    }
    let (healthy, leaky, relu) = (all[0], all[3], all[4])
    #expect(
      healthy.output == .tanh && healthy.hiddenD == .leakyReLU(0.2) && healthy.learningRateG == 2e-4
        && healthy.learningRateD == 2e-4 && healthy.pixels == .signed && !healthy.centred)
    #expect(changes(all[1], from: healthy) == ["output"] && all[1].output == .identity)
    #expect(changes(all[2], from: healthy) == ["output", "pixels"] && all[2].output == .sigmoid)
    #expect(changes(leaky, from: healthy) == ["learningRateG", "learningRateD"])
    #expect(leaky.learningRateD > healthy.learningRateD)
    #expect(changes(relu, from: leaky) == ["hiddenD"] && relu.hiddenD == .relu)
    #expect(changes(all[5], from: relu) == ["learningRateG"] && all[5].learningRateG == 2e-4)
    #expect(changes(all[6], from: relu) == ["centred"] && all[6].centred)
  }
}
