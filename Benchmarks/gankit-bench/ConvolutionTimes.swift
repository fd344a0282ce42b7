import Foundation
import GANKit

/// How fast single layers are by Winograd's algorithm and by the direct sums: the fastest of several alternating runs.
struct ConvolutionTimes: Encodable {
  struct Row: Encodable {
    let layer: String
    let product: ConvolutionProbe.Product
    /// In 10^9 operations of the definition per second, whichever an engine needs.
    let directGFLOPS, winogradGFLOPS: Double
  }

  let threads: Int
  let rows: [Row]

  /// Layers of chapters 7 and 8, and a small one.
  private static let layers = [(1, 32, 256), (4, 96, 64), (1, 32, 32)]

  static func measured(repeats: Int) -> ConvolutionTimes {
    ConvolutionTimes(
      threads: Machine.threads,
      rows: layers.flatMap { images, size, channels in
        let probe = ConvolutionProbe(
          images: images, size: size, channels: channels, kernels: channels, kernel: 3, stride: 1, padding: 1)
        return ConvolutionProbe.Product.allCases.map { product in
          var least = [Double](repeating: .infinity, count: 2)
          for _ in 0..<repeats {
            for (index, engine) in ["direct", "winograd"].enumerated() {
              let times = milliseconds(repeats: 3, warmUp: 0) { probe.compute(product, engine: engine) }
              least[index] = min(least[index], times.min()!)
            }
          }
          let speeds = least.map { Double(probe.operations) / 1e6 / $0 }
          return Row(
            layer: "\(images) x \(size)x\(size), \(channels) to \(channels), 3x3", product: product,
            directGFLOPS: speeds[0], winogradGFLOPS: speeds[1])
        }
      })
  }
}

extension ConvolutionTimes: CustomStringConvertible {
  var description: String {
    let lines = rows.map {
      String(
        format: "  %@, %@: direct %.0f GFLOP/s, Winograd %.0f, %.2f times as fast", $0.layer,
        $0.product.rawValue,
        $0.directGFLOPS, $0.winogradGFLOPS, $0.winogradGFLOPS / $0.directGFLOPS)
    }
    return (["convolutions, \(threads) thread\(threads == 1 ? "" : "s"):"] + lines).joined(separator: "\n")
  }
}
