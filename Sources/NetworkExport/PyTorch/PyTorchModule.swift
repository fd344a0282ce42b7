import Foundation
import GANKit

/// A network as a PyTorch class, in Python, and the file of weights that it loads.
///
/// The names in the state dict are those of ``PyTorchWeights``, which writes the file.
public struct PyTorchModule {
  /// The Python file: a class, and a function `load` that returns the trained network.
  public let source: String
  private let weights: PyTorchWeights

  /// - Throws: `UnsupportedLayer` if PyTorch has no layer that computes the same, or no place for it under the name that
  ///   the weights have; `PyTorchWeightsError`.
  public init(_ network: ExportedNetwork) throws {
    try UnitOrder.check(network)
    let channels = network.content.isImage ? network.content.channels : 1
    weights = try PyTorchWeights(of: network.network, inputChannels: channels)
    var writer = PythonWriter()
    let code = try writer.code(of: network.block)
    let expected = weights.entries.map(\.name).sorted()
    guard code.entries.sorted() == expected else {
      throw UnsupportedLayer(
        .names, layer: network.network.label, place: "", expected: "a class with the entries \(expected)",
        found: code.entries.sorted().description)
    }
    source = PythonFile(network, class: code, blocks: writer).text
  }

  /// Writes the weights, `name.safetensors` beside `name.py`.
  ///
  /// - Throws: `FileError`.
  public func saveWeights(to url: URL) throws { try weights.save(to: url) }
}
