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
    try report.figure(
      "crops",
      comparison(
        pictures.test, [("bicubic \(format(mean.psnr, 1)) dB", enlarged)],
        caption: "The parts where bicubic enlargement is worst. From \(pictures.testSource.note)."))
  }
}
