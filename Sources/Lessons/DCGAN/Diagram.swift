import Figures
import GANKit

/// A pair of players, drawn from their layers.
func diagram(
  _ title: String, _ generator: Sequential, _ discriminator: Sequential, image: Shape, of content: String
) -> NetworkDiagram {
  NetworkDiagram(title)
    .network("G", generator, input: [latentSize], from: "noise z", to: content, colour: .generator)
    .network("D", discriminator, input: image, from: content, to: "logit", colour: .discriminator)
}
