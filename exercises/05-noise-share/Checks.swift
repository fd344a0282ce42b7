import ExerciseKit
import GANKit

/// What the learner writes.
protocol NoiseShare: SendableMetatype {
  static func noiseShare(of images: Tensor, asked: [Int]) -> Float
}

func checks<E: NoiseShare>(_: E.Type) -> [Check] {
  [
    Check("ten pictures, one for each digit, leave the noise no share") { conditions in
      let random = conditions.random("repeated")
      let asked = (0..<80).map { $0 < 10 ? $0 : random.integer(below: 10) }
      // All have a strong pattern in common, so that pixels differ far more than pictures do.
      let pictures = 3 * picture(random) + Tensor.normal([10, 6, 6, 1], using: random)
      let share = E.noiseShare(of: pictures.gathered(rows: asked), asked: asked)
      try expect(
        !(share > 1.01),
        "Ten pictures, one for each digit, are repeated in 80 images: the share is \(share). The pixels of "
          + "these pictures differ a lot from each other. Are these the differences that you want to count?")
      try expect(
        share, near: 0, within: 1e-3,
        "Ten pictures, one for each digit, are repeated in 80 images: the share is \(share). A 7 is no "
          + "different from any other 7. From which mean does it differ so much?")
    },
    Check("where a single digit is asked for, all differences are due to the noise") { conditions in
      let random = conditions.random("single")
      let asked = [Int](repeating: random.integer(below: 10), count: 50)
      let share = E.noiseShare(of: .normal([50, 6, 6, 1], using: random), asked: asked)
      try expect(
        share, near: 1, within: 1e-3,
        "50 different images of one digit: the share is \(share). The request is always the same, so it "
          + "causes none of the differences. What is the whole that the noise has a share of?")
    },
    Check("half the deviation is a fifth of the variance") { conditions in
      let random = conditions.random("both")
      let order = random.permutation(10)
      let (byRequest, byNoise) = (Float(1 + random.uniform()), Float(0.4 + random.uniform()))
      // Two digits: each picture is off the middle by its request and by its noise, up or down.
      let asked = (0..<40).map { order[$0 % 2] }
      let offsets = (0..<40).map { row in
        (row % 2 == 0 ? byRequest : -byRequest) + (row % 4 < 2 ? byNoise : -byNoise)
      }
      let images = picture(random) + Tensor(offsets, shape: [40, 1, 1, 1]) * picture(random)
      let share = E.noiseShare(of: images, asked: asked)
      let expected = byNoise * byNoise / (byRequest * byRequest + byNoise * byNoise)
      try expect(
        share, near: expected, within: 0.005,
        "The request moves each picture by \(byRequest) up or down, and the noise by \(byNoise): the share "
          + "is \(share). Of independent causes, the deviations do not add up. What does?")
    },
    Check("a request that is made more often counts for more") { conditions in
      let random = conditions.random("frequent")
      let order = random.permutation(10)
      // 30 pictures of one digit vary around a picture, and 10 of another one are that picture.
      let asked = (0..<40).map { order[$0 < 30 ? 0 : 1] }
      let offsets = (0..<40).map { Float($0 < 30 ? ($0 % 2 == 0 ? 1 : -1) : 0) }
      let images = picture(random) + Tensor(offsets, shape: [40, 1, 1, 1]) * picture(random)
      let share = E.noiseShare(of: images, asked: asked)
      try expect(
        share, near: 1, within: 0.005,
        "30 pictures of one digit vary around the same mean picture that 10 of another digit repeat: the "
          + "share is \(share). The means of both digits agree, so the request moves nothing. How much does "
          + "a digit count that is asked for three times as often?")
    },
  ]
}

/// A random picture.
private func picture(_ random: Random) -> Tensor { .normal([1, 6, 6, 1], using: random) }
