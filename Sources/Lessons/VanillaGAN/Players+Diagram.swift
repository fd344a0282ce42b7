import Figures
import GANKit

extension Players {
  /// Both players, drawn from their layers.
  var diagram: NetworkDiagram {
    NetworkDiagram("Two networks of dense layers")
      .network("G", generator, input: [latentSize], from: "noise z", to: "image", colour: .generator)
      .network("D", discriminator, input: [28, 28, 1], from: "image", to: "logit", colour: .discriminator)
  }
}
