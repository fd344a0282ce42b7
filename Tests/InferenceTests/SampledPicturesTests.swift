import GANKit
import Inference
import LessonKit
import Testing

@Suite("Samples of a trained generator")
struct SampledPicturesTests {
  private static func generator(_ label: GeneratorLabel? = nil) -> TrainedGenerator.Loaded {
    let network = Sequential {
      Dense(6 + (label?.attributes.categoryCount ?? 0), 16, activation: .tanh, using: Random(seed: 1))
      Reshape([4, 4, 1])
    }
    return TrainedGenerator.Loaded(network: network, latentSize: 6, label: label, loudness: 2)
  }

  @Test("A picture does not depend on how many are drawn beside it; the seed changes all")
  func prefix() {
    let samples = SampledPictures(Self.generator(), seed: 1)
    let many = samples.first(70)
    #expect(Array(many.prefix(5)) == samples.first(5) && Set(many).count == 70)
    #expect(SampledPictures(Self.generator(), seed: 2).first(1)[0] != many[0])
  }

  @Test("A walk begins and ends with the pictures of these numbers")
  func walk() {
    let samples = SampledPictures(Self.generator(), seed: 1)
    let (way, drawn) = (samples.walk(from: 3, to: 1, count: 9), samples.first(4))
    #expect(way.count == 9 && way[0] == drawn[3] && way[8] == drawn[1] && way[4] != way[3])
  }

  @Test("Labels come in turn, or all are one; a walk keeps its first")
  func labels() {
    let three = Self.generator(GeneratorLabel(classes: 3))
    let inTurn = SampledPictures(three, seed: 1)
    #expect((0..<5).map(inTurn.choices(of:)) == [[0], [1], [2], [0], [1]])
    let ones = SampledPictures(three, seed: 1, asked: [1])
    #expect(ones.first(2)[1] == inTurn.first(2)[1] && ones.first(1)[0] != inTurn.first(1)[0])
    #expect(inTurn.walk(from: 1, to: 2, count: 2)[0] == inTurn.first(2)[1])
    #expect(inTurn.walk(from: 1, to: 2, count: 2)[1] != inTurn.first(3)[2])
  }

  @Test("Attributes are random with their shares; asking for one changes no other")
  func attributes() {
    let label = GeneratorLabel(
      [LabelAttribute("hair", ["red", "black", "grey"]), LabelAttribute("eyes", ["open", "closed"])],
      shares: [[0.2, 0.5, 0.3], [0.75, 0.25]], reading: { _ in [nil, nil] })
    let free = SampledPictures(Self.generator(label), seed: 1)
    let choices = (0..<2000).map(free.choices(of:))
    for (attribute, category, share) in [(0, 0, 0.2), (0, 1, 0.5), (1, 0, 0.75), (1, 1, 0.25)] {
      // Four standard deviations of a share of 2,000.
      #expect(abs(Double(choices.count { $0[attribute] == category }) / 2000 - share) < 0.045)
    }
    let closed = SampledPictures(Self.generator(label), seed: 1, asked: [nil, 1])
    #expect((0..<50).map(closed.choices(of:)) == choices.prefix(50).map { [$0[0], 1] })
    #expect(
      (0..<50).map(SampledPictures(Self.generator(label), seed: 2).choices(of:)) != Array(choices.prefix(50)))
  }

  @Test("After a sigmoid, black is 0; elsewhere it is -1")
  func range() {
    func darkest(_ activation: Activation) -> UInt8? {
      let network = Sequential {
        Dense(6, 16, using: Random(seed: 1))
        Activate(activation)
        Reshape([4, 4, 1])
      }
      for (_, parameter) in network.parameters { parameter.value = 20 * parameter.value }
      let loaded = TrainedGenerator.Loaded(network: network, latentSize: 6)
      return SampledPictures(loaded, seed: 1).first(8).flatMap(\.pixels).min()
    }
    #expect(darkest(.sigmoid) == 0 && darkest(.tanh) == 0)
  }
}
