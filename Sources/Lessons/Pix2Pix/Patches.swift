import Figures
import Foundation
import GANKit
import LessonKit

// How much of the image one decision of D depends on.

extension Pix2PixLesson {
  func showPatches(_ report: Report) throws {
    let size = run[Self.size]
    // The paper's patches are as large as this lesson's pictures: they are shown on a picture of the paper's size.
    let image = try Pictures.largeTarget(run)
    var (rows, extents): ([[String]], [Int]) = ([], [])
    for downsamplings in 1...4 {
      let extent = Self.receptiveField(downsamplings: downsamplings)
      let decisions = patchDecisions(size: size, downsamplings: downsamplings)
      rows.append([
        "\(downsamplings)", "\(extent) x \(extent)", decisions > 0 ? "\(decisions) x \(decisions)" : "none",
        downsamplings == run[Self.patchDownsamplings]
          ? "this run" : downsamplings == 3 ? "the paper, at 256" : "",
      ])
      report.metric("patch\(downsamplings)", extent)
      extents.append(extent)
    }
    report.table(["layers of stride 2", "a decision sees", "decisions at \(size)x\(size)", ""], rows)
    try report.figure(
      "receptive-fields",
      ImageGrid(
        concatenate(extents.map { Self.outlined(image, extent: $0) }), columns: extents.count, scale: 2,
        caption:
          "Three patches of D on a picture of 256x256 pixels, for D with 1, 2, 3 and 4 layers of stride 2.",
        columnLabels: extents.map { "\($0) pixels" }))
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
        // Two pixels wide, inside of the patch.
        for (inset, position) in [0, 1].flatMap({ inset in (first...last).map { (inset, $0) } }) {
          for (y, x) in [
            (first + inset, position), (last - inset, position), (position, first + inset),
            (position, last - inset),
          ]
          where (0..<size).contains(x) && (0..<size).contains(y) {
            for channel in 0..<3 { out[(y * size + x) * 3 + channel] = colour[channel] }
          }
        }
      }
    }
  }
}
