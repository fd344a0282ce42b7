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
    #expect(VanillaGANLesson.variants(learningRate: 5e-3).prefix(2).allSatisfy { $0.learningRate == 5e-3 })
  }

  /// The two fast ones differ from each other in D's activation alone: what it costs is what they show.
  @Test func ofVanillaGAN() throws {
    let all = VanillaGANLesson.variants(learningRate: 2e-4)
    try #require(all.map(\.name) == ["as it should be", "no tanh", "ReLU, fast", "LeakyReLU, fast"])
    let healthy = all[0]
    #expect(healthy.output == .tanh && healthy.hiddenD == .leakyReLU(0.2) && healthy.learningRate == 2e-4)
    #expect(Self.changes(all[1], from: healthy) == ["output"] && all[1].output == .identity)
    #expect(
      Self.changes(all[3], from: healthy) == ["learningRate"] && all[3].learningRate > healthy.learningRate)
    #expect(Self.changes(all[2], from: all[3]) == ["hiddenD"] && all[2].hiddenD == .relu)
  }
}
