import ExerciseKit
import GANKit

/// The two sides of a level of the U.
struct Level {
  /// Halves the image.
  let down: (Tensor) -> Tensor
  /// Doubles it.
  let up: (Tensor) -> Tensor
}

/// What the learner changes.
protocol Generator: SendableMetatype {
  static func translate(_ picture: Tensor, through levels: [Level]) -> Tensor
}

func checks<E: Generator>(_: E.Type) -> [Check] {
  [
    Check("a change of the picture gets past an innermost level that forgets everything") { conditions in
      let random = conditions.random("forgets")
      let net = Net(forgets: true, using: random)
      let picture = randomPicture(random)
      let change = abs(
        E.translate(picture + 1, through: net.levels) - E.translate(picture, through: net.levels))
      let largest = change.scalars.max() ?? 0
      try expect(
        largest > 0.001,
        "The innermost level returns zeros. Where the whole picture gets brighter by 1, the result "
          + "changes by \(largest). Which other way could the picture take?")
    },
    Check("each layer on the way up is given the channels of its level and of the one below") { conditions in
      let random = conditions.random("channels")
      let net = Net(using: random)
      _ = E.translate(randomPicture(random), through: net.levels)
      let found = net.notes.given.map { $0.shape[3] }
      let made = Net.channels
      try expect(
        found.first == made.last,
        "The innermost `down` returns \(made.last ?? 0) channels, and the innermost `up` is given "
          + "\(found.first ?? 0). A skip leads around the levels below. What is below this one?")
      try expect(
        found == [made[2], 2 * made[1], 2 * made[0]],
        "From the innermost level outwards, the layers `up` are given \(found) channels. Outside of the "
          + "innermost level, \(made[1]) and \(made[0]) come from the level below, and as many from the "
          + "skip. Can a layer still tell the two apart?")
    },
    Check("the result is a picture") { conditions in
      let random = conditions.random("result")
      let picture = randomPicture(random)
      let result = E.translate(picture, through: Net(using: random).levels)
      try expect(
        result.shape == picture.shape,
        "The result has the shape \(result.shape), and the picture \(picture.shape). What has been "
          + "added to what the outermost `up` returns?")
    },
    Check("the first channels are those of the level itself, unchanged") { conditions in
      let random = conditions.random("order")
      let net = Net(using: random)
      _ = E.translate(randomPicture(random), through: net.levels)
      for level in [1, 0] {
        let skip = net.notes.encoded[level]
        let front = net.notes.given[2 - level][0..., 0..., 0..., ..<skip.shape[3]]
        let largest = abs(front - skip).scalars.max() ?? 0
        try expect(
          largest < 1e-5,
          "The first \(skip.shape[3]) channels that `up` is given at \(skip.shape[1])x\(skip.shape[2]) "
            + "pixels differ from what `down` returned there by up to \(largest). Which of the two parts is "
            + "in front?"
        )
      }
    },
    Check("the gradient takes the skips, too") { conditions in
      let random = conditions.random("gradient")
      let net = Net(forgets: true, using: random)
      let picture = randomPicture(random)
      func brightness(_ picture: Tensor) -> Tensor { E.translate(picture, through: net.levels).mean() }
      let slope = gradient(at: picture) { brightness($0) }.sum().scalar
      let found = (brightness(picture + 0.5) - brightness(picture - 0.5)).scalar
      try expect(
        slope, near: found, within: 0.02 * found.magnitude,
        "The innermost level returns zeros. Where the picture gets brighter by 1, the result gets "
          + "brighter by \(found), and the gradient says \(slope). How do the outer layers `down` "
          + "learn what to pass on?"
      )
    },
  ]
}

/// Two pictures of 8x8 pixels.
private func randomPicture(_ random: Random) -> Tensor {
  .uniform([2, 8, 8, 3], in: -1...1, using: random)
}

/// Three levels without activations.
private struct Net {
  /// What the levels' `down` return, from the outermost to the innermost one.
  static let channels = [4, 6, 8]

  let levels: [Level]
  let notes = Notes()

  /// - Parameter forgets: whether the innermost `down` returns zeros.
  init(forgets: Bool = false, using random: Random) {
    levels = Net.channels.indices.map { [notes] level in
      let outer = level == 0 ? 3 : Net.channels[level - 1]
      let isForgetful = forgets && level == Net.channels.count - 1
      let weight = Tensor.uniform([1, 1, outer, Net.channels[level]], in: 0.5...1, using: random)
      let share = Tensor.uniform([outer], in: 0.5...1, using: random)
      return Level(
        down: { x in
          let y = convolution(x.averagePooled(kernel: 2), weight: weight)
          let encoded = isForgetful ? .zeros(y.shape) : y
          notes.encoded.append(encoded)
          return encoded
        },
        up: { x in
          notes.given.append(x)
          // Any number of channels will do.
          return x.mean(axes: [3], keepingDimensions: true).upsampled(2) * share
        })
    }
  }

  /// What went through the levels.
  final class Notes {
    /// What each `down` returned, from the outermost to the innermost one.
    var encoded: [Tensor] = []
    /// What each `up` was given, from the innermost to the outermost one.
    var given: [Tensor] = []
  }
}
