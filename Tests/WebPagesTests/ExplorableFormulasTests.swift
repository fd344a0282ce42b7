import Datasets
import Foundation
import GANKit
import TestSupport
import Testing

@testable import WebPages
@testable import DCGAN
@testable import GANTheory
@testable import GenerativeModels
@testable import IdealDiscriminator

/// What the explorables compute is what the lessons compute.
@Suite("Explorables and lessons agree", .enabled(if: JavaScript.isThere, "needs Node.js or Chromium"))
struct ExplorableFormulasTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func evaluate<Answer: Decodable>(_ answer: String, _ script: String) throws -> Answer {
    try JavaScript.evaluate(answer, assets: ["explore.js", script], in: folder.url)
  }

  @Test func losses() throws {
    let decisions = Tensor([0.005, 0.01, 0.25, 0.5, 0.9, 0.995])
    let logits = log(decisions / (1 - decisions))
    let found: [[Double]] = try evaluate(
      """
      [0.005, 0.01, 0.25, 0.5, 0.9, 0.995].map((d) => {
        const { saturating, nonSaturating } = explorables.losses;
        return [saturating(d).value, saturating(d).slope, nonSaturating(d).value, nonSaturating(d).slope];
      })
      """, "explore-losses.js")
    let count = Float(logits.count)
    let slopes = [
      count * gradient(at: logits) { saturatingLoss(onFake: $0) },
      count * gradient(at: logits) { nonSaturatingLoss(onFake: $0) },
    ]
    for index in 0..<logits.count {
      let one = logits.rows(index..<index + 1)
      let expected = [
        saturatingLoss(onFake: one).scalar, slopes[0].at(index), nonSaturatingLoss(onFake: one).scalar,
        slopes[1].at(index),
      ]
      expectClose(found[index], expected.map(Double.init), within: .absolute(1e-5))
    }
  }

  @Test(arguments: BilinearGame.Play.allCases) func games(play: BilinearGame.Play) throws {
    for (schedule, rate) in [(RateSchedule.constant, Float(0.1)), (.constant, 0.34), (.falling, 0.1)] {
      let found: [[Double]] = try evaluate(
        "explorables.saddle.trajectory(\"\(play.rawValue)\", 150, \(rate), \(schedule == .falling))",
        "explore-saddle.js")
      let expected = BilinearGame.trajectory(play, steps: 150, rate: rate, schedule)
      let place = "\(play), \(schedule), \(rate)"
      let size = expected.map { hypot($0.x, $0.y) }.max()!
      expectClose(found.map { $0[0] }, expected.map(\.x), within: .absolute(size * 1e-5), place)
      expectClose(found.map { $0[1] }, expected.map(\.y), within: .absolute(size * 1e-5), place)
    }
    // The factor that the page prints.
    let factor: Double? = try evaluate(
      "explorables.saddle.factor(0.1, \"\(play.rawValue)\")", "explore-saddle.js")
    switch play {
    case .simultaneous: expectClose(try #require(factor), 1.01.squareRoot(), within: .absolute(1e-12))
    case .extragradient: expectClose(try #require(factor), 0.9901.squareRoot(), within: .absolute(1e-12))
    case .alternating: #expect(factor == nil)
    }
  }

  @Test(arguments: [(0.5, 0.7, -0.5, 0.7), (2, 0.3, -1.5, 2.5), (0, 1, 0, 1), (-4, 0.3, 4, 0.35)])
  func divergences(mean: Double, deviation: Double, otherMean: Double, otherDeviation: Double) throws {
    let found: [String: Double] = try evaluate(
      """
      explorables.divergence.measures({ mean: \(mean), deviation: \(deviation) },
        { mean: \(otherMean), deviation: \(otherDeviation) })
      """, "explore-divergence.js")
    let (p, q) = (Mixture.normal(mean, deviation), Mixture.normal(otherMean, otherDeviation))
    let perfect = PerfectDiscriminator(p: p.density, q: q.density)
    let range = IdealDiscriminatorLesson.range
    // The known divergence of two normals.
    func divergence(_ m: Double, _ s: Double, _ n: Double, _ t: Double) -> Double {
      log(t / s) + (s * s + (m - n) * (m - n)) / (2 * t * t) - 0.5
    }
    let expected = [
      "accuracy": perfect.accuracy(over: range), "jensenShannon": perfect.jensenShannon(over: range),
      "wasserstein": wasserstein(p, q, over: range),
      "forward": divergence(mean, deviation, otherMean, otherDeviation),
      "backward": divergence(otherMean, otherDeviation, mean, deviation),
    ]
    #expect(Set(found.keys) == Set(expected.keys))
    for (name, value) in expected {
      expectClose(try #require(found[name]), value, within: .absolute(2e-6 * max(1, value)), name)
    }
    let decision: Double = try evaluate(
      "explorables.divergence.perfect({ mean: 1, deviation: 0.5 }, { mean: -1, deviation: 2 }, 0.3)",
      "explore-divergence.js")
    let exact = PerfectDiscriminator(p: Mixture.normal(1, 0.5).density, q: Mixture.normal(-1, 2).density)
    expectClose(decision, exact(0.3), within: .absolute(1e-12))
  }

  @Test func taps() throws {
    let small = SmallConvolution()
    func list(_ tensor: Tensor) -> String {
      let rows = (0..<tensor.shape[0]).map { row in "\((0..<tensor.shape[1]).map { tensor.at(row, $0) })" }
      return "[\(rows.joined(separator: ", "))]"
    }
    let found: [Double] = try evaluate(
      """
      [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) =>
        explorables.taps.window(\(list(small.image)), \(list(small.kernel)), 2, row, column).sum))
      """, "explore-taps.js")
    #expect(found.map { Float($0) } == small.output.scalars)
  }

  @Test(arguments: Overlaps.kernels) func stamps(kernel: Int) throws {
    let found: [[Int]] = try evaluate(
      """
      (() => {
        const { first, extent } = explorables.taps.kept(5, \(kernel), 2);
        return explorables.taps.stamped(5, \(kernel), 2, 25).slice(first, first + extent)
          .map((row) => row.slice(first, first + extent));
      })()
      """, "explore-taps.js")
    // Where the kernel is smaller than what "same" keeps, the last row and column lie beyond the last stamps.
    let counts = Overlaps.counts(kernel: kernel)
    for (row, line) in found.enumerated() {
      for (column, count) in line.enumerated() { #expect(Float(count) == counts.at(row, column)) }
    }
    #expect(found.count == 10)
    let inside: [Int] = try evaluate("explorables.taps.interior(5, \(kernel), 2)", "explore-taps.js")
    #expect(inside == Overlaps.interiorCounts(kernel: kernel))
  }

  @Test func theWayIsTheArc() throws {
    let random = Random(seed: 9)
    let (a, b) = (Tensor.normal([12], using: random), Tensor.normal([12], using: random))
    let found: [[Double]] = try evaluate(
      "[0, 0.25, 0.5, 0.75, 1].map((t) => explorables.latent.arc(\(a.scalars), \(b.scalars), t))",
      "explore-latent.js")
    let expected = LatentSpace.arc(from: a, to: b, count: 5)
    expectClose(found.flatMap { $0 }, expected.scalars.map(Double.init), within: .absolute(1e-5))
  }

  @Test func flows() throws {
    let random = Random(seed: 11)
    let flow = Flow.ofPlane(using: random)
    // The last layer of each network begins near zero, where it changes nothing.
    for (_, parameter) in flow.parameters where parameter.shape.dimensions.last! < 64 {
      parameter.value = parameter.value + 0.1 * Tensor.normal(parameter.shape, using: random)
    }
    let export = try FlowExport(flow)
    #expect(export.error <= FlowExport.tolerance)
    let points = Tensor.normal([40, 2], using: random)
    let list = (0..<40).map { "\(points.rows($0..<$0 + 1).scalars)" }
    struct Found: Decodable { var z, x, cut: [[Double]], logDeterminant, logDensity: [Double] }
    let found: Found = try JavaScript.evaluate(
      "found", assets: ["explore.js", "explore-network.js", "explore-flow.js"],
      scripts: [
        String(decoding: try export.script(key: "test"), as: UTF8.self),
        """
        const { layers, forward, inverse, logNoise, first } = explorables.flow;
        const flow = layers(explorableGenerators["test"]);
        const points = [\(list.joined(separator: ", "))];
        const mapped = points.map((x) => forward(flow, x));
        const found = {
          z: mapped.map((item) => item.z), logDeterminant: mapped.map((item) => item.logDeterminant),
          logDensity: mapped.map((item) => logNoise(item.z) + item.logDeterminant),
          x: points.map((z) => inverse(flow, z)), cut: points.map((z) => inverse(first(flow, 3), z)),
        };
        """,
      ], in: folder.url)
    let (z, logDeterminant) = flow.forward(points)
    let cut = flow.couplings.suffix(3).reversed().reduce(points) { $1.inverse($0) }
    // The weights of the script are rounded.
    for (name, numbers, expected) in [
      ("z", found.z.flatMap { $0 }, z), ("x", found.x.flatMap { $0 }, flow.inverse(points)),
      ("cut", found.cut.flatMap { $0 }, cut), ("determinant", found.logDeterminant, logDeterminant),
      ("density", found.logDensity, flow.logLikelihood(of: points)),
    ] {
      expectClose(numbers, expected.scalars.map(Double.init), within: .absolute(0.05), name)
      #expect(expected.scalars.contains { abs($0) > 0.1 }, "\(name)")
    }
  }

  @Test func theRingOfTheFlow() throws {
    let centres: [[Double]] = try evaluate("explorables.flow.ring.centres", "explore-flow.js")
    expectClose(centres.flatMap { $0 }, Ring.centres.scalars.map(Double.init), within: .absolute(1e-6))
    let deviation: Double = try evaluate("explorables.flow.ring.deviation", "explore-flow.js")
    #expect(Float(deviation) == Ring.deviation)
  }
}
