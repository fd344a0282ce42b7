import Figures
import GANKit

// The networks, drawn from their layers.

/// The bicubic enlargement as a layer.
struct BicubicEnlargement: Layer {
  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { bicubic(x) }

  var operations: [LayerOperation] { [.upsampling(4, name: "bicubic")] }
}

extension Generator: CompositeLayer {
  public var parts: [NetworkPart] {
    addsBicubic
      ? [.skip(.sum, around: network.parts, through: BicubicEnlargement())] : network.parts
  }

  /// - Parameter size: the height and width of the small pictures.
  func diagram(size: Int) -> NetworkDiagram {
    NetworkDiagram("The generator: SRResNet")
      .network("G", self, input: [size, size, 3], from: "input", to: "output", colour: .generator)
  }
}

extension Players {
  /// - Parameter size: the height and width of the pictures.
  func diagramOfDiscriminator(size: Int) -> NetworkDiagram {
    NetworkDiagram("The discriminator of SRGAN")
      .network(
        "D", discriminator, input: [size, size, 3], from: "picture", to: "logit", colour: .discriminator)
  }
}
