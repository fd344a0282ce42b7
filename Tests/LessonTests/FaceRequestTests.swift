import Datasets
import GANKit
import LessonKit
import TestSupport
import Testing

@testable import ConditionalGAN

@Suite("Faces in words") struct FaceRequestTests {
  @Test func theNamedAttributesAreThoseOfEveryFace() throws {
    let request = try FaceRequest("dark skin, red curls, smiling, glasses")
    #expect(request.categories.count == 5)
    let faces = request.faces(40, using: Random(seed: 1))
    #expect(
      faces.allSatisfy { face in
        face.skin == .dark && face.hairColour == .red && face.hairStyle == .curls && face.mouth == .smiling
          && face.glasses == .worn
      })
    #expect(faces.allSatisfy(request.fits))
    // The rest is left to chance.
    #expect(Set(faces.map(\.background)).count > 1 && Set(faces.map(\.pose)).count > 1)
  }

  @Test(arguments: [
    ("brown skin", [FaceFactor.skin: 2]), ("Brown hair", [.hairColour: 1]),
    ("brown curls", [.hairColour: 1, .hairStyle: 3]), ("short hair", [.hairStyle: 0]),
    ("open mouth, open eyes", [.mouth: 2, .eyes: 0]), ("a mouth smiling", [.mouth: 1]),
    ("glasses", [.glasses: 1]), ("no glasses", [.glasses: 0]), ("without glasses", [.glasses: 0]),
    ("looking left", [.pose: 0]), ("turned right and smiling", [.pose: 2, .mouth: 1]),
    ("with a rose background", [.background: 2]), ("smiling, smiling", [.mouth: 1]),
  ])
  func whatWordsMean(text: String, categories: [FaceFactor: Int]) throws {
    #expect(try FaceRequest(text).categories == categories)
  }

  /// Each category can be asked for by its own name and the part that it describes.
  @Test(arguments: FaceFactor.allCases) func everyCategoryHasItsWord(factor: FaceFactor) throws {
    let parts: [FaceFactor: String] = [.pose: "looking", .hairColour: "hair", .hairStyle: "hair"]
    for (category, name) in factor.categories.enumerated() {
      let request = try FaceRequest("\(name) \(parts[factor] ?? factor.rawValue)")
      #expect(request.categories == [factor: category])
    }
  }

  @Test(arguments: [
    ("purple hair", "unknown word, \"purple\""), ("smilng", "Did you mean \"smiling\"?"),
    ("brown", "\"brown skin\" or \"brown hair\""), ("open", "\"open eyes\" or \"open mouth\""),
    ("blue eyes", "what the eyes should be"), ("no hair", "\"no\""), ("", "names no attribute"),
    (" , ", "names no attribute"), ("red hair, black curls", "two kinds of hair colour"),
    ("open closed eyes", "two kinds of eyes"), ("no glasses, glasses", "two kinds of glasses"),
  ])
  func mistakesAreToldWithTheWords(text: String, part: String) throws {
    let error = try #require(throws: UsageError.self) { try FaceRequest(text) }
    #expect(error.description.contains(part))
    // The command finds it before it prints, reads or trains anything.
    let earlier = try #require(throws: UsageError.self) { try ConditionalGANLesson.requestText.parse(text) }
    #expect(earlier.description == error.description)
    for word in ["fair, tan, brown, dark", "short, bob, long, curls", "blue, green, rose, sand"] {
      #expect(error.description.contains(word))
    }
  }

  @Test func whatIsNotNamedHasTheProbabilitiesOfTheData() throws {
    let faces = try FaceRequest("smiling").faces(4000, using: Random(seed: 2))
    for factor in FaceFactor.allCases where factor != .mouth {
      for (category, probability) in factor.probabilities.enumerated() {
        let share = Double(faces.count { $0[factor] == category }) / 4000
        expectClose(share, probability, within: 0.03)
      }
    }
  }
}

@Suite("Faces by attributes") struct AttributeTests {
  private static let faces = LabeledFaces.small(16, without: [], using: Random(seed: 1))
  private static let labels = Tensor.labels(of: faces.factors)

  @Test func labelsAreEightOneHotVectors() {
    #expect(FaceFactor.attributes.categoryCount == 26 && Self.labels.shape == [16, 26])
    var start = 0
    for factor in FaceFactor.allCases {
      let part = Self.labels.sliced(axis: 1, start..<start + factor.categories.count)
      #expect(part.argmax() == Self.faces.factors.map { $0[factor] })
      #expect(part.sum(axes: [1]) == Tensor.full([16], 1))
      start += factor.categories.count
    }
    #expect(start == 26)
  }

