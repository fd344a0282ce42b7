import Figures
import GANKit
import LessonKit

// The labels of the images, and two ways to give one to a layer.

extension ConditionalGANLesson {
  func showLabels(_ report: Report) throws {
    report.table(
      ["", "images"] + (0..<10).map(String.init),
      [("train", digits.train), ("test", digits.test)].map { name, set in
        [name, "\(set.count)"] + (0..<10).map { digit in "\(set.labels.count { $0 == digit })" }
      })
    let rows = (0..<10).map { digit in
      Array(digits.train.labels.indices.lazy.filter { self.digits.train.labels[$0] == digit }.prefix(10))
    }
    report.metric("images", digits.train.count)
    report.metric("rarest", (0..<10).map { digit in digits.train.labels.count { $0 == digit } }.min() ?? 0)
    try report.figure(
      "classes",
      ImageGrid(
        digits.train.images.gathered(rows: rows.flatMap { $0 }), columns: 10,
        caption: "Real images, a row for each label: \(digits.source.note).",
        rowLabels: (0..<10).map(String.init)))
    try compareOneHotAndEmbedding(report)
  }

  /// A dense layer over joined noise and one-hot label, beside the same sums with a row looked up.
  private func compareOneHotAndEmbedding(_ report: Report) throws {
    // snippet.embedding
    let random = run.random("labels")
    let weight = Tensor.normal([latentSize + 10, 64], using: random)
    let z = noise(3, using: random)
    let labels = [3, 0, 7]
    let joined = matmul(concatenate([z, .oneHot(labels, classes: 10)], axis: 1), weight)
    let embeddings = weight.rows(latentSize..<latentSize + 10)
    let added = matmul(z, weight.rows(0..<latentSize)) + embeddings.gathered(rows: labels)
    // snippet.end
    let gap = abs(joined - added).scalars.max() ?? 0
    report.metric("largestGap", gap)
    report.check("Concatenating a one-hot label adds a row of the weight matrix", gap < 1e-4)
  }
}
