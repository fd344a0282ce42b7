import GANKit
import PictureSets
import Pictures

/// A task whose pairs are made from photos alone: the photo is the target, and the input is made from it.
struct OtherTask {
  let name: String
  /// The beginning of its metrics' names.
  let key: String
  let maker: PairTask
  /// What ``simpleAnswer(to:)`` gives.
  let simpleAnswer: String

  // snippet.otherTasks
  static let all = [
    OtherTask(name: "edges", key: "edges", maker: .edges, simpleAnswer: "the mean photo"),
    OtherTask(name: "colourize", key: "grey", maker: .colourize, simpleAnswer: "the grey photo itself"),
    OtherTask(
      name: "inpaint", key: "hole", maker: .inpaint, simpleAnswer: "the mean colour around the hole"),
  ]

  /// The inputs for photos `[N, S, S, 3]`. The hole is at a different place in each.
  func inputs(for photos: Tensor, using random: Random) -> Tensor {
    Tensor(Image.batch(photos).map { maker.input(for: $0, using: random) })
  }
  // snippet.end

  // snippet.putBack
  /// Answers with the brightness, or what is around the hole, put back.
  func putBack(_ inputs: Tensor, into answers: Tensor) -> Tensor {
    switch maker {
    case .colourize:
      clamp(answers + inputs - self.inputs(for: answers, using: Random(seed: 0)), -1, 1)
    case .inpaint: inputs + hole(in: inputs) * (answers - inputs)
    case .edges, .labels: answers
    }
  }
  // snippet.end

  /// 1 in the hole and 0 around it: `[N, S, S, 1]`.
  private func hole(in inputs: Tensor) -> Tensor {
    let filling = inputs .== Tensor(PixelRange.signed.value(Hole.filling))
    return filling.mean(axes: [3], keepingDimensions: true) .== Tensor(1)
  }

  /// An answer to the test inputs that needs no network, `[N, S, S, 3]`.
  func simpleAnswer(to pairs: Pictures) -> Tensor {
    let inputs = pairs.testInputs
    switch maker {
    case .edges, .labels: return pairs.meanTarget + .zeros(inputs.shape)
    case .colourize: return inputs
    case .inpaint:
      let known = 1 - hole(in: inputs)
      let sum = (known * inputs).sum(axes: [1, 2], keepingDimensions: true)
      return putBack(inputs, into: sum / known.sum(axes: [1, 2], keepingDimensions: true))
    }
  }
}
