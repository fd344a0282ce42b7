import Figures
import GANKit
import LessonKit

/// Chapter 7: translation between two collections of pictures of which no two belong together.
public final class CycleGANLesson: Lesson {
  public static let slug = "cyclegan"

  static let side = Setting("side", quick: 32, standard: 64, full: 256, in: 16...1024, "side")
  static let width = Setting("width", quick: 8, standard: 24, full: 64, in: 2...256, "w")
  static let blocks = Setting("blocks", quick: 2, standard: 4, full: 9, in: 0...32, "w")
  static let downs = Setting("downs", quick: 1, standard: 1, full: 2, in: 0...5, "w")
  static let widthD = Setting("widthD", quick: 8, standard: 32, full: 64, in: 2...256, "w")
  static let downsD = Setting("downsD", quick: 2, standard: 2, full: 3, in: 1...5, "w")
  static let lr = Setting("lr", 2e-4, in: 1e-6...1e-1, "lr")
  static let steps = Setting("steps", quick: 20, standard: 5000, full: 100_000, in: 1...1_000_000, "w")
  static let batch = Setting("batch", 1, in: 1...64, "w")
  static let images = Setting("images", quick: 100, standard: 1000, full: 1000, in: 1...100_000, "w")
  static let cycle = Setting("cycle", 10.0, in: 0...100, "c")
  static let identity = Setting("identity", 5.0, in: 0...100, "c")
  public static let settings: [any AnySetting] = [
    side, width, blocks, downs, widthD, downsD, lr, steps, batch, images, cycle, identity,
  ]
  let run: Run
  let players: Players
  public init(_ run: Run) throws {
    self.run = run
    let r = run.random("networks")
    players = Players(
      generator: {
        makeGenerator(width: run[Self.width], blocks: run[Self.blocks], downsamplings: run[Self.downs], using: r)
      },
      discriminator: { makeDiscriminator(width: run[Self.widthD], downsamplings: run[Self.downsD], using: r) },
      weights: LossWeights(adversarial: 1, cycle: Float(run[Self.cycle]), identity: Float(run[Self.identity])),
      learningRate: Float(run[Self.lr]))
  }
  public var state: [(name: String, value: any Checkpointable)] { players.state("players") }
  public var steps: [Step] { [Step("domains", domains), Step("train", train)] }

  func domains(_ report: Report) throws {
    let twins = DrawnHerds.twins(count: 40, using: run.random("test"))
    try report.figure("a", ImageGrid(twins.plain, columns: 8))
    try report.figure("b", ImageGrid(twins.striped, columns: 8))
    report.metric("untranslated", meanAbsoluteError(twins.plain, twins.striped).scalar)
  }

  func train(_ report: Report) throws {
    let n = run[Self.images]
    let a = DrawnHerds.images(count: n, coat: .plain, using: run.random("train A"))
    let b = DrawnHerds.images(count: n, coat: .striped, using: run.random("train B"))
    let test = DrawnHerds.twins(count: 60, using: run.random("test"))
    let base = meanAbsoluteError(test.plain, test.striped).scalar
    let random = run.random("train")
    let (ba, bb) = (
      Batches(count: n, size: run[Self.batch], using: random, keepPartial: false),
      Batches(count: n, size: run[Self.batch], using: random, keepPartial: false)
    )
    let count = run[Self.steps]
    let loop = try report.loop(count, every: 20, state: [("random", random), ("a", ba), ("b", bb)])
    func measure(_ i: Int) throws {
      let fb = players.g(test.plain, .inference), fa = players.f(test.striped, .inference)
      let ca = players.f(fb, .inference), cb = players.g(fa, .inference)
      report.say("step \(i) AtoB \(meanAbsoluteError(fb, test.striped).scalar / base) BtoA \(meanAbsoluteError(fa, test.plain).scalar / base) cyc \(meanAbsoluteError(ca, test.plain).scalar) \(meanAbsoluteError(cb, test.striped).scalar) base \(base)")
      let k = 6
      try report.figure(
        "rows",
        ImageGrid(concatenate([test.plain.rows(0..<k), fb.rows(0..<k), test.striped.rows(0..<k), ca.rows(0..<k), fa.rows(0..<k), cb.rows(0..<k)]), columns: k, rowLabels: ["A", "G(A)", "truth / B", "FG(A)", "F(B)", "GF(B)"]))
    }
    while let i = try loop.next() {
      let progress = Float(i) / Float(count)
      let rate = Float(run[Self.lr]) * min(1, 2 * (1 - progress))
      players.optimizerG.learningRate = rate
      players.optimizerD.learningRate = rate
      let l = players.trainingStep(a: a.gathered(rows: ba.next()), b: b.gathered(rows: bb.next()), random)
      try loop.log(["D": l.discriminators, "G": l.adversarial, "cycle": l.cycle, "identity": l.identity])
      if i % 500 == 0 { try measure(i) }
    }
    try measure(count)
  }
}
