import Figures

/// The game in one picture: what each player gets, and what it learns from.
func gameDiagram() -> BlockDiagram {
  BlockDiagram("The game", columns: 6, rows: 2)
    .key("what is computed")
    .key("gradient of G's loss", colour: .generator, isDashed: true)
    .key("gradient of D's loss", colour: .discriminator, isDashed: true)
    .block("z", "noise", .vector, column: 0, row: 0)
    .block("G", "generator", .widening, column: 1.15, row: 0, colour: .generator)
    .block("G(z)", "a fake", column: 2.4, row: 0, colour: .generated)
    .block("data", "training set", .stack, column: 1.15, row: 1, colour: .real)
    .block("x", "a real sample", column: 2.4, row: 1, colour: .real)
    .block("D", "discriminator: real?", .narrowing, column: 3.6, row: 0.5, tall: 1, colour: .discriminator)
    .block("G's loss", "small if D takes\nfakes for real", column: 5, row: 0, colour: .generator)
    .block("D's loss", "small if D tells\nthem apart", column: 5, row: 1, colour: .discriminator)
    .arrow("z", "G")
    .arrow("G", "G(z)")
    .arrow("G(z)", "D")
    .arrow("data", "x")
    .arrow("x", "D")
    .arrow("D", "G's loss")
    .arrow("D", "D's loss")
    .arrow("G's loss", "D", leaving: .left, entering: .right, colour: .generator, isDashed: true, offset: 18)
    .arrow("D", "G(z)", leaving: .left, entering: .right, colour: .generator, isDashed: true, offset: 18)
    .arrow("G(z)", "G", leaving: .left, entering: .right, colour: .generator, isDashed: true, offset: 18)
    .arrow(
      "D's loss", "D", leaving: .left, entering: .right, colour: .discriminator, isDashed: true, offset: -18
    )
    .caption(
      "In D's turn, its gradient changes D. In G's turn, its gradient passes through D, which stays as it is, and "
        + "through the fake, and changes G."
    )
    .described(
      as:
        "Noise z enters the generator G, which makes a fake, G(z). A real sample x comes from the data. Both enter the "
        + "discriminator D. From its answers follow G's loss and D's loss. Dashed arrows show where gradients flow: that of "
        + "D's loss back to D, that of G's loss back through D and the fake to G.")
}
