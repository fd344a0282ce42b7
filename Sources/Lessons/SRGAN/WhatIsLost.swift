import Figures
import GANKit
import Judges
import LessonKit

// Many sharp pictures shrink to the same small one: what is lost cannot be computed, only guessed.

extension SRGANLesson {
  func showWhatIsLost(_ report: Report) throws {
    let pair = pictures.test[0]
    let crop = Crop(of: pair)
    let truth = Tensor([crop.cut(pair.sharp)])
    let other = Tensor([
      Crop(of: pictures.test[pictures.test.count - 1]).cut(pictures.test[pictures.test.count - 1].sharp)
    ])
    // snippet.family
    let small = shrunk(truth)
    let detail = truth - bicubic(small)
    let foreign = 0.5 * (other - bicubic(shrunk(other)))
    let noise = 0.15 * Tensor.normal(truth.shape, using: run.random("noise"))
    let candidates = [truth, bicubic(small) - detail, bicubic(small) + foreign, bicubic(small) + noise]
      .map { consistent($0, with: small) }
    // snippet.end
    let worst = candidates.map { abs(shrunk($0) - small).scalars.max() ?? 0 }.max() ?? 0
    report.metric("largestDifference", 127.5 * worst)
    report.check(
      "All candidates shrink to the same small picture, to within half of one of 256 grey levels",
      127.5 * worst < 0.5)
    let mean = candidates.reduce(Tensor.zeros(truth.shape), +) * (1 / Float(candidates.count))
    try show(candidates, mean, small, report)
    showWhoErrsLeast(candidates, mean, report)
    try showSpectrum(report)
  }

  private func show(_ candidates: [Tensor], _ mean: Tensor, _ small: Tensor, _ report: Report) throws {
    let squares = small.resized(height: Crop.side, width: Crop.side, .area)
    try report.figure(
      "family",
      ImageGrid(
        concatenate([squares] + candidates + [mean]), columns: 6,
        caption:
          "Four pictures that shrink to the same small one, and their mean. From \(pictures.testSource.note).",
        columnLabels: ["small", "truth", "negative detail", "foreign detail", "noise", "mean"]))
  }

  /// If all candidates are equally likely to be the truth, how far off is a guess on average?
  private func showWhoErrsLeast(_ candidates: [Tensor], _ mean: Tensor, _ report: Report) {
    let guesses = zip(["truth", "negative detail", "foreign detail", "noise", "mean"], candidates + [mean])
    var errors: [Double] = []
    var rows: [[String]] = []
    for (name, guess) in guesses {
      let error =
        candidates.reduce(0.0) { $0 + Double(meanSquaredError(guess, $1).scalar) } / Double(candidates.count)
      errors.append(error)
      rows.append([name, format(error, 4), format(meanGradientMagnitude(of: guess), 3)])
    }
    report.table(["guess", "expected squared error", "mean gradient magnitude"], rows)
    report.metric("errorOfTruth", errors[0])
    report.metric("errorOfMean", errors[errors.count - 1])
    report.check("The mean has the least expected squared error", errors.min() == errors.last)
  }

  private func showSpectrum(_ report: Report) throws {
    let (truth, enlarged) = (
      Spectrum(of: pictures.test.map(\.sharp)), Spectrum(of: pictures.test.map(\.bicubicPicture))
    )
    report.metric("energyAbove", truth.share(above: 0.125))
    report.metric("energyAboveBicubic", enlarged.share(above: 0.125, of: truth))
    try report.figure(
      "spectrum",
      Self.chart(
        [("truth", truth, .real), ("bicubic", enlarged, .reference)],
        caption: "From \(pictures.testSource.note)."))
  }

  /// Power over frequency, each curve with its name and colour.
  static func chart(_ curves: [(String, Spectrum, Colour)], caption: String) -> Chart {
    var chart = Chart(
      "Power spectrum along rows", x: "frequency, cycles per pixel",
      y: "mean power of the luminance"
    ).logarithmicY().reference(x: 0.125, "Nyquist frequency of the small picture")
    for (name, spectrum, colour) in curves {
      chart = chart.line(name, spectrum.frequencies, spectrum.power, colour: colour)
    }
    return chart.caption(caption)
  }
}

// snippet.consistent
/// The small picture of `[N, H, W, C]`: a quarter as wide and as high.
func shrunk(_ x: Tensor) -> Tensor {
  x.resized(height: x.shape[1] / 4, width: x.shape[2] / 4, .bicubic)
}

/// A picture close to a guess that lies in [-1, 1] and shrinks to the given small picture. The error of the
/// small picture is enlarged and added until it is below 0.3 of one of 256 grey levels (Irani and Peleg
/// 1991).
func consistent(_ guess: Tensor, with small: Tensor) -> Tensor {
  var x = guess
  for _ in 0..<2000 {
    let gap = small - shrunk(x)
    if (abs(gap).scalars.max() ?? 0) < 0.3 / 127.5 { break }
    x = (x + bicubic(gap)).clamped(to: -1...1)
  }
  return x
}
// snippet.end

extension Tensor {
  /// Replaces values outside a range by its nearest end.
  func clamped(to range: ClosedRange<Float>) -> Tensor {
    Tensor(scalars.map { min(max($0, range.lowerBound), range.upperBound) }, shape: shape)
  }
}
