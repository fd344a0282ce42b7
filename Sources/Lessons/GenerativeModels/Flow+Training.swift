import Datasets
import Figures
import Foundation
import GANKit
import LessonKit

// The flow: trained, inverted, and checked.

extension GenerativeModelsLesson {
  func trainFlow(_ report: Report) throws {
    // snippet.train
    _ = try maximiseLikelihood(
      of: flowOfPlane, named: "plane", on: ringTrain, iterations: run[Self.planeIterations], rate: 3e-3,
      report
    ) { x, _, _ in -flowOfPlane.logLikelihood(of: x).mean() }
    // snippet.end
    let train = GreyPixels.halved(digits.train.images)
    let history = try maximiseLikelihood(
      of: flow, named: "digits", on: train, iterations: run[Self.flowIterations], rate: 1e-3, report
    ) { levels, _, random in
      let x = GreyPixels.spread(levels, using: random)
      return -GreyPixels.logProbability(flow.logLikelihood(of: x), of: x).mean()
    }
    try report.likelihoodCurve(history, "Flow on digits of 14 x 14 pixels")
    try self.report(planeOfFlow(), report)
    try showMap(report)
    checkDensity(report)
    try judgeDigits(train, report)
  }

  func planeOfFlow() -> PlaneResult {
    let noise = Tensor.normal([1000, 2], using: run.random("flow plane"))
    return PlaneResult(
      "Flow", logDensity: flowOfPlane.logLikelihood, drawn: flowOfPlane.inverse(noise), test: ringTest)
  }

  /// A grid in the noise, and where the inverse map takes it; the data, and where the map takes them.
  private func showMap(_ report: Report) throws {
    let lines = (-4...4).flatMap { line in
      [true, false].map { isVertical in
        (0...80).flatMap { step -> [Float] in
          let (across, along) = (Float(line) * 0.6, Float(step) * 0.06 - 2.4)
          return isVertical ? [across, along] : [along, across]
        }
      }
    }
    func axes(_ x: Tensor) -> (xs: [Double], ys: [Double]) {
      let values = x.scalars.map(Double.init)
      return (
        stride(from: 0, to: values.count, by: 2).map { values[$0] },
        stride(from: 1, to: values.count, by: 2).map { values[$0] }
      )
    }
    var (noise, data) = (Chart("Noise"), Chart("Data"))
    for line in lines {
      let z = Tensor(line, shape: [81, 2])
      let (from, to) = (axes(z), axes(flowOfPlane.inverse(z)))
      noise = noise.line("", from.xs, from.ys, colour: Palette.reference)
      data = data.line("", to.xs, to.ys, colour: Palette.reference)
    }
    let points = ringTest.rows(0..<600)
    let (x, z) = (axes(points), axes(flowOfPlane.forward(points).z))
    try report.figure(
      "map",
      Panels(
        "The flow's map", columns: 2,
        [
          noise.scatter("data, mapped", z.xs, z.ys, colour: .real, radius: 1.6).xRange(-3.2...3.2)
            .yRange(-3.2...3.2).equalAspect(),
          data.scatter("data", x.xs, x.ys, colour: .real, radius: 1.6).xRange(-3.2...3.2)
            .yRange(-3.2...3.2).equalAspect(),
        ]
      ).caption(
        "Each line on the left is mapped to the line on the right, and each point on the right to one on the left."
      ))
  }

