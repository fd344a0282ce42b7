import LessonKit

// What a file of weights may hold, and what the authors' PyTorch code calls it.

extension Players {
  /// The four networks. Of the authors' discriminators, D_A is the one that G_A plays against, which judges pictures
  /// of B.
  ///
  /// - Parameters: as the generators were made.
  func startingNetworks(blocks: Int, downsamplings: Int, _ normalization: Normalization) -> [StartingNetwork]
  {
    let layout = StartingNetwork.Layout(
      namesInAuthorsCode(blocks: blocks, downsamplings: downsamplings),
      obstacle: normalization == .everywhere
        ? nil : "the authors' generator normalizes everywhere: --set normalization=everywhere")
    return [
      StartingNetwork("players.g", g, prefix: "netG_A", layouts: [layout]),
      StartingNetwork("players.f", f, prefix: "netG_B", layouts: [layout]),
      StartingNetwork("players.discriminatorA", discriminatorA, isOptional: true, prefix: "netD_B"),
      StartingNetwork("players.discriminatorB", discriminatorB, isOptional: true, prefix: "netD_A"),
    ]
  }
}

/// The authors' names of a generator's layers that have weights, in the order of `makeGenerator`'s layers. The numbers
/// of their sequence also count mirrored edges, norms and activations (`ResnetGenerator`).
private func namesInAuthorsCode(blocks: Int, downsamplings: Int) -> [String] {
  let firstBlock = 4 + 3 * downsamplings
  let firstEnlarging = firstBlock + blocks
  return ["model.1"] + (0..<downsamplings).map { "model.\(4 + 3 * $0)" }
    + (0..<blocks).flatMap { block in [1, 5].map { "model.\(firstBlock + block).conv_block.\($0)" } }
    + (0..<downsamplings).map { "model.\(firstEnlarging + 3 * $0)" }
    + ["model.\(firstEnlarging + 3 * downsamplings + 1)"]
}
