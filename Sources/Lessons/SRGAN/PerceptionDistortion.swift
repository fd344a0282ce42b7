import Figures
import LessonKit

// Perception against distortion, measured for networks between SRResNet and SRGAN (network interpolation,
// Wang et al. 2018).

extension SRGANLesson {
  func showPerceptionDistortion(_ report: Report) throws {
    let judge = PictureJudge(pictures.test, judgeFeatures)
    // snippet.blend
    let blend = Self.generator(run, "blend")
    let shares: [Float] = [0, 0.2, 0.4, 0.6, 0.8, 1]
    let enlarged = shares.map { share in
      srresnet.mix(players.generator, share: share, into: blend)
      return pictures.test.map { $0.enlarged(by: blend) }
    }
    let found = enlarged.map(judge.quality)
    // snippet.end
    let bicubic = judge.quality(of: pictures.test.map(\.bicubicPicture))
    report.table(
      ["share of SRGAN", "PSNR, dB", "SSIM", "sharpness (truth 1)", "Frechet distance"],
      [["bicubic"] + Self.cells(bicubic)]
        + zip(shares, found).map { [format(Double($0), 1)] + Self.cells($1) })
    report.metric("lostPSNR", found[0].fidelity.psnr - found[found.count - 1].fidelity.psnr)
    report.metric("wonDistance", found[0].frechetDistance - found[found.count - 1].frechetDistance)
    report.metric("halfwayPSNR", found[2].fidelity.psnr)
    report.metric("halfwayDistance", found[2].frechetDistance)
    var chart = Chart(
      "Perception against distortion", x: "PSNR, dB (right: closer to the truth)",
      y: "Frechet distance (down: more like sharp pictures)"
    )
    .line(
      "from SRResNet to SRGAN", found.map(\.fidelity.psnr), found.map(\.frechetDistance),
      colour: Palette.generator
    )
    .scatter(
      "", found.map(\.fidelity.psnr), found.map(\.frechetDistance), colour: Palette.generator, radius: 4
    )
    for (share, quality) in zip(shares, found) {
      let name = share == 0 ? "SRResNet" : share == 1 ? "SRGAN" : format(Double(share), 1)
      chart = chart.note(name, x: quality.fidelity.psnr, y: quality.frechetDistance)
    }
    try report.figure("plane", chart.caption(dataNote))
    try report.figure(
      "crops",
      comparison(
        pictures.test,
        [0, 2, 4, 5].map { ("share \(format(Double(shares[$0]), 1))", enlarged[$0]) }, rows: 3,
        caption: dataNote))
  }
}