  /// The training has all faces but those that fit a request; the others are as they were drawn.
  @Test func unseenCombinationsAreLeftOut() throws {
    let unseen = try ["red hair, glasses", "closed eyes, glasses"].map(FaceRequest.init)
    let all = LabeledFaces.small(300, without: [], using: Random(seed: 3))
    let some = LabeledFaces.small(300, without: unseen, using: Random(seed: 3))
    let kept = all.factors.indices.filter { row in !unseen.contains { $0.fits(all.factors[row]) } }
    #expect(all.images.shape == [300, 32, 32, 3] && kept.count < 290 && kept.count > 200)
    #expect(some.factors == kept.map { all.factors[$0] })
    #expect(some.images == all.images.gathered(rows: kept))
    #expect(some.factors.contains { $0.glasses == .worn } && some.factors.contains { $0.hairColour == .red })
  }

  @Test func parameterCounts() {
    let players = FacePlayers(width: 32, using: Random(seed: 1))
    #expect(players.generator.parameterCount == 423_875)
    #expect(players.discriminator.parameterCount == 220_897)
  }

  /// What D says of a label is a sum over its categories: each has a part of its own, whatever the others are.
  @Test func theDiscriminatorAddsUpItsCategories() {
    let discriminator = FaceDiscriminator(width: 4, using: Random(seed: 2))
    let x = Self.faces.images.rows(0..<1).gathered(rows: [0, 0, 0, 0])
    var faces = [FaceFactors](repeating: FaceFactors(), count: 4)
    faces[1].glasses = .worn
    faces[2].hairColour = .red
    (faces[3].glasses, faces[3].hairColour) = (.worn, .red)
    let logits = discriminator(x, .labels(of: faces), .inference).scalars
    #expect(logits[1] != logits[0] && logits[2] != logits[0])
    expectClose(Double(logits[3] - logits[0]), Double(logits[1] + logits[2] - 2 * logits[0]), within: 1e-4)
  }

  @Test func bothPlayersLearnAndOnlyFromTheirOwnLoss() {
    func trained(_ iterations: Int) -> (g: UInt64, d: UInt64, categories: UInt64) {
      let random = Random(seed: 4)
      let players = FacePlayers(width: 4, using: random)
      for _ in 0..<iterations {
        let losses = players.update(real: Self.faces.images, labels: Self.labels, random)
        #expect(losses.lossD.isFinite && losses.lossG.isFinite)
      }
      let discriminator = players.discriminator
      return (players.generator.checksum, discriminator.checksum, discriminator.categories.checksum)
    }
    let (before, after) = (trained(0), trained(2))
    #expect(before.g != after.g && before.d != after.d && before.categories != after.categories)
    #expect(after == trained(2))
  }

  @Test func ratesComeToRest() {
    let players = FacePlayers(width: 4, using: Random(seed: 5))
    for (progress, rate) in [(Float(0), Float(1e-3)), (0.6, 1e-3), (0.8, 5e-4), (1, 0)] {
      players.settle(progress)
      expectClose(Double(players.optimizerG.learningRate), Double(rate), within: 1e-8)
      #expect(players.optimizerD.learningRate == players.optimizerG.learningRate)
    }
  }

  @Test func obedienceCountsEachAttributeByItself() {
    var other = FaceFactors()
    (other.glasses, other.pose) = (.worn, .left)
    let asked = [FaceFactors](repeating: FaceFactors(), count: 4)
    let obedience = Obedience(read: [asked[0], asked[1], asked[2], other], asked: asked)
    #expect(obedience.shares[.glasses] == 0.75 && obedience.shares[.pose] == 0.75)
    #expect(obedience.shares[.skin] == 1)
    expectClose(obedience.mean, (6 + 2 * 0.75) / 8, within: 1e-12)
  }

  /// A generator that ignores what is asked for, but keeps to the data's probabilities.
  @Test func chanceIsWhatIndependentFacesReach() throws {
    let faces = try FaceRequest("smiling").faces(3000, using: Random(seed: 6))
    let shifted = Array(faces.dropFirst() + faces.prefix(1))
    let obedience = Obedience(read: shifted, asked: faces)
    for factor in FaceFactor.allCases where factor != .mouth {
      expectClose(obedience.shares[factor]!, factor.chance, within: 0.04)
    }
    // The same bits in every process: these shares have other sums in other orders.
    let inOrder = FaceFactor.allCases.map { obedience.shares[$0]! }.reduce(0, +)
    #expect(obedience.mean == inOrder / 8)
    #expect(FaceFactor.hairColour.metricName == "hairColour" && FaceFactor.skin.metricName == "skin")
  }
}
