import Foundation
import GANKit

// Answers that look right, for the test of the checks.

/// The mean squared error of each picture within a border.
private func errors(_ pictures: Tensor, _ truths: Tensor, _ border: Int) -> Tensor {
  let (height, width) = (truths.shape[1], truths.shape[2])
  return square(pictures - truths)
    .sliced(axis: 1, border..<height - border).sliced(axis: 2, border..<width - border)
    .mean(axes: [1, 2, 3])
}

/// The mean of some numbers.
private func mean(_ values: [Float]) -> Float { values.reduce(0, +) / Float(values.count) }

/// The factor for amplitudes with a ratio of squares.
enum Amplitudes: Fidelity {
  static func psnr(of pictures: Tensor, to truths: Tensor, border: Int) -> Float {
    mean(errors(pictures, truths, border).scalars.map { 20 * log10(4 / $0) })
  }
}

/// The formula as it stands in the chapter, with pictures on another scale.
enum PeakOfBytes: Fidelity {
  static func psnr(of pictures: Tensor, to truths: Tensor, border: Int) -> Float {
    mean(errors(pictures, truths, border).scalars.map { 10 * log10(255 * 255 / $0) })
  }
}

/// Takes the largest value for the range.
enum PeakOfOne: Fidelity {
  static func psnr(of pictures: Tensor, to truths: Tensor, border: Int) -> Float {
    mean(errors(pictures, truths, border).scalars.map { 10 * log10(1 / $0) })
  }
}

/// Leaves out rows and forgets the columns.
enum RowsOnly: Fidelity {
  static func psnr(of pictures: Tensor, to truths: Tensor, border: Int) -> Float {
    let height = truths.shape[1]
    let errors = square(pictures - truths).sliced(axis: 1, border..<height - border).mean(axes: [1, 2, 3])
    return mean(errors.scalars.map { 10 * log10(4 / $0) })
  }
}

/// Leaves out one row and one column too many at the lower right end.
enum OneTooMany: Fidelity {
  static func psnr(of pictures: Tensor, to truths: Tensor, border: Int) -> Float {
    let (height, width) = (truths.shape[1], truths.shape[2])
    let errors = square(pictures - truths)
      .sliced(axis: 1, border..<height - border - 1).sliced(axis: 2, border..<width - border - 1)
      .mean(axes: [1, 2, 3])
    return mean(errors.scalars.map { 10 * log10(4 / $0) })
  }
}

/// One mean squared error for all pictures together.
enum Pooled: Fidelity {
  static func psnr(of pictures: Tensor, to truths: Tensor, border: Int) -> Float {
    10 * log10(4 / errors(pictures, truths, border).mean().scalar)
  }
}

/// Adds a small number, so as not to divide by zero.
enum Guarded: Fidelity {
  static func psnr(of pictures: Tensor, to truths: Tensor, border: Int) -> Float {
    mean(errors(pictures, truths, border).scalars.map { 10 * log10(4 / ($0 + 1e-8)) })
  }
}
