import Figures
import GANKit

// The networks, drawn from their layers.

extension UNetLevel: CompositeLayer {
  /// What `callAsFunction` does, step by step.
  var parts: [NetworkPart] {
    var layers: [any Layer] = isOutermost ? [down] : [Activate(.leakyReLU(0.2)), down]
    if let downNorm { layers.append(downNorm) }
    layers += below
    layers += [Activate(.relu), up]
    if let upNorm { layers.append(upNorm) }
    if let dropout { layers.append(dropout) }
    let path = layers.map { NetworkPart.layer($0) }
    return hasSkip ? [.skip(.concatenation, around: path)] : path
  }
}

extension UNet: CompositeLayer {
  public var parts: [NetworkPart] { [.layer(outermost)] }
}

extension Players {
  /// - Parameter size: the height and width of the images.
  func diagramOfGenerator(size: Int) -> NetworkDiagram {
    NetworkDiagram("The generator: a U-Net")
      .network("G", generator, input: [size, size, 3], from: "input", to: "translation", colour: .generator)
  }

  /// - Parameter size: the height and width of the images.
  func diagramOfDiscriminator(size: Int) -> NetworkDiagram {
    NetworkDiagram("The discriminator: one logit for each patch")
      .network(
        "D", discriminator, input: [size, size, 6], from: "pair", to: "logits", colour: .discriminator)
  }
}
