import Foundation
import GANKit
import Pictures

/// Networks drawn from their own layers: a slab for what each layer computes, an arrow for the layer itself.
///
/// ```swift
/// NetworkDiagram("The two networks")
///   .network("G", generator, input: [100], from: "noise", to: "image", colour: .generator)
///   .network("D", discriminator, input: [28, 28, 1], from: "image", to: "logit", colour: .discriminator)
/// ```
///
/// A slab's height and depth follow the height and width of the images, its thickness the number of channels. Long
/// networks continue on a second line; one whose two halves are joined by skips is drawn as a U; of residual blocks that
/// follow each other, one is drawn. Everything that is written comes from the layers.
public struct NetworkDiagram: VectorFigure, Equatable {
  var title: String
  var caption = ""
  var networks: [DrawnNetwork] = []

  /// A diagram without networks.
  ///
  /// - Parameter title: what the diagram shows.
  public init(_ title: String = "") { self.title = title }

  /// Adds a network below the others.
  ///
  /// - Parameters:
  ///   - name: how it is called.
  ///   - network: what is drawn; one input of zeros goes through it.
  ///   - input: the shape of an input, without the batch axis.
  ///   - from: what goes in, in a word or two.
  ///   - to: what comes out.
  ///   - colour: of what the layers compute between input and output.
  public func network(
    _ name: String, _ network: any Layer, input: GANKit.Shape, from: String, to: String, colour: Colour
  ) -> NetworkDiagram {
    var copy = self
    copy.networks.append(
      DrawnNetwork(
        name: name, outline: NetworkOutline(NetworkTable(network, input: input)), input: from, output: to,
        colour: colour))
    return copy
  }

  /// Small print below the diagram, before the explanation of its abbreviations.
  public func caption(_ text: String) -> NetworkDiagram {
    var copy = self
    copy.caption = text
    return copy
  }

  /// The diagram as a PNG file, two pixels per point.
  public func png() throws -> Data {
    let layout = NetworkDiagramLayout(self, Typesetter())
    return try PNG.encode(Canvas.image(layout.size) { layout.sketch.draw(on: $0) })
  }

  /// The diagram as an SVG file.
  public func svg() throws -> Data {
    let layout = NetworkDiagramLayout(self, Typesetter())
    return Canvas.svg(layout.size, FigureWords(title: title, description: plainDescription)) { layout.sketch.draw(on: $0) }
  }
}

/// A network, its name and what goes in and out.
struct DrawnNetwork: Equatable, Sendable {
  var name: String
  var outline: NetworkOutline
  var input: String
  var output: String
  var colour: Colour

  /// Input and output have the colour of data, what lies between that of the network.
  func tint(ofStage stage: Int) -> Colour {
    stage < 0 || stage == outline.stages.count - 1 ? Palette.paleInk : colour
  }
}
