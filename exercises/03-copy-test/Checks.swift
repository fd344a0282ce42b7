import ExerciseKit
import GANKit

/// What the learner writes.
protocol CopyTest: SendableMetatype {
  static func suspicious(generated: Tensor, unseen: Tensor, training: Tensor) -> Double
}

/// Images of ten numbers each, all from one distribution: those to learn from, and test images.
private struct Images {
  let training, unseen: Tensor

  init(_ random: Random) { (training, unseen) = (Self.new(random), Self.new(random)) }

  static func new(_ random: Random, _ count: Int = 1000) -> Tensor { .normal([count, 10], using: random) }

  /// Images with changes that nobody would see.
  static func copies(of images: Tensor, _ random: Random) -> Tensor {
    images + 0.01 * Tensor.normal(images.shape, using: random)
  }
}

private func percent(_ share: Double) -> String { "\((1000 * share).rounded() / 10) %" }

func checks<E: CopyTest>(_: E.Type) -> [Check] {
  [
    Check("the unit of the pixels does not matter") { conditions in
      let random = conditions.random("unit")
      let (images, generated) = (Images(random), Images.new(random))
      let unit = Float(20 + random.integer(below: 80))
      let share = E.suspicious(generated: generated, unseen: images.unseen, training: images.training)
      let scaled = E.suspicious(
        generated: generated * unit, unseen: images.unseen * unit, training: images.training * unit)
      try expect(
        abs(share - scaled) < 0.005,
        "Of the same images \(percent(share)) are suspicious, or \(percent(scaled)) if every number is "
          + "multiplied by \(unit). Which distances grow along with those of the generated images?")
    },
    Check("of new images, about 5 % are suspicious") { conditions in
      let random = conditions.random("new")
      let (images, generated) = (Images(random), Images.new(random))
      let share = E.suspicious(generated: generated, unseen: images.unseen, training: images.training)
      let question =
        share > 0.7
        ? "That is nearly all of them. On which side of your limit do most of the test images lie?"
        : "They are as new as the test images. How many of the test images would your limit accuse?"
      try expect(abs(share - 0.05) < 0.045, "Of new images, \(percent(share)) are suspicious. " + question)
    },
    Check("images that resemble test images are no copies") { conditions in
      let random = conditions.random("test images")
      let images = Images(random)
      let share = E.suspicious(
        generated: Images.copies(of: images.unseen, random), unseen: images.unseen, training: images.training)
      try expect(
        share < 0.12,
        "G has never seen the test images, and of pictures that resemble them \(percent(share)) are "
          + "suspicious. From which set could G have copied?")
    },
    Check("of copies, all are suspicious") { conditions in
      let random = conditions.random("copies")
      let images = Images(random)
      let share = E.suspicious(
        generated: Images.copies(of: images.training, random), unseen: images.unseen,
        training: images.training)
      try expect(
        share > 0.99,
        "Every picture is a training image with invisible changes, and \(percent(share)) are suspicious. "
          + "Does your limit shrink along with the distances that it judges?")
    },
    Check("a quarter of copies among new images shows") { conditions in
      let random = conditions.random("quarter")
      let images = Images(random)
      let copies = Images.copies(of: images.training.rows(0..<250), random)
      let share = E.suspicious(
        generated: concatenate([Images.new(random, 750), copies]), unseen: images.unseen,
        training: images.training)
      try expect(
        abs(share - 0.2875) < 0.045,
        "A quarter of the pictures are copies, the others are new, and \(percent(share)) are suspicious. All "
          + "of the copies should be, and 5 % of the others.")
    },
  ]
}
