import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// Convolutions, taken apart. All values are small whole numbers, so sums are exact.

extension DCGANLesson {
  func showConvolution(_ report: Report) throws {
    let small = SmallConvolution()
    report.check(
      "each output pixel of the convolution is the sum of its taps",
      (0..<9).allSatisfy { small.output.at($0 / 3, $0 % 3) == small.pixel(row: $0 / 3, column: $0 % 3) })
    try report.figure("windows", small.windowsFigure())
    try report.figure("taps", small.tapsFigure(row: 0, column: 1))
    report.metric("answerAtStroke", small.pixel(row: 0, column: 1))

    let transposed = SmallTransposedConvolution()
    let whole = transposed.output(padding: .valid)
    report.check(
      "the transposed convolution is the sum of its stamps",
      (1...4).allSatisfy { transposed.output(pixels: $0, padding: .valid) == transposed.stamped(pixels: $0) })
    report.check(
      "\"same\" keeps the middle of it",
      transposed.output(padding: .same) == whole.sliced(axis: 0, 1..<5).sliced(axis: 1, 1..<5))
    try report.figure("stamps", transposed.figure())
    try showOverlaps(report)
  }

  private func showOverlaps(_ report: Report) throws {
    var rows: [[String]] = []
    var outputs: [Tensor] = []
    var measured: [Double] = []
    for kernel in Overlaps.kernels {
      let counts = Overlaps.counts(kernel: kernel)
      report.check(
        "the stamps of a \(kernel)x\(kernel) kernel are as many as written out",
        (0..<100).allSatisfy {
          counts.scalars[$0] == Float(Overlaps.writtenOut(kernel: kernel, row: $0 / 10, column: $0 % 10))
        })
      let images = Overlaps.untrained(kernel: kernel, using: run.random("convolution \(kernel)"))
      outputs.append(images)
      let inside = Overlaps.interiorCounts(kernel: kernel)
      let unevenness = gridContrast(of: images)
      measured.append(unevenness)
      report.metric("checkerboard\(kernel)", unevenness)
      rows.append([
        "\(kernel)x\(kernel)", inside.map(String.init).joined(separator: ", "),
        format(gridContrast(ofVariances: Overlaps.period(kernel: kernel)), 2),
        format(unevenness, 2),
      ])
    }
    report.table(["kernel", "stamps on a pixel", "checkerboard, in theory", "checkerboard, untrained"], rows)
    report.check(
      "untrained, a kernel of 4 is nearly even; kernels of 3 and 5 are not",
      measured[1] < 1.3 && measured[0] > 2 && measured[2] > 1.5)
    try report.figure("overlaps", Overlaps.countsFigure())
    try report.figure("untrained", Overlaps.untrainedFigure(outputs))
  }
}
