import Figures
import GANKit
import LessonKit

// Both directions side by side: a picture to look at, of a training that is as long as one likes.

extension Pix2PixLesson {
  /// Trains a second pair of players in the opposite direction, and shows what both make of the same buildings.
  /// - Parameter outputs: the translations of all test inputs in this run's direction.
  func showBothWays(_ outputs: Tensor, _ report: Report) throws {
    let count = run[Self.reverseIterations]
    guard count > 0 else { return }
    let other = pictures.reversed
    let variant = Variant(
      name: "the other direction", key: "reverse", loss: GeneratorLoss(lambda: run[Self.lambda]))
    let (reverse, _) = try train(variant, on: other, iterations: count, stream: "reverse", report)
    let rows = pictures.examples(6)
    let made = (
      outputs.gathered(rows: rows),
      reverse.generator.translations(
        of: other.testInputs.gathered(rows: rows), noise: run.random("reverse translations"))
    )
    let (photos, maps) = pictures.direction == .labelsToPhoto ? made : (made.1, made.0)
    // A building a row: each real half, and what is made of it.
    let tiles = rows.indices.flatMap { place in
      let row = rows[place]
      return [
        pictures.testMaps.rows(row..<row + 1), photos.rows(place..<place + 1),
        pictures.testPhotos.rows(row..<row + 1), maps.rows(place..<place + 1),
      ]
    }
    try report.figure(
      "both-ways",
      ImageGrid(
        concatenate(tiles), columns: 4, scale: pictures.scale,
        caption:
          "Test pairs of \(pictures.source.note), spread evenly over the set. None was selected. \(run[Self.iterations]) and \(count) iterations, \(run[Self.size])x\(run[Self.size]) pixels.",
        columnLabels: ["map", "photo from map", "photo", "map from photo"]))
  }
}
