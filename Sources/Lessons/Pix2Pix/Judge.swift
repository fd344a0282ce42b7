import Figures
import GANKit
import Judges
import LessonKit

// Did it work? The paper's question: can a network that knows photos read the translations?

extension Pix2PixLesson {
  func judge(_ report: Report) throws {
    let outputs = players.generator.translations(of: pictures.testInputs, noise: run.random("translations"))
    let segmenter = try trainedSegmenter()
    let quality = measured(outputs, of: pictures, segmenter)
    let real = measured(pictures.testTargets, of: pictures, segmenter)
    report.table(
      ["", "translations", "real targets"],
      [
        row("pixels whose label agrees with the map", quality.accuracy, real.accuracy, 3),
        row("gradient magnitude", quality.sharpness, real.sharpness, 4),
        row("mean absolute error", quality.distance, real.distance, 3),
        row("structural similarity", quality.similarity, real.similarity, 3),
      ])
    let majority = segmenter.palette.majorityShare(of: pictures.testMaps)
    let others = segmenter.palette.agreementWithOthers(of: pictures.testMaps)
    report.table(
      ["agrees with the map, without looking at a picture", "share of the pixels"],
      [
        ["the most frequent label everywhere", format(majority, 3)],
        ["the map of another building", format(others, 3)],
      ])
    report.metric("majorityShare", majority)
    report.metric("otherMapAgreement", others)
    report.metric("accuracy", quality.accuracy)
    report.metric("realAccuracy", real.accuracy)
    report.metric("accuracyRatio", quality.accuracy / real.accuracy)
    report.metric("sharpnessRatio", quality.sharpness / real.sharpness)
    report.metric("distance", quality.distance)
    report.metric("similarity", quality.similarity)
    try showReadings(outputs, segmenter, report)
  }

  private func row(_ name: String, _ a: Double, _ b: Double, _ decimals: Int) -> [String] {
    [name, format(a, decimals), format(b, decimals)]
  }

  /// What the segmenter reads in real photos and in translations.
  private func showReadings(_ outputs: Tensor, _ segmenter: Segmenter, _ report: Report) throws {
    let rows = pictures.examples(5)
    let real = pictures.testPhotos.gathered(rows: rows)
    var images = [pictures.testMaps.gathered(rows: rows), real, reading(real, segmenter)]
    var labels = ["map", "real photo", "judge's reading"]
    if pictures.direction == .labelsToPhoto {
      let translated = outputs.gathered(rows: rows)
      images += [translated, reading(translated, segmenter)]
      labels += ["translation", "judge's reading"]
    }
    try report.figure(
      "readings",
      ImageGrid(
        concatenate(images), columns: rows.count, scale: pictures.scale,
        caption: "What the judge sees in real and in translated test images of \(pictures.source.note).",
        rowLabels: labels))
  }

  private func reading(_ photos: Tensor, _ segmenter: Segmenter) -> Tensor {
    segmenter.palette.map(of: segmenter.labels(of: photos), shape: photos.shape)
  }

  /// The judge, trained once on real photos, then taken from the cache.
  func trainedSegmenter() throws -> Segmenter {
    try Segmenter.trained(
      photos: pictures.trainPhotos, maps: pictures.trainMaps, size: run[Self.size],
      steps: run[Self.judgeIterations], cache: run.cacheFolder
    ) { try run.checkInterruption() }
  }

  // snippet.quality
  /// The quality of outputs for the test inputs.
  func measured(_ outputs: Tensor, of pictures: Pictures, _ segmenter: Segmenter) -> Quality {
    let palette = segmenter.palette
    let accuracy =
      switch pictures.direction {
      case .labelsToPhoto: segmenter.accuracy(of: outputs, maps: pictures.testInputs)
      // Label maps can be compared as they are.
      case .photoToLabels: palette.agreement(of: palette.labels(of: outputs), with: pictures.testTargets)
      }
    return Quality(of: outputs, targets: pictures.testTargets, accuracy: accuracy)
  }
  // snippet.end
}

/// The quality of translations.
struct Quality {
  /// The share of pixels whose predicted label agrees with the map.
  let accuracy: Double
  /// The mean gradient magnitude.
  let sharpness: Double
  /// The mean absolute error.
  let distance: Double
  /// The structural similarity.
  let similarity: Double

  init(of outputs: Tensor, targets: Tensor, accuracy: Double) {
    self.accuracy = accuracy
    sharpness = meanGradientMagnitude(of: outputs)
    distance = Double(meanAbsoluteError(outputs, targets).scalar)
    similarity = meanStructuralSimilarity(outputs, targets, range: 2)
  }
}
