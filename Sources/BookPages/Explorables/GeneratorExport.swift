import Foundation
import GANKit
import LessonKit

/// A trained generator as a script of the site: what a page needs to compute its pictures in a browser.
///
/// Weights are kept in as few bits as they need: the pictures must be those of GANKit to within a step of a pixel's 255,
/// for each of a hundred noise vectors.
struct GeneratorExport {
  private let folded: FoldedNetwork
  private let generator: TrainedGenerator
  private let loudness: Float
  /// The bits of a weight.
  let bits: Int
  /// By how much a pixel differs from GANKit's at most, in steps of 255.
  let error: Double
  private let directions: [[Float]]

  /// How far a pixel may be off, in steps of 255. Less than 1, which leaves room for the browser's own rounding.
  static let tolerance = 0.8
  /// How many noise vectors are tried.
  static let trials = 100
  /// Along how many directions a page moves.
  private static let directionCount = 6

  /// - Throws: `FoldedNetwork.Unsupported` for a layer that the page's script does not know; `TooCoarse`.
  init(_ generator: TrainedGenerator, _ loaded: TrainedGenerator.Loaded) throws {
    (self.generator, loudness) = (generator, loaded.loudness)
    let inputs = generator.latentSize + (generator.label?.classes ?? 0)
    let folded = try FoldedNetwork(loaded.network, input: [inputs])
    self.folded = folded
    let input = Self.inputs(Self.trials, generator, loudness)
    let exact = loaded.network(input, .inference)
    // Pixels reach from -1 to 1, or from 0 to 1.
    let steps: Float = folded.layers.last?.activation == .sigmoid ? 255 : 255 / 2
    func error(bits: Int) -> Double {
      let coded = folded.mappingWeights { layer in
        guard let rows = layer.rows else { return layer.weight }
        return layer.weight(ofRows: WeightCode(rows, bits: bits).weights(shape: rows.shape))
      }
      let pixels = coded(input)
      return Double(abs(pixels - exact).maximum().scalar * steps)
    }
    guard
      let (bits, found) = [8, 10, 12, 14, 16].lazy.map({ ($0, error(bits: $0)) }).first(where: {
        $0.1 <= Self.tolerance
      })
    else { throw TooCoarse() }
    (self.bits, self.error) = (bits, found)
    directions = Self.directions(loaded.network, generator, loudness)
  }

  /// Not even 16 bits are enough.
  struct TooCoarse: Error, CustomStringConvertible {
    var description: String { "its weights cannot be written in 16 bits" }
  }

  /// Noise, and the labels in turn: `[count, inputs]`.
  private static func inputs(_ count: Int, _ generator: TrainedGenerator, _ loudness: Float) -> Tensor {
    let z = Tensor.normal([count, generator.latentSize], using: Random(seed: 1, stream: "explorable"))
    guard let label = generator.label else { return z }
    let labels = Tensor.oneHot((0..<count).map { $0 % label.classes }, classes: label.classes)
    return concatenate([z, loudness * labels], axis: 1)
  }

  // MARK: - The script

  private struct Script: Encodable {
    var latent: Int
    var classes: Int
    var loudness: Float
    var bits: Int
    var error: Double
    var isSigned: Bool
    var output: [Int]
    var layers: [Layer]
    var directions: String

    struct Layer: Encodable {
      var kind: String
      var input: [Int]
      var output: [Int]
      var kernel: [Int]?
      var stride: [Int]?
      /// How far the kernels begin above and to the left of the image.
      var start: [Int]?
      var activation: String
      var slope: Float?
      var codes: String?
      var scales: String?
      var bias: String?
    }
  }

  /// The file: it puts the generator under a key into the page's list of generators.
  func script(key: String) throws -> Data {
    let script = Script(
      latent: generator.latentSize, classes: generator.label?.classes ?? 0, loudness: loudness, bits: bits,
      error: (error * 1000).rounded() / 1000, isSigned: folded.layers.last?.activation != .sigmoid,
      output: folded.output.dimensions, layers: folded.layers.map(describe),
      directions: base64(directions.flatMap { $0 }))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Data("(globalThis.explorableGenerators ??= {})[\"\(key)\"] = ".utf8) + (try encoder.encode(script))
      + Data(";\n".utf8)
  }

