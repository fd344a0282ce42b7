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
    let healthy = DCGAN.Variant("healthy")
    #expect(Self.changes(DCGAN.Variant("other"), from: healthy) == [])
    #expect(Self.changes(healthy.with("other") { $0.dropout = 0 }, from: healthy) == ["dropout"])
  }

  /// Every exhibit of chapter 4 changes one thing, except where its name says two.
  @Test(arguments: Exhibits.allCases) func ofDCGAN(_ exhibits: Exhibits) throws {
    let all = exhibits.all(healthy: DCGAN.Variant("healthy"))
    #expect(Set(all.map(\.name)).count == all.count)
    let changed = try all.map { exhibit -> Set<String> in
      if let variant = exhibit as? DCGAN.Variant {
        return Self.changes(variant, from: try #require(all[0] as? DCGAN.Variant))
      }
      let rule = try #require(exhibit as? BrokenRule)
      return Self.changes(rule.pair, from: try #require(all[0] as? BrokenRule).pair)
    }
    #expect(changed[0].isEmpty)
    for (exhibit, changes) in zip(all, changed).dropFirst() {
      #expect(
        changes.count
          == (exhibit.name.contains("no dropout") && changes.contains("dropout") && exhibit.name.contains(",")
            ? 2 : 1),
        "\(exhibit.name): \(changes)")
    }
  }

  /// All of them, untrained, draw digits and decide; only the pair that follows the rules is asked for its own.
  @Test(arguments: Exhibits.allCases) func designsOfDCGANTrain(_ exhibits: Exhibits) {
    for exhibit in exhibits.all(healthy: DCGAN.Variant("healthy")) {
      let random = Random(seed: 1)
      let players = exhibit.players(using: random)
      let losses = players.update(real: .uniform([4, 28, 28, 1], in: -1...1, using: random), random)
      #expect(losses.lossD.isFinite && losses.lossG.isFinite, "\(exhibit.name)")
    }
  }

  /// "Healthy" is what the run's settings say.
  @Test func theHealthyDesignHasTheRatesOfTheRun() throws {
    let all = Exhibits.failures.all(
      healthy: DCGAN.Variant("healthy", learningRateG: 3e-3, learningRateD: 7e-4))
    for exhibit in all.prefix(2) {
      let variant = try #require(exhibit as? DCGAN.Variant)
      #expect(variant.learningRateG == 3e-3 && variant.learningRateD == 7e-4)
    }
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