  /// Whether the inverse is one, the determinant the right one, and the density one.
  private func checkDensity(_ report: Report) {
    let x = ringTest.rows(0..<500)
    let (z, logDeterminant) = flowOfPlane.forward(x)
    let inverseError = abs(flowOfPlane.inverse(z) - x).maximum().scalar
    report.metric("inverseError", inverseError)
    report.check("the inverse is exact to 1e-4", inverseError < 1e-4)
    // The Jacobian matrix by central differences.
    let h: Float = 1 / 256
    let columns = [[h, 0], [0, h]].map { step -> Tensor in
      let step = Tensor(step, shape: [1, 2])
      return (flowOfPlane.forward(x + step).z - flowOfPlane.forward(x - step).z) * (1 / (2 * h))
    }
    let (a, b) = (columns[0].split(axis: 1, into: 2), columns[1].split(axis: 1, into: 2))
    let numerical = log(abs(a[0] * b[1] - a[1] * b[0])).reshaped(to: [x.shape[0]])
    let differences = abs(numerical - logDeterminant).scalars.sorted()
    report.metric("determinantError", differences[differences.count / 2])
    // Over a square that holds nearly all of the mass, in 512 x 512 cells.
    let fine = PlotGrid(x: -5...5, y: -5...5, columns: 512, rows: 512)
    let cells = Tensor(fine.points.flatMap { [Float($0.x), Float($0.y)] }, shape: [512 * 512, 2])
    let mass = cells.inPieces(of: 16_384) { exp(flowOfPlane.logLikelihood(of: $0)) }.sum().scalar
    let integral = Double(mass) * (10.0 / 512) * (10.0 / 512)
    report.metric("integral", integral)
    report.check("the density integrates to 1 within 1 %", Swift.abs(integral - 1) < 0.01)
  }

  private func judgeDigits(_ train: Tensor, _ report: Report) throws {
    let random = run.random("flow digits")
    let test = GreyPixels.halved(digits.test.images)
    func nats(_ levels: Tensor) -> Double {
      let values = levels.inPieces(of: 1000) { levels in
        let x = GreyPixels.spread(levels, using: random)
        return GreyPixels.logProbability(flow.logLikelihood(of: x), of: x)
      }
      return -Double(values.mean().scalar)
    }
    let ofTest = nats(test)
    report.metric("testNats", ofTest)
    report.metric("trainNats", nats(train.rows(0..<min(10_000, train.shape[0]))))
    likelihoods.flowBits = Float(ofTest / (196 * log(2.0)))
    report.metric("bitsPerPixel", likelihoods.flowBits)
    let x = GreyPixels.spread(test.rows(0..<1000), using: random)
    report.metric("digitsInverseError", abs(flow.inverse(flow.forward(x).z) - x).maximum().scalar)
    try report.figure(
      "samples",
      ImageGrid(
        GreyPixels.pixels(flow.inverse(.normal([100, 196], using: random))).reshaped(to: [100, 14, 14, 1]),
        columns: 10,
        caption: "Drawn by the flow, trained on \(digits.source.note), 14 x 14 pixels. Not selected."))
    try dropLatents(x, report)
  }

  /// What is left of images if some of their latent numbers are forgotten.
  private func dropLatents(_ x: Tensor, _ report: Report) throws {
    let z = flow.forward(x).z
    let order = run.random("forgotten").permutation(196)
    let pixels = GreyPixels.pixels(x)
    var (errors, pictures): ([Double], [Tensor]) = ([], [])
    let kept = [196, 190, 176, 147, 98, 49, 20]
    for count in kept {
      var mask = [Float](repeating: 0, count: 196)
      for place in order[..<count] { mask[place] = 1 }
      let back = GreyPixels.pixels(flow.inverse(z * Tensor(mask, shape: [1, 196])))
      errors.append(Double(square(back - pixels).mean().scalar).squareRoot())
      pictures.append(back.rows(0..<10).reshaped(to: [10, 14, 14, 1]))
    }
    try report.figure(
      "forgotten",
      ImageGrid(
        concatenate(pictures), columns: 10,
        caption:
          "Ten test images, mapped to noise and back. Latent numbers that are not kept are set to 0, their mean.",
        rowLabels: kept.map { "\($0) of 196 kept" }))
    report.metric("errorAll", errors[0])
    report.metric("errorOf176", errors[2])
    report.metric("errorOf98", errors[4])
    report.metric("errorOf20", errors[6])
  }
}
