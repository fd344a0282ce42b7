import GANKit
import LessonKit
import PictureSets
import TestSupport
import Testing

@testable import Pix2Pix

@Suite("Chapter 6: pairs that are made from the photos alone")
struct OtherTaskTests {
  /// Photos in colours that leave room on both sides, `[4, 16, 16, 3]`.
  private let photos = Tensor.uniform([4, 16, 16, 3], in: -0.3...0.3, using: Random(seed: 1))
  private let answers = Tensor.uniform([4, 16, 16, 3], in: -0.3...0.3, using: Random(seed: 2))

  private func task(_ maker: PairTask) throws -> (task: OtherTask, inputs: Tensor) {
    let task = try #require(OtherTask.all.first { $0.maker == maker })
    return (task, task.inputs(for: photos, using: Random(seed: 3)))
  }

  @Test("Colours get the brightness of the grey photo, and keep their differences")
  func brightness() throws {
    let (task, grey) = try task(.colourize)
    let restored = task.putBack(grey, into: answers)
    // Rounded to bytes on the way: two steps of 2 / 255.
    let back = task.inputs(for: restored, using: Random(seed: 4))
    #expect(abs(back - grey).maximum().scalar <= 4 / 255)
    func differences(_ x: Tensor) -> Tensor { x - x.mean(axes: [3], keepingDimensions: true) }
    #expect(abs(differences(restored) - differences(answers)).maximum().scalar < 1e-5)
    // The answer to its own grey picture stays as it is, to the rounding.
    let own = task.inputs(for: answers, using: Random(seed: 5))
    #expect(abs(task.putBack(own, into: answers) - answers).maximum().scalar < 1e-6)
  }

  @Test("A hole is filled with the answer, and what is around it stays to the bit")
  func hole() throws {
    let (task, inputs) = try task(.inpaint)
    let restored = task.putBack(inputs, into: answers).scalars
    let (given, drawn, original) = (inputs.scalars, answers.scalars, photos.scalars)
    var inHole = 0
    for index in restored.indices {
      let isGiven = abs(given[index] - original[index]) <= 1 / 255
      if restored[index] == given[index] { #expect(isGiven) } else { inHole += 1 }
      if restored[index] != given[index] { #expect(abs(restored[index] - drawn[index]) < 1e-6) }
    }
    // A quarter of each picture, to whole pixels.
    #expect(abs(Double(inHole) / Double(restored.count) - 0.25) < 0.03)
  }

  @Test("Line drawings say nothing that could be put back")
  func edges() throws {
    let (task, inputs) = try task(.edges)
    #expect(task.putBack(inputs, into: answers).scalars == answers.scalars)
    #expect(inputs.shape == photos.shape && Set(inputs.scalars).isSubset(of: [-1, 1]))
  }
}