  private func describe(_ layer: FoldedNetwork.Layer) -> Script.Layer {
    let code = layer.rows.map { WeightCode($0, bits: bits) }
    var result = Script.Layer(
      kind: "", input: layer.input.dimensions, output: layer.output.dimensions,
      activation: "identity", codes: code?.bytes.base64EncodedString(),
      scales: base64(code?.scales ?? layer.weight?.scalars ?? []), bias: layer.bias.map { base64($0.scalars) }
    )
    switch layer.activation {
    case .identity: break
    case .relu: result.activation = "relu"
    case .leakyReLU(let slope): (result.activation, result.slope) = ("leakyReLU", slope)
    case .tanh: result.activation = "tanh"
    case .sigmoid: result.activation = "sigmoid"
    }
    func place(_ window: FoldedNetwork.Window) {
      result.kernel = Array(layer.weight!.shape.dimensions.prefix(2))
      result.stride = [window.stride.height, window.stride.width]
      result.start = [window.top, window.left]
    }
    switch layer.kind {
    case .dense: result.kind = "dense"
    case .scaling: result.kind = "scaling"
    case .upsampling(let factor):
      result.kind = "upsampling"
      result.stride = [factor.height, factor.width]
    case .convolution(let window):
      result.kind = "convolution"
      place(window)
    case .transposedConvolution(let window):
      result.kind = "transposed"
      place(window)
    }
    return result
  }

  private func base64(_ numbers: [Float]) -> String {
    numbers.withUnsafeBytes { Data($0) }.base64EncodedString()
  }

  // MARK: - Directions

  /// The directions of the latent space along which the pictures change most, on average over the noise: the first left
  /// singular vectors of the mean Jacobian. By Stein's lemma, that Jacobian is the covariance of noise and pictures.
  private static func directions(
    _ network: Sequential, _ generator: TrainedGenerator, _ loudness: Float
  ) -> [[Float]] {
    let count = 1000
    let input = inputs(count, generator, loudness)
    let z = input.sliced(axis: 1, 0..<generator.latentSize)
    let pictures = concatenate(
      stride(from: 0, to: count, by: 100).map { network(input.rows($0..<$0 + 100), .inference).flattened() })
    // What the labels do is no affair of the noise.
    let classes = generator.label?.classes ?? 1
    let means = (0..<classes).map { label in
      pictures.gathered(rows: Array(stride(from: label, to: count, by: classes))).mean(axes: [0])
    }
    let mean = concatenate(means.map { $0.reshaped(to: [1, pictures.shape[1]]) })
      .gathered(rows: (0..<count).map { $0 % classes })
    let covariance = matmul(z.transposed(), pictures - mean) * (1 / Float(count))
    return eigenvectors(of: matmul(covariance, covariance.transposed()), count: directionCount)
  }

  /// The eigenvectors of the largest eigenvalues of a symmetric matrix.
  static func eigenvectors(of matrix: Tensor, count: Int) -> [[Float]] {
    let size = matrix.shape[0]
    var rows = matrix.scalars.map(Double.init)
    let (_, status) = MatrixLibrary.replaceByEigenvectors(&rows, size: size)
    require(status == 0, "eigenvectors: LAPACK's dsyev reports \(status)")
    // Those of the smallest eigenvalues come first.
    return (0..<size).suffix(count).reversed().map { row in
      let vector = rows[row * size..<(row + 1) * size]
      // Of the two opposite directions, the one whose largest number is positive.
      let sign: Double = (vector.max { abs($0) < abs($1) } ?? 1) < 0 ? -1 : 1
      return vector.map { Float(sign * $0) }
    }
  }
}
