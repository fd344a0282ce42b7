import Figures
import GANKit
import LessonKit

// The networks, and what they do before any training.

extension SRGANLesson {
  func showNetworks(_ report: Report) throws {
    let patch = run[Self.patch]
    report.table(of: srresnet.network, named: "G", input: [patch / 4, patch / 4, 3])
    report.table(of: players.discriminator, named: "D", input: [patch, patch, 3])
    report.table(of: features.body, named: "features", input: [patch, patch, 3])
    try report.figure("generator", srresnet.diagram(size: patch / 4))
    try report.figure("discriminator", players.diagramOfDiscriminator(size: patch))
    report.metric("parametersG", srresnet.parameterCount)
    report.metric("parametersD", players.discriminator.parameterCount)
    report.metric("parametersF", features.parameterCount)
    let random = run.random("untrained")
    let (small, sharp) = patches.next(8, random)
    let fake = srresnet(small, .inference)
    let lossD = discriminatorLoss(
      onReal: players.discriminator(sharp, .training(random)),
      onFake: players.discriminator(fake, .training(random))
    ).scalar
    let psnr = pictures.test.psnr(of: srresnet)
    report.metric("untrainedPSNR", psnr)
    report.metric("untrainedLossD", lossD)
    try showShuffle(report)
  }

  private func showShuffle(_ report: Report) throws {
    // snippet.shuffle
    let channels = Tensor((0..<36).map { Float($0 % 4 * 10 + $0 / 4) }, shape: [1, 3, 3, 4])
    let pixels = channels.pixelShuffled(2)
    // snippet.end
    let planes = (0..<4).map { channel in
      NumberGrid(
        "channel \(channel)", channels.sliced(axis: 3, channel..<channel + 1).reshaped(to: [3, 3]),
        range: 0...40)
    }
    try report.figure(
      "shuffle",
      NumberGrids(
        "Four channels become one of twice the size",
        [
          Array(planes[..<3]) + [
            planes[3].followed(by: "→"), NumberGrid("laid out", pixels.reshaped(to: [6, 6]), range: 0...40),
          ]
        ]))
    report.check("No number is lost or made up", pixels.scalars.sorted() == channels.scalars.sorted())
  }
}
