import Figures
import Foundation
import GANKit
import LessonKit

// How much of the image one decision of D depends on.

extension Pix2PixLesson {
  func showPatches(_ report: Report) throws {
    let size = run[Self.size]
    let image = pictures.testTargets.rows(0..<1)
    var (rows, pictures): ([[String]], [Tensor]) = ([], [])
    for downsamplings in 1...4 {
      let extent = Self.receptiveField(downsamplings: downsamplings)
      let decisions = patchDecisions(size: size, downsamplings: downsamplings)
      rows.append([
        "\(downsamplings)", "\(extent) x \(extent)", decisions > 0 ? "\(decisions) x \(decisions)" : "none",
        downsamplings == run[Self.patchDownsamplings]
          ? "this run" : downsamplings == 3 ? "the paper, at 256" : "",
      ])
      report.metric("patch\(downsamplings)", extent)
      guard extent < size else { continue }
      pictures.append(Self.outlined(image, extent: extent))
    }
    report.table(["layers of stride 2", "a decision sees", "decisions at \(size)x\(size)", ""], rows)
    try report.figure(
      "receptive-fields",
      ImageGrid(
        concatenate(pictures), columns: pictures.count,
        scale: max(2, 512 / size),
        caption:
          "Three patches of D on a target image, for D with 1, 2, ... layers of stride 2, as long as a patch fits into the image.",
        columnLabels: (1...pictures.count).map { "\(Self.receptiveField(downsamplings: $0)) pixels" }))
  }

  // snippet.receptiveField
  /// The extent of the pixels that one decision in the middle depends on, found from the gradient.
  static func receptiveField(downsamplings: Int) -> Int {
    // Norms in inference mode work pixel by pixel, so that they do not widen the field.
    let network = patchDiscriminator(
      inputs: 1, width: 2, downsamplings: downsamplings, bias: true,
      norm: { BatchNorm($0, activation: $1) }, initializer: .glorotUniform, using: Random(seed: 1))
    let image = Tensor.uniform([1, 320, 320, 1], in: -1...1, using: Random(seed: 2))
    let slopes = gradient(at: image) { image in
      let decisions = network(image, .inference)
      let middle = decisions.shape[1] / 2
      return decisions.sliced(axis: 1, middle..<middle + 1).sliced(axis: 2, middle..<middle + 1).sum()
    }
    // Rounding leaves traces a little further out, less than a millionth of the slopes inside.
    let least = 1e-6 * (slopes.scalars.map(abs).max() ?? 0)
    let rows = (0..<320).filter { row in
      slopes.sliced(axis: 1, row..<row + 1).scalars.contains { abs($0) > least }
    }
    return rows.isEmpty ? 0 : rows[rows.count - 1] - rows[0] + 1
  }
  // snippet.end

  /// The image with the outlines of three patches of this extent, which may reach over the edge.
  private static func outlined(_ image: Tensor, extent: Int) -> Tensor {
    let size = image.shape[1]
    let places = [0.18, 0.5, 0.82]
    let colours: [SIMD3<Float>] = [SIMD3(1, 0.3, -0.8), SIMD3(1, -0.6, 1), SIMD3(-0.9, 0.8, 1)]
    return Tensor(shape: image.shape) { out in
      image.withScalars { _ = out.update(from: $0) }
      for (colour, place) in zip(colours, places) {
        let first = Int(Double(size) * place) - extent / 2
        let last = first + extent - 1
        for position in first...last {
          for (y, x) in [(first, position), (last, position), (position, first), (position, last)]
          where (0..<size).contains(x) && (0..<size).contains(y) {
            for channel in 0..<3 { out[(y * size + x) * 3 + channel] = colour[channel] }
          }
        }
      }
    }
  }
}
