import GANKit

@testable import NetworkExport

/// A network of a few layers, to be exported.
func exported(
  _ input: NetworkInput, @LayerBuilder _ layers: () -> [any Layer]
) throws -> ExportedNetwork {
  try ExportedNetwork(Sequential(layers()), name: "a", about: "A \"test\".", input: input, version: "0")
}
