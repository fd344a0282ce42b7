import Datasets
import Figures
import GANKit
import LessonKit

// A picture of both players in the plane: what D decides everywhere, and where G's points are.

extension GANTheoryLesson {
  private static let grid = PlotGrid(x: -3.2...3.2, y: -3.2...3.2, columns: 64, rows: 64)

  /// D on the grid, then points of G, then where D pulls those: all that a picture needs, as one tensor so that an
  /// interrupted run can keep it.
  func planeValues(_ players: Players? = nil, _ points: Tensor? = nil) -> Tensor {
    let players = players ?? self.players
    let points =
      points ?? players.generator(players.noise(400, using: run.random("pictures")), .inference)
    let cells = Self.grid.points.flatMap { [Float($0.x), Float($0.y)] }
    let field = sigmoid(players.discriminator(Tensor(cells, shape: [cells.count / 2, 2]), .inference))
    let parts = [field, points, players.pull(on: points)].map { $0.reshaped(to: [$0.count]) }
    return concatenate(parts).reshaped(to: [1, 1, 1, parts.reduce(0) { $0 + $1.count }])
  }

  func planePicture(_ points: Tensor, title: String) -> Chart {
    planePicture(of: planeValues(players, points), title: title)
  }

  /// - Parameter pulls: whether arrows show where D pulls some of the points. Where many points lie in one spot, the
  ///   arrows would hide them.
  func planePicture(of planeValues: Tensor, title: String, pulls: Bool = true) -> Chart {
    let values = planeValues.scalars.map(Double.init)
    let cells = Self.grid.columns * Self.grid.rows
    let points = (values.count - cells) / 4
    let axis = { (from: Int, offset: Int) in (0..<points).map { values[from + 2 * $0 + offset] } }
    let (xs, ys) = (axis(cells, 0), axis(cells, 1))
    let (dxs, dys) = (axis(cells + 2 * points, 0), axis(cells + 2 * points, 1))
    let real = Ring.points(400, using: run.random("pictures real")).scalars.map(Double.init)
    let picture = Chart(title)
      .heatMap(
        "D", Array(values[..<cells]), on: Self.grid, range: 0...1, map: Palette.diverging, contours: [0.5]
      )
      .scatter(
        "real", stride(from: 0, to: real.count, by: 2).map { real[$0] },
        stride(from: 1, to: real.count, by: 2).map { real[$0] }, colour: .real, radius: 1.6
      )
      .scatter("generated", xs, ys, colour: .generated, radius: pulls ? 1.8 : 2.6)
      .xRange(-3.2...3.2).yRange(-3.2...3.2).equalAspect()
    guard pulls else { return picture }
    // Arrows for a few points only: all of them would hide the picture.
    let few = stride(from: 0, to: points, by: max(1, points / 40)).map { $0 }
    return picture.arrows(
      "pull of D", few.map { xs[$0] }, few.map { ys[$0] }, few.map { dxs[$0] }, few.map { dys[$0] },
      colour: .generator)
  }
}
