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
  /// How far from 0 the plane of two latent numbers reaches.
  private static let reach: Float = 3
  /// Along how many directions a page moves.
  private static let directionCount = 6

  /// - Throws: `FoldedNetwork.Unsupported` for a layer that the page's script does not know; `SeveralAttributes`;
  ///   `TooCoarse`.
  init(_ generator: TrainedGenerator, _ loaded: TrainedGenerator.Loaded) throws {
    let attributes = generator.label?.attributes ?? []
    guard attributes.count <= 1 else { throw SeveralAttributes(count: attributes.count) }
    (self.generator, loudness) = (generator, loaded.loudness)
    let inputs = generator.latentSize + (generator.label?.attributes.categoryCount ?? 0)
    let folded = try FoldedNetwork(loaded.network, input: [inputs])
    self.folded = folded
    let input = Self.inputs(Self.triedNoise(generator), generator, loudness)
    let exact = loaded.network(input, .inference)
    // Pixels reach from -1 to 1, or from 0 to 1.
    let steps: Float = folded.layers.last?.activation == .sigmoid ? 255 : 255 / 2
    let found = fewestBits(of: [8, 10, 12, 14, 16], tolerance: Self.tolerance) { bits in
      Double(abs(folded.coded(bits: bits)(input) - exact).maximum().scalar * steps)
    }
    guard let found else { throw TooCoarse(bits: 16) }
    (bits, error) = (found.bits, found.error)
    directions = Self.directions(loaded.network, generator, loudness)
  }

  /// The noise of the comparison: drawn, or places all over the plane that the page shows.
  private static func triedNoise(_ generator: TrainedGenerator) -> Tensor {
    if generator.latentSize == 2 { return FlowExport.square(reach: reach, side: 10) }
    return noise(trials, generator)
  }

  private static func noise(_ count: Int, _ generator: TrainedGenerator) -> Tensor {
    .normal([count, generator.latentSize], using: Random(seed: 1, stream: "explorable"))
  }

  /// Noise, and the labels in turn: `[count, inputs]`.
  private static func inputs(_ z: Tensor, _ generator: TrainedGenerator, _ loudness: Float) -> Tensor {
    guard let attributes = generator.label?.attributes else { return z }
    let inTurn = (0..<z.shape[0]).map { row in attributes.map { row % $0.categories.count } }
    return concatenate([z, loudness * Tensor.labels(inTurn, of: attributes)], axis: 1)
  }

  /// The page has buttons for the classes of one attribute.
  struct SeveralAttributes: Error, CustomStringConvertible {
    let count: Int

    var description: String {
      "its label has \(count) attributes, and the page chooses among the classes of one"
    }
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
    var layers: [LayerScript]
    var directions: String
    /// How far the plane of two latent numbers reaches from 0.
    var reach: Float?
  }

  /// The file: it puts the generator under a key into the page's list of generators.
  func script(key: String) throws -> Data {
    let script = Script(
      latent: generator.latentSize, classes: generator.label?.attributes.categoryCount ?? 0,
      loudness: loudness, bits: bits,
      error: (error * 1000).rounded() / 1000, isSigned: folded.layers.last?.activation != .sigmoid,
      output: folded.output.dimensions, layers: folded.layers.map { LayerScript($0, bits: bits) },
      directions: LayerScript.base64(directions.flatMap { $0 }),
      reach: generator.latentSize == 2 ? Self.reach : nil)
    return try generatorScript(script, key: key)
  }

  // MARK: - Directions

  /// The directions of the latent space along which the pictures change most, on average over the noise: the first left
  /// singular vectors of the mean Jacobian. By Stein's lemma, that Jacobian is the covariance of noise and pictures.
  private static func directions(
    _ network: Sequential, _ generator: TrainedGenerator, _ loudness: Float
  ) -> [[Float]] {
    let count = 1000
    let z = noise(count, generator)
    let input = inputs(z, generator, loudness)
    let pictures = concatenate(
      stride(from: 0, to: count, by: 100).map { network(input.rows($0..<$0 + 100), .inference).flattened() })
    // What the labels do is no affair of the noise.
    let classes = generator.label?.attributes[0].categories.count ?? 1
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
