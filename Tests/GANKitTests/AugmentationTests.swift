import GANKit
import TestSupport
import Testing

@Suite("Differentiable augmentation")
struct AugmentationTests {
  private static let many = 3000

  /// Pictures of which nobody looks at the pixels.
  private func draw(_ augmentation: Augmentation, height: Int, width: Int, seed: UInt64 = 1)
    -> AugmentationDraw
  {
    AugmentationDraw(
      augmentation, for: .zeros([Self.many, height, width, 1]), using: Random(seed: seed))
  }

  @Test(arguments: [(64, 8), (8, 1), (11, 1), (12, 2), (3, 0)])
  func picturesMoveByUpToAnEighth(side: Int, most: Int) throws {
    let shifts = try #require(draw(.translation, height: side, width: 8).shifts)
    #expect(Set(shifts.map(\.height)) == Set(-most...most))
    #expect(Set(shifts.map(\.width)) == [-1, 0, 1])
    // Both directions are drawn each for itself, all shifts equally often.
    #expect(Set(shifts).count == 3 * (2 * most + 1))
    let still = shifts.count { $0.height == 0 } * (2 * most + 1)
    #expect(abs(Double(still) / Double(Self.many) - 1) < 0.35)
  }

  /// Around each of the places that the authors' code draws; over the edge nothing is left to cut out.
  @Test(arguments: [(8, 4, 9), (6, 3, 6), (5, 3, 5), (7, 4, 8), (2, 1, 2)])
  func halfOfASideIsCutOut(side: Int, size: Int, places: Int) throws {
    let cutouts = try #require(draw(.cutout, height: side, width: 4).cutouts)
    let expected = (0..<places).map { place in
      let first = place - size / 2
      return max(0, first)..<min(side, first + size)
    }
    #expect(Set(cutouts.map(\.rows)) == Set(expected))
    #expect(Set(cutouts.map(\.columns)) == [0..<1, 0..<2, 1..<3, 2..<4, 3..<4])
    #expect(cutouts.allSatisfy { !$0.rows.isEmpty && !$0.columns.isEmpty })
  }

  @Test func coloursFillTheirRanges() throws {
    let colours = try #require(draw(.colour, height: 1, width: 1).colours)
    func expectUniform(_ values: [Float], _ range: ClosedRange<Float>) {
      let extent = range.upperBound - range.lowerBound
      let shares = values.map { ($0 - range.lowerBound) / extent }
      #expect(shares.allSatisfy { (0...1).contains($0) } && shares.min()! < 0.01 && shares.max()! > 0.99)
      for tenth in 0..<10 {
        let share = Double(shares.count { Int($0 * 10) == tenth }) / Double(Self.many)
        #expect(abs(share - 0.1) < 0.03)
      }
    }
    expectUniform(colours.map(\.brightness), -0.5...0.5)
    expectUniform(colours.map(\.saturation), 0...2)
    expectUniform(colours.map(\.contrast), 0.5...1.5)
  }

  @Test func theSetSaysWhatIsDrawn() {
    let drawn = draw([.colour, .cutout], height: 8, width: 8)
    #expect(drawn.colours?.count == Self.many && drawn.shifts == nil && drawn.cutouts?.count == Self.many)
    #expect(Augmentation.all == [.colour, .geometric])
  }

  @Test func theEmptySetDrawsNothing() {
    let (pictures, random) = (Tensor.normal([2, 4, 4, 3], using: Random(seed: 2)), Random(seed: 3))
    #expect(Augmentation([])(pictures, using: random) == pictures)
    #expect(random.bits() == Random(seed: 3).bits())
  }

  @Test func changesFollowEachOther() throws {
    let pictures = Tensor.uniform([6, 16, 24, 3], in: -1...1, using: Random(seed: 4))
    let draw = AugmentationDraw(.all, for: pictures, using: Random(seed: 5))
    let moved = { (x: Tensor) in
      x.translated(by: try #require(draw.shifts)).cuttingOut(try #require(draw.cutouts))
    }
    #expect(try draw(pictures) == moved(pictures.recoloured(by: #require(draw.colours))))
    #expect(try draw.geometric(pictures) == moved(pictures))
    // What is cut out is 0 whatever the brightness, and so is what comes in over the edge.
    for (index, cutout) in try #require(draw.cutouts).enumerated() {
      #expect(
        draw(pictures)[index][cutout.rows][0..., cutout.columns]
          == .zeros([
            cutout.rows.count, cutout.columns.count, 3,
          ]))
    }
  }

  /// A condition with other channels is moved and cut as its picture is: each pixel keeps its place beside the other.
  @Test func conditionsFollowTheirPictures() {
    let places = Tensor((1...4 * 16 * 16).map(Float.init), shape: [4, 16, 16, 1])
    let condition = concatenate([places, places * 2], axis: -1)
    let draw = AugmentationDraw(.geometric, for: places, using: Random(seed: 6))
    let (picture, beside) = (draw(places), draw.geometric(condition))
    #expect(picture != places)
    #expect(beside == concatenate([picture, picture * 2], axis: -1))
  }

  @Test func theSeedDecides() {
    let pictures = Tensor.normal([4, 16, 16, 3], using: Random(seed: 7))
    let random = Random(seed: 8)
    let first = Augmentation.all(pictures, using: random)
    #expect(Augmentation.all(pictures, using: random) != first)
    #expect(Augmentation.all(pictures, using: Random(seed: 8)) == first)
  }

  /// Grey pictures have no saturation to change, and pictures of one value no contrast.
  @Test func changesWithoutEffect() {
    let grey = Tensor.uniform([2, 3, 3, 1], in: -1...1, using: Random(seed: 9))
    let saturated = grey.recoloured(by: [ColourChange(saturation: 2), ColourChange(saturation: 0)])
    expectClose(saturated, grey, within: 1e-6)
    let flat = Tensor.full([1, 3, 3, 4], 0.4)
    expectClose(flat.recoloured(by: [ColourChange(contrast: 0.5)]), flat, within: 1e-6)
  }

  @Test func theLayerChangesPicturesInTrainingOnly() {
    let (layer, pictures) = (Augment(.all), Tensor.normal([3, 8, 8, 3], using: Random(seed: 10)))
    #expect(layer(pictures, .inference) == pictures)
    #expect(
      layer(pictures, .training(Random(seed: 11))) == Augmentation.all(pictures, using: Random(seed: 11)))
  }

  /// G learns through the augmentation, D from augmented pictures and with a penalty on its slope at them.
  @Test func bothPlayersLearnThroughIt() throws {
    let random = Random(seed: 12)
    let generator = Conv2D(2, 3, kernel: 3, activation: .tanh, using: random)
    let discriminator = Sequential {
      Augment(.all)
      Conv2D(3, 2, kernel: 3, activation: .tanh, using: random)
      Flatten()
      Dense(128, 1, using: random)
    }
    let fake = record(generator) { generator(.normal([4, 8, 8, 2], using: random), .training(random)) }
    let (_, ofG) = fake.gradients { discriminator($0, .training(random)).sum() }
    #expect(try #require(ofG[generator.weight]).scalars.contains { abs($0) > 1e-4 })
    let (_, ofD) = gradients(of: discriminator) {
      GradientPenalty.r1(real: fake.value, weight: 1) { discriminator($0, .training(random)) }
    }
    let dense = try #require(discriminator.layers.last as? Dense)
    #expect(try #require(ofD[dense.weight]).scalars.contains { abs($0) > 1e-6 })
  }
}
