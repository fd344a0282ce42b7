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
    let alone = judge.quality(of: pictures.test.map { $0.enlarged(by: control) })
    report.table(
      ["share of SRGAN"] + Self.columns.dropFirst(),
      [["bicubic"] + Self.cells(bicubic), ["no adversary"] + Self.cells(alone)]
        + zip(shares, found).map { [format(Double($0), 1)] + Self.cells($1) })
    report.metric("lostPSNR", found[0].fidelity.psnr - found[found.count - 1].fidelity.psnr)
    report.metric("wonDistance", found[0].frechetDistance - found[found.count - 1].frechetDistance)
    report.metric("halfwayPSNR", found[2].fidelity.psnr)
    report.metric("halfwayDistance", found[2].frechetDistance)
    report.metric("halfwayDetail", found[2].detail)
    let others = [("bicubic", bicubic, Colour.reference), ("no adversary", alone, .discriminator)]
    let panels = [
      plane(
        shares, found, others, "Frechet distance (low: like sharp ones)", \.frechetDistance
      ).logarithmicY(),
      plane(shares, found, others, "fine detail (1: like the truth)", \.detail)
        .reference(y: 1, "truth"),
    ]
    try report.figure(
      "plane", Panels("Perception against distortion", columns: 2, panels).caption(dataNote))
    try report.figure(
      "crops",
      comparison(
        pictures.test,
        [0, 2, 4, 5].map { ("share \(format(Double(shares[$0]), 1))", enlarged[$0]) }, rows: 3,
        caption: dataNote))
  }

  /// One measure of perception over the PSNR: the mixtures as a curve, other methods as points.
  private func plane(
    _ shares: [Float], _ found: [Quality], _ others: [(name: String, quality: Quality, colour: Colour)],
    _ axis: String, _ perception: KeyPath<Quality, Double>
  ) -> Chart {
    let (psnr, values) = (found.map(\.fidelity.psnr), found.map { $0[keyPath: perception] })
    var chart = Chart("", x: "PSNR, dB (right: closer to the truth)", y: axis)
      .size(height: 420)
      .line("SRResNet to SRGAN", psnr, values, colour: Palette.generator)
      .scatter("", psnr, values, colour: Palette.generator, radius: 4)
    // A label at every mixture would hide the curve.
    for (share, point) in zip(shares, zip(psnr, values)) where [0, 0.4, 1].contains(share) {
      let name = share == 0 ? "SRResNet" : share == 1 ? "SRGAN" : format(Double(share), 1)
      chart = chart.note(name, x: point.0, y: point.1)
    }
    for other in others {
      let (x, y) = (other.quality.fidelity.psnr, other.quality[keyPath: perception])
      chart = chart.scatter(other.name, [x], [y], colour: other.colour, radius: 6)
    }
    return chart
  }
}
