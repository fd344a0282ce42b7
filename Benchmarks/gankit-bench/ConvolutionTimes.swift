import Foundation
import GANKit

/// How fast single layers are by the definition's sums and by Winograd's algorithms: the fastest of several alternating
/// runs.
struct ConvolutionTimes: Encodable {
  struct Row: Encodable {
    let layer: String
    let product: ConvolutionProbe.Product
    /// In 10^9 operations of the definition per second, whichever an engine needs.
    let directGFLOPS, smallTilesGFLOPS, largeTilesGFLOPS: Double
  }

  let threads: Int
  let rows: [Row]

  /// The layers of the training steps, and a small one.
  private static let layers:
    [(images: Int, size: Int, channels: Int, kernels: Int, kernel: Int, stride: Int)] = [
      (1, 32, 256, 256, 3, 1), (4, 96, 64, 64, 3, 1), (1, 32, 32, 32, 3, 1), (4, 24, 256, 256, 3, 1),
      (128, 32, 64, 128, 4, 2), (128, 16, 128, 256, 4, 2), (128, 8, 256, 512, 4, 2), (1, 128, 64, 128, 4, 2),
      (1, 64, 128, 256, 4, 2),
      (1, 32, 256, 512, 4, 2), (1, 16, 512, 512, 4, 2), (1, 128, 64, 128, 3, 2), (256, 14, 64, 128, 5, 2),
      (64, 14, 32, 64, 4, 2), (256, 7, 256, 128, 5, 1), (1, 32, 256, 512, 4, 1), (1, 16, 256, 512, 4, 1),
      (64, 7, 128, 128, 3, 1),
    ]

  static func measured(repeats: Int) -> ConvolutionTimes {
    ConvolutionTimes(
      threads: Machine.threads,
      rows: layers.flatMap { layer in
        let probe = ConvolutionProbe(
          images: layer.images, size: layer.size, channels: layer.channels, kernels: layer.kernels,
          kernel: layer.kernel,
          stride: layer.stride, padding: (layer.kernel - 1) / 2)
        return ConvolutionProbe.Product.allCases.map { product in
          let engines = ConvolutionProbe.Engine.allCases
          var least = [Double](repeating: .infinity, count: engines.count)
          for _ in 0..<repeats {
            for (index, engine) in engines.enumerated() {
              let times = milliseconds(repeats: 1, warmUp: 0) { probe.compute(product, by: engine) }
              least[index] = min(least[index], times.min()!)
            }
          }
          let speeds = least.map { Double(probe.operations) / 1e6 / $0 }
          return Row(
            layer:
              "\(layer.images) x \(layer.size)x\(layer.size), \(layer.channels) to \(layer.kernels), \(layer.kernel)x\(layer.kernel) stride \(layer.stride)",
            product: product,
            directGFLOPS: speeds[0], smallTilesGFLOPS: speeds[1], largeTilesGFLOPS: speeds[2])
        }
      })
  }
}

extension ConvolutionTimes: CustomStringConvertible {
  var description: String {
    let lines = rows.map {
      String(
        format: "  %@, %@: direct %.0f GFLOP/s, 2x2 tiles %.0f (%.2f), 4x4 tiles %.0f (%.2f)", $0.layer,
        $0.product.rawValue,
        $0.directGFLOPS, $0.smallTilesGFLOPS, $0.smallTilesGFLOPS / $0.directGFLOPS, $0.largeTilesGFLOPS,
        $0.largeTilesGFLOPS / $0.directGFLOPS)
    }
    return (["convolutions, \(threads) thread\(threads == 1 ? "" : "s"):"] + lines).joined(separator: "\n")
  }
}
