import Figures
import GANKit

extension Players {
  /// One generator and one discriminator, drawn from their layers; the other two have the same.
  ///
  /// - Parameter size: the height and width of the pictures.
  func diagram(size: Int) -> NetworkDiagram {
    NetworkDiagram("A generator and a discriminator of CycleGAN")
      .network("G", g, input: [size, size, 3], from: "a", to: "G(a)", colour: .generator)
      .network(
        "D_B", discriminatorB, input: [size, size, 3], from: "b or G(a)", to: "logits",
        colour: .discriminator)
  }
}
