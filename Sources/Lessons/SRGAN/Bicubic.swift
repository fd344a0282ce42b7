import Figures
import Judges
import LessonKit

// Enlargement by a formula, without learning.

extension SRGANLesson {
  func enlargeBicubically(_ report: Report) throws {
    // snippet.bicubic
    let enlarged = pictures.test.map(\.bicubicPicture)
    let fidelity = zip(pictures.test, enlarged).map { $0.fidelity(of: $1) }
    // snippet.end
    let mean = PictureFidelity.mean(fidelity)
    report.table(
      ["picture", "size", "PSNR, dB", "SSIM"],
      zip(pictures.test, fidelity).map { pair, found in
        [
          pair.name, "\(pair.sharp.width) x \(pair.sharp.height)", format(found.psnr, 2),
          format(found.ssim, 3),
        ]
      } + [["mean", "", format(mean.psnr, 2), format(mean.ssim, 3)]])
    report.metric("psnr", mean.psnr)
    report.metric("ssim", mean.ssim)
    if !pictures.photographs.isEmpty { checkMeasures(report) }
    try report.figure(
      "crops",
      comparison(
        pictures.test, [("bicubic\n\(format(mean.psnr, 1)) dB", enlarged)],
        caption: "The parts where bicubic enlargement is worst. From \(pictures.testSource.note)."))
  }

  /// Papers report what bicubic enlargement gives on these photographs, so that shrinking and measuring can be checked.
  private func checkMeasures(_ report: Report) {
    let fidelity = pictures.photographs.map { $0.fidelity(of: $0.bicubicPicture) }
    let mean = PictureFidelity.mean(fidelity)
    report.table(
      ["photograph", "PSNR, dB", "SSIM"],
      zip(pictures.photographs, fidelity).map { [$0.name, format($1.psnr, 2), format($1.ssim, 3)] }
        + [["mean", format(mean.psnr, 2), format(mean.ssim, 3)]])
    report.metric("photographPSNR", mean.psnr)
    report.metric("photographSSIM", mean.ssim)
  }
}
