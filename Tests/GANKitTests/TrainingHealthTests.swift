import TestSupport
import Testing

@testable import Datasets
@testable import GANKit

@Suite struct TrainingHealthTests {
  private let faces = DrawnFaces.images(count: 192, using: Random(seed: 4)).images
  private let digits = DrawnDigits.images(count: 192, using: Random(seed: 4)).images

  /// Images that repeat a few others, each with a fifth of another one mixed in.
  private func collapsed(_ images: Tensor, to modes: Int, using random: Random) -> Tensor {
    let rows = (0..<64).map { _ in random.integer(below: modes) }
    let others = (0..<64).map { _ in random.integer(below: images.shape[0]) }
    return 0.8 * images.gathered(rows: rows) + 0.2 * images.gathered(rows: others)
  }

  @Test func otherRealImagesAreAsDiverse() {
    for images in [faces, digits] {
      let value = diversity(of: images.rows(64..<128), relativeTo: images.rows(0..<64))
      #expect(value > 0.8 && value < 1.25, "\(value)")
    }
  }

  @Test(arguments: [1, 2, 4, 8, 16]) func repeatedImagesAreNot(modes: Int) {
    let random = Random(seed: 5)
    for images in [faces, digits] {
      let value = diversity(
        of: collapsed(images, to: modes, using: random), relativeTo: images.rows(128..<192))
      #expect(value < 0.4, "\(value)")
    }
  }

  /// Neither noise nor blur is taken for diversity, or for the want of it.
  @Test func singlePixelsDoNotCount() {
    let random = Random(seed: 6)
    let noise = Tensor.normal([64, 64, 64, 3], standardDeviation: 0.2, using: random)
    let reals = faces.rows(128..<192)
    #expect(
      diversity(of: faces.gathered(rows: [Int](repeating: 3, count: 64)) + noise, relativeTo: reals) < 0.3)
    #expect(diversity(of: faces.rows(0..<64) + noise, relativeTo: reals) < 1.25)
    let box =
      Tensor.oneHot([0, 1, 2], classes: 3).reshaped(to: [1, 1, 3, 3]) / 25 + Tensor.zeros([5, 5, 3, 3])
    let blurred = convolution(faces.rows(0..<64), weight: box, padding: .same)
    #expect(diversity(of: blurred, relativeTo: reals) > 0.75)
  }

  @Test func pointsAreComparedAsTheyAre() {
    let random = Random(seed: 7)
    let ring = Tensor.normal([100, 2], using: random)
    // What is not a number is like nothing, not even like what is not a number either.
    let nothing = Tensor.full(ring.shape, .nan)
    #expect(
      diversity(of: nothing, relativeTo: nothing).isNaN && diversity(of: ring, relativeTo: nothing).isNaN)
    expectClose(diversity(of: 3 * ring, relativeTo: ring), 3.0, within: 1e-5)
    #expect(diversity(of: Tensor.zeros([100, 2]), relativeTo: ring) == 0)
    #expect(diversity(of: Tensor.full([100, 2], .nan), relativeTo: ring).isNaN)
  }

  /// A training whose numbers are those of `stages`, ten observations each.
  private func training(
    _ stages: [(accuracy: Double, norm: Float, fakes: Tensor)], patience: Int = 5
  ) -> TrainingHealth {
    let health = TrainingHealth(patience: patience)
    for (stage, values) in stages.enumerated() {
      for index in 0..<10 {
        health.observe(
          step: 100 * (10 * stage + index), accuracyOnReal: values.accuracy, accuracyOnFake: values.accuracy,
          gradientNorm: values.norm, fakes: values.fakes, reals: digits.rows(128..<160))
      }
    }
    return health
  }

  private var good: (accuracy: Double, norm: Float, fakes: Tensor) { (0.7, 2, digits.rows(0..<32)) }

  @Test func aHealthyTrainingHasNoFindings() {
    #expect(training([good, (0.9, 0.5, digits.rows(32..<64))]).findings.isEmpty)
    #expect(TrainingHealth().findings.isEmpty)
  }

  @Test func collapseIsFound() throws {
    let alike = collapsed(digits, to: 2, using: Random(seed: 8))
    let findings = training([good, (0.7, 2, alike)]).findings
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding.kind == .lowDiversity && finding.number < 0.4)
    // The median of five observations turns with the third of the second stage.
    #expect(finding.since == 1200)
    #expect(finding.sentence.contains("step 1200") && finding.sentence.contains("mode collapse"))
  }

  @Test func aStrongDiscriminatorIsFoundOnlyWhenItStays() throws {
    let strong = training([good, (0.995, 2, digits.rows(0..<32))])
    let finding = try #require(strong.findings.first)
    #expect(strong.findings.count == 1 && finding.kind == .discriminatorTooStrong)
    #expect(abs(finding.number - 0.995) < 1e-12 && finding.since == 1400)
    #expect(training([(0.995, 2, digits.rows(0..<32)), good]).findings.isEmpty)
  }

  @Test func aVanishingGradientIsFoundAgainstItsOwnBeginning() throws {
    let vanished = training([good, (0.7, 0.01, digits.rows(0..<32))])
    let finding = try #require(vanished.findings.first)
    #expect(vanished.findings.count == 1 && finding.kind == .vanishingGradient)
    expectClose(finding.number, 0.005, within: 1e-6)
    #expect(finding.sentence.contains("0.5 %"))
    // A norm that was small from the first is this network's own.
    #expect(training([(0.7, 0.01, digits.rows(0..<32)), (0.7, 0.01, digits.rows(0..<32))]).findings.isEmpty)
  }

  @Test func aNumberThatIsNotFiniteIsFoundAtOnce() {
    let health = TrainingHealth()
    health.observe(
      step: 3, accuracyOnReal: 0.5, accuracyOnFake: 0.5, gradientNorm: .nan, fakes: digits.rows(0..<32),
      reals: digits.rows(32..<64))
    #expect(health.findings.map(\.kind) == [.notFinite] && health.findings[0].since == 3)
    let images = training([good, (0.7, 2, Tensor.full([32, 28, 28, 1], .nan))])
    #expect(images.findings.map(\.kind) == [.notFinite] && images.findings[0].since == 1000)
  }

  @Test func severalThingsCanBeWrong() {
    let alike = collapsed(digits, to: 1, using: Random(seed: 9))
    let kinds = training([good, (1, 0, alike)]).findings.map(\.kind)
    #expect(kinds == [.lowDiversity, .vanishingGradient, .discriminatorTooStrong])
  }

  @Test func aResumedTrainingFindsTheSame() throws {
    let health = training([good, (1, 0.001, digits.rows(0..<32))])
    var checkpoint = Checkpoint()
    health.save(to: &checkpoint, as: "health")
    let resumed = TrainingHealth()
    try resumed.load(from: checkpoint, as: "health")
    #expect(resumed.observations == health.observations && resumed.findings == health.findings)
    #expect(resumed.findings.count == 2)
  }
}
