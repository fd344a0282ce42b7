import DataFolders
import Datasets
import Figures
import GANKit
import Judges
import LessonKit

extension Run {
  /// The classifier that judges generated digits: trained once, then taken from the cache.
  /// - Throws: `Interrupted`; `FileError` if the cache cannot be written.
  public func digitClassifier(for digits: DigitData) throws -> DigitClassifier {
    try DigitClassifier.trained(on: digits, cache: cacheFolder) { _ in try checkInterruption() }
  }
}

extension Report {
  /// The same classifier; its accuracy on the test images is recorded as the metric `classifierAccuracy`.
  /// - Throws: `Interrupted`; `FileError` if the cache cannot be written.
  public func digitClassifier(for digits: DigitData) throws -> DigitClassifier {
    let classifier = try run.digitClassifier(for: digits)
    metric("classifierAccuracy", classifier.accuracy(on: digits.test))
    return classifier
  }

  /// Records how good generated digits are, and saves them as samples and a chart of the digits that are read in them.
  ///
  /// - Parameters:
  ///   - images: `[N, 28, 28, 1]`.
  ///   - quality: the judge's verdict on them.
  ///   - source: of the digits that G learnt from.
  /// - Throws: `FileError`; `Interrupted`.
  public func generatedDigits(_ images: Tensor, _ quality: DigitQuality, trainedOn source: DataSource) throws
  {
    metric("digitScore", quality.digitScore)
    metric("frechetDistance", quality.frechetDistance)
    metric("smallestShare", quality.smallestShare)
    try samples("generated", images)
    try figure(
      "classes",
      Chart("What the classifier reads", x: "digit", y: "share of the samples")
        .bars("", (0..<10).map(String.init), quality.classShares, colour: .generated)
        .reference(y: 0.1, "equally frequent")
        .caption("\(images.shape[0]) generated images. Trained on \(source.note)."))
  }
}
