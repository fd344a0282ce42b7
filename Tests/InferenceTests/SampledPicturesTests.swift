import GANKit
import Inference
import LessonKit
import Testing

@Suite("Samples of a trained generator")
struct SampledPicturesTests {
  private static func generator(classes: Int? = nil) -> TrainedGenerator.Loaded {
    let network = Sequential {
      Dense(6 + (classes ?? 0), 16, activation: .tanh, using: Random(seed: 1))
      Reshape([4, 4, 1])
    }
    return TrainedGenerator.Loaded(network: network, latentSize: 6, classes: classes, loudness: 2)
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
    let inTurn = SampledPictures(Self.generator(classes: 3), seed: 1)
    #expect((0..<5).map(inTurn.label(of:)) == [0, 1, 2, 0, 1])
    let ones = SampledPictures(Self.generator(classes: 3), seed: 1, label: 1)
    #expect(ones.first(2)[1] == inTurn.first(2)[1] && ones.first(1)[0] != inTurn.first(1)[0])
    #expect(inTurn.walk(from: 1, to: 2, count: 2)[0] == inTurn.first(2)[1])
    #expect(inTurn.walk(from: 1, to: 2, count: 2)[1] != inTurn.first(3)[2])
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
