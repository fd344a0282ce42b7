import Datasets
import Figures
import Foundation
import GANKit
import LessonKit

// The same networks on buildings: photos and label maps.

extension CycleGANLesson {
  func trainOnBuildings(_ report: Report) throws {
    _ = try train(
      builders, on: buildings, steps: run[Self.buildingIterations], named: "buildings", stream: "buildings",
      state: [], health: TrainingHealth(of: builders), report)
    let (toLabels, toPhotos) = scores(builders, on: buildings, judge: nil)
    try showRows(
      "photo-to-labels", buildings.testA, toLabels, truth: buildings.truth?.ofA,
      labels: ["photo a", "G(a)", "the truth", "F(G(a))"], buildings, report)
    try showRows(
      "labels-to-photo", buildings.testB, toPhotos, truth: buildings.truth?.ofB,
      labels: ["labels b", "F(b)", "the truth", "G(F(b))"], buildings, report)
    showTable([("photo to labels", toLabels), ("labels to photo", toPhotos)], report)
    record(toLabels, "ToLabels", report)
    record(toPhotos, "ToPhotos", report)
    // snippet.baseline
    func errorOfMean(_ seen: Tensor, _ truth: Tensor) -> Float {
      meanAbsoluteError(seen.mean(axes: [0], keepingDimensions: true), truth).scalar
    }
    // snippet.end
    if let truth = buildings.truth {
      func seen(_ collection: PictureCollection) throws -> Tensor {
        let (images, side) = (try collection.sample(1000), run[Self.size])
        return run[Self.jitter] ? images.resized(height: side, width: side, .bicubic) : images
      }
      report.metric("errorOfMeanLabels", errorOfMean(try seen(buildings.trainB), truth.ofA))
      report.metric("errorOfMeanPhoto", errorOfMean(try seen(buildings.trainA), truth.ofB))
    }
    let message = Message(builders, of: buildings.testA, truth: buildings.truth?.ofA)
    let labels = (buildings.names.a, "the true \(buildings.names.b)")
    try showMessage("hidden-message", message, labels: labels, gain: 4, buildings, report)
    try showNoise("message-noise", message, labels: labels, buildings, report)
    try report.samples("labels-to-photo", toPhotos.translated)
  }
}
