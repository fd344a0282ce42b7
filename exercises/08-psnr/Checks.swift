import ExerciseKit
import Foundation
import GANKit

/// What the learner writes.
protocol Fidelity: SendableMetatype {
  static func psnr(of pictures: Tensor, to truths: Tensor, border: Int) -> Float
}

/// True pictures that differ in height and width.
private func truths(_ count: Int, _ random: Random) -> Tensor {
  Tensor.uniform([count, 14, 20, 3], in: -0.5...0.5, using: random)
}

/// 1 at one pixel, in all channels, otherwise 0: `[1, 14, 20, 1]`.
private func pixel(_ row: Int, _ column: Int) -> Tensor {
  Tensor((0..<14 * 20).map { $0 == row * 20 + column ? 1 : 0 }, shape: [1, 14, 20, 1])
}

func checks<E: Fidelity>(_: E.Type) -> [Check] {
  [
    Check("half the squared error adds three decibels") { conditions in
      let random = conditions.random("pictures")
      let truth = truths(1, random)
      let error = Float(random.uniform(in: 0.1..<0.3))
      let (larger, smaller) = (
        E.psnr(of: truth + error, to: truth, border: 0),
        E.psnr(of: truth + error / Float(2).squareRoot(), to: truth, border: 0)
      )
      try expect(
        smaller - larger, near: 3.0103, within: 0.02,
        "With half the squared error, your PSNR goes from \(larger) to \(smaller), a difference of "
          + "\(smaller - larger). By the formula, what does a factor of 2 in the squared error add?")
    },
    Check("an error of a tenth of the whole range has 20 decibels") { conditions in
      let truth = truths(1, conditions.random("pictures"))
      let value = E.psnr(of: truth - 0.2, to: truth, border: 0)
      try expect(
        value < 40,
        "Every value is off by 0.2, a tenth of the way from black to white. Your PSNR is \(value) dB, as if "
          + "the error were invisible. For which range of values is 255 the peak?")
      try expect(
        value, near: 20, within: 0.02,
        "Every value is off by 0.2, a tenth of the way from black to white, and your PSNR is \(value) dB. "
          + "How far are black and white apart?")
    },
    Check("the border does not count, and all that it encloses does") { conditions in
      let random = conditions.random("pictures")
      let truth = truths(1, random)
      let border = 3
      // The last row and column of the border on each side, and the first ones within.
      let outside = [("top", 2, 9), ("bottom", 11, 9), ("left", 6, 2), ("right", 6, 17)]
      let inside = [("top", 3, 9), ("bottom", 10, 9), ("left", 6, 3), ("right", 6, 16)]
      let before = E.psnr(of: truth + 0.1, to: truth, border: border)
      for (side, row, column) in outside {
        let after = E.psnr(of: truth + 0.1 + 0.8 * pixel(row, column), to: truth, border: border)
        try expect(
          after, near: before, within: 0.001,
          "A pixel in the \(side) border of \(border) pixels has changed, and the PSNR with it, from "
            + "\(before) to \(after). On how many sides is a border?")
      }
      // An error of 1 in one of 8 x 14 pixels.
      let expected = 10 * Float(log10(4.0 * 8 * 14))
      for (side, row, column) in inside {
        let found = E.psnr(of: truth + pixel(row, column), to: truth, border: border)
        try expect(
          found, near: expected, within: 0.02,
          "The only wrong pixel is the \(side)most one inside the border of \(border) pixels (row \(row), "
            + "column \(column) of 14 x 20). Your PSNR is \(found) dB, and an error of 1 in one of 8 x 14 "
            + "pixels has \(expected). Which rows and columns are left?")
      }
    },
    Check("several pictures: the mean of their decibels") { conditions in
      let truth = truths(3, conditions.random("pictures"))
      // 20, 30 and 40 dB.
      let errors = Tensor([0.2, 2 * 10.0.squareRoot() / 100, 0.02].map { Float($0) }, shape: [3, 1, 1, 1])
      let value = E.psnr(of: truth + errors, to: truth, border: 2)
      try expect(
        value, near: 30, within: 0.05,
        "Three pictures with 20, 30 and 40 dB have \(value) dB together. The worst of them dominates a mean "
          + "of squared errors. Which is taken first, the mean or the logarithm?")
    },
    Check("equal pictures have an infinite PSNR") { conditions in
      let truth = truths(2, conditions.random("pictures"))
      let value = E.psnr(of: truth, to: truth, border: 1)
      try expect(
        value == .infinity,
        "The PSNR of two pictures to themselves is \(value) dB. If something was added against a division by "
          + "zero: what does it do to very small errors? A division of Floats by zero does not end the "
          + "program.")
    },
  ]
}
