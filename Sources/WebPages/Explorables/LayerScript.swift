import Foundation
import GANKit

/// A layer of a trained network as the page's script explore-network.js reads it.
struct LayerScript: Encodable {
  private(set) var kind: String
  let input: [Int]
  let output: [Int]
  private(set) var kernel: [Int]?
  private(set) var stride: [Int]?
  /// How far the kernels begin above and to the left of the image.
  private(set) var start: [Int]?
  private(set) var activation = "identity"
  private(set) var slope: Float?
  let codes: String?
  let scales: String?
  let bias: String?

  /// - Parameter bits: of each weight.
  init(_ layer: FoldedNetwork.Layer, bits: Int) {
    let code = layer.rows.map { WeightCode($0, bits: bits) }
    (kind, input, output) = ("", layer.input.dimensions, layer.output.dimensions)
    codes = code?.bytes.base64EncodedString()
    scales = Self.base64(code?.scales ?? layer.weight?.scalars ?? [])
    bias = layer.bias.map { Self.base64($0.scalars) }
    switch layer.activation {
    case .identity: break
    case .relu: activation = "relu"
    case .leakyReLU(let slope): (activation, self.slope) = ("leakyReLU", slope)
    case .tanh: activation = "tanh"
    case .sigmoid: activation = "sigmoid"
    }
    switch layer.kind {
    case .dense: kind = "dense"
    case .scaling: kind = "scaling"
    case .upsampling(let factor):
      kind = "upsampling"
      stride = [factor.height, factor.width]
    case .convolution(let window):
      kind = "convolution"
      place(window, layer)
    case .transposedConvolution(let window):
      kind = "transposed"
      place(window, layer)
    }
  }

  private mutating func place(_ window: FoldedNetwork.Window, _ layer: FoldedNetwork.Layer) {
    kernel = Array(layer.weight!.shape.dimensions.prefix(2))
    stride = [window.stride.height, window.stride.width]
    start = [window.top, window.left]
  }

  static func base64(_ numbers: [Float]) -> String {
    numbers.withUnsafeBytes { Data($0) }.base64EncodedString()
  }
}

extension FoldedNetwork {
  /// The network with the weights that are left of its own in so many bits.
  func coded(bits: Int) -> FoldedNetwork {
    mappingWeights { layer in
      guard let rows = layer.rows else { return layer.weight }
      return layer.weight(ofRows: WeightCode(rows, bits: bits).weights(shape: rows.shape))
    }
  }
}

/// The fewest of several numbers of bits for which an error is small enough, and that error;
/// nil if there are none.
func fewestBits(
  of choices: [Int], tolerance: Double, error: (_ bits: Int) -> Double
) -> (bits: Int, error: Double)? {
  for bits in choices {
    let found = error(bits)
    if found <= tolerance { return (bits, found) }
  }
  return nil
}

/// So many bits are not enough.
struct TooCoarse: Error, CustomStringConvertible {
  let bits: Int

  var description: String { "its weights cannot be written in \(bits) bits" }
}

/// A script of the folder `generators`: it puts what it holds under a key into the page's list of generators.
func generatorScript(_ content: some Encodable, key: String) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return Data("(globalThis.explorableGenerators ??= {})[\"\(key)\"] = ".utf8) + (try encoder.encode(content))
    + Data(";\n".utf8)
}
