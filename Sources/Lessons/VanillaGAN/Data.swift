import Figures
import LessonKit

// The digits that are to be imitated.

extension VanillaGANLesson {
  func showData(_ report: Report) throws {
    let images = digits.train.images
    report.table(
      ["", "images", "shape", "range"],
      [("train", digits.train), ("test", digits.test)].map { name, set in
        [name, "\(set.count)", "28 x 28 x 1", "-1 (black) to 1 (white)"]
      })
    report.metric("images", digits.train.count)
    report.metric("meanPixel", Double(images.mean().scalar))
    try report.figure(
      "digits", ImageGrid(images.rows(0..<100), columns: 10, caption: "Real images: \(digits.source.note)."))
    let counts = (0..<10).map { digit in Double(digits.train.labels.count { $0 == digit }) }
    try report.figure(
      "classes",
      Chart("How often each digit occurs", x: "digit", y: "images")
        .bars("", (0..<10).map(String.init), counts, colour: .real)
        .caption("Training images: \(digits.source.note)."))
  }
}
