import Figures
import GANKit
import Judges
import LessonKit
import Pictures

// What SRGAN's training brought, beside the ways to enlarge that came before it and the control.

extension SRGANLesson {
  /// A way to enlarge pictures, and its name in figures and in metrics.
  private struct Way {
    let name, key: String
    let colour: Colour
    let pictures: [Image]
  }

  func showPlayersResults(_ report: Report) throws {
    let judge = PictureJudge(pictures.test, judgeFeatures)
    let ways = [
      Way(
        name: "bicubic", key: "bicubic", colour: .reference, pictures: pictures.test.map(\.bicubicPicture)),
      Way(name: "SRResNet", key: "srresnet", colour: .accent, pictures: enlarged(by: srresnet)),
      Way(name: "no adversary", key: "control", colour: .discriminator, pictures: enlarged(by: control)),
      Way(name: "SRGAN", key: "srgan", colour: .generator, pictures: enlarged(by: players.generator)),
    ]
    let qualities = ways.map { judge.quality(of: $0.pictures) }
    report.table(
      Self.columns,
      zip(ways, qualities).map { [$0.name] + Self.cells($1) }
        + [["truth"] + Self.cells(judge.quality(of: pictures.test.map(\.sharp)))])
    for (way, quality) in zip(ways, qualities) { record(quality, as: way.key, report) }
    report.metric("trueGrid", judge.quality(of: pictures.test.map(\.sharp)).grid)
    try report.figure(
      "crops",
      comparison(
        pictures.test,
        zip(ways, qualities).map { ("\($0.name)\n\(format($1.fidelity.psnr, 1)) dB", $0.pictures) },
        caption: dataNote))
    try report.figure(
      "spectrum",
      Self.chart(
        [("truth", Spectrum(of: pictures.test.map(\.sharp)), .real)]
          + ways.map { ($0.name, Spectrum(of: $0.pictures), $0.colour) }, caption: dataNote))
    if !pictures.photographs.isEmpty { showPhotographs(report) }
    let shown = Array(zip(pictures.test, ways[3].pictures).prefix(8))
    try report.samples(
      "crops", concatenate(shown.map { pair, picture in Tensor([Crop(of: pair).cut(picture)]) }))
  }

  private func enlarged(by generator: Generator) -> [Image] {
    pictures.test.map { $0.enlarged(by: generator) }
  }

  /// How far what was learnt from drawn scenes carries over to photographs.
  private func showPhotographs(_ report: Report) {
    let rows = [
      ("bicubic", "Bicubic", pictures.photographs.map(\.bicubicPicture)),
      ("SRResNet", "SRResNet", pictures.photographs.map { $0.enlarged(by: srresnet) }),
      ("SRGAN", "SRGAN", pictures.photographs.map { $0.enlarged(by: players.generator) }),
    ].map { name, key, found -> [String] in
      let mean = PictureFidelity.mean(zip(pictures.photographs, found).map { $0.fidelity(of: $1) })
      report.metric("photograph\(key)PSNR", mean.psnr)
      return [name, format(mean.psnr, 2), format(mean.ssim, 3)]
    }
    report.table(["photographs of Set5", "PSNR, dB", "SSIM"], rows)
  }
}
