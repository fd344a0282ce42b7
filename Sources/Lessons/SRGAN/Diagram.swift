import Figures
import GANKit
import Pictures

// The networks, drawn from their layers.

/// The bicubic enlargement as a layer.
struct BicubicEnlargement: FilterLayer {
  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { bicubic(x) }

  var operations: [LayerOperation] { [.upsampling(4, name: "bicubic")] }

  var filter: ChannelFilter { ChannelFilter(enlargingBy: 4, .bicubic) }
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
