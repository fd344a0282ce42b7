import Figures
import GANKit
import LessonKit

// Paths through the latent space.

extension DCGANLesson {
  func walkLatentSpace(_ report: Report) throws {
    // snippet.walk
    let corners = noise(4, using: run.random("walk"))
    let corner = { (index: Int) in corners.rows(index..<index + 1).reshaped(to: [latentSize]) }
    let left = LatentSpace.arc(from: corner(0), to: corner(1), count: 8)
    let right = LatentSpace.arc(from: corner(2), to: corner(3), count: 8)
    let rows = (0..<8).map { row in
      LatentSpace.arc(
        from: left.rows(row..<row + 1).reshaped(to: [latentSize]),
        to: right.rows(row..<row + 1).reshaped(to: [latentSize]), count: 12)
    }
    let map = average.model(concatenate(rows), .inference)
    // snippet.end
    try report.figure(
      "map",
      ImageGrid(
        map, columns: 12, caption: "Four noise vectors in the corners, and points on the arcs between them."))
    // How far each picture is from the one to its right, beside pictures of unrelated noise.
    let steps = map.reshaped(to: [8, 12, 784])
    let neighbours = abs(steps.sliced(axis: 1, 1..<12) - steps.sliced(axis: 1, 0..<11)).mean().scalar
    let strangers = generate(400, "strangers")
    let far = abs(strangers.rows(0..<200) - strangers.rows(200..<400)).mean().scalar
    report.table(
      ["", "mean change of a pixel"],
      [
        ["between neighbours on an arc", format(neighbours, 3)],
        ["between unrelated pictures", format(far, 3)],
      ])
    report.metric("neighbourDifference", neighbours)
    report.metric("strangerDifference", far)
  }
}
