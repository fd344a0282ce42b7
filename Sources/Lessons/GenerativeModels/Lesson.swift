import Datasets
import Figures
import GANKit
import GANTheory
import LessonKit
import VanillaGAN

/// Chapter 9: the families of generative models that maximise a likelihood, beside a GAN, on the same data.
public final class GenerativeModelsLesson: Lesson {
  public static let slug = "generative-models"

  static let trainImages = Setting(
    "trainImages", smoke: 1000, quick: 12_000, standard: 60_000, full: 60_000, in: 1000...60_000,
    "real images to learn from")
  static let batchSize = Setting("batchSize", 100, in: 2...1024, "examples in a batch, but in the GAN's")
  static let planeIterations = Setting(
    "planeIterations", smoke: 40, quick: 400, standard: 2500, full: 20_000, in: 1...1_000_000,
    "training iterations of each model of the plane")
  static let hidden = Setting(
    "hidden", smoke: 50, quick: 200, standard: 500, full: 2000, in: 2...10_000,
    "hidden units of the belief network")
  static let beliefIterations = Setting(
    "beliefIterations", smoke: 20, quick: 400, standard: 3500, full: 60_000, in: 1...1_000_000,
    "training iterations of the belief network")
  static let beliefRate = Setting<Float>("beliefRate", 3e-3, in: 1e-6...1e-1, "its learning rate")
  static let flowIterations = Setting(
    "flowIterations", smoke: 20, quick: 120, standard: 1800, full: 40_000, in: 1...1_000_000,
    "training iterations of the flow on digits")
  static let vaeHidden = Setting(
    "vaeHidden", smoke: 50, quick: 300, standard: 400, full: 500, in: 2...10_000,
    "hidden units of each layer of the autoencoder")
  static let latent = Setting("latent", 20, in: 1...784, "latent numbers of the autoencoder")
  static let vaeIterations = Setting(
    "vaeIterations", smoke: 20, quick: 400, standard: 4500, full: 60_000, in: 1...1_000_000,
    "training iterations of the autoencoder")
  static let planarIterations = Setting(
    "planarIterations", smoke: 20, quick: 300, standard: 2000, full: 60_000, in: 1...1_000_000,
    "training iterations of the autoencoder with two latent numbers")
  static let vaeRate = Setting<Float>("vaeRate", 2e-3, in: 1e-6...1e-1, "the autoencoders' learning rate")
  static let machineHidden = Setting(
    "machineHidden", smoke: 50, quick: 200, standard: 400, full: 500, in: 2...10_000,
    "hidden units of the Boltzmann machine")
  static let machineIterations = Setting(
    "machineIterations", smoke: 20, quick: 600, standard: 6000, full: 100_000, in: 1...1_000_000,
    "training iterations of the Boltzmann machine")
  static let machineRate = Setting<Float>("machineRate", 0.1, in: 1e-6...10, "its learning rate at the start")
  static let smallIterations = Setting(
    "smallIterations", smoke: 20, quick: 150, standard: 2000, full: 20_000, in: 1...1_000_000,
    "training iterations of each machine whose chains are compared")
  static let temperatures = Setting(
    "temperatures", smoke: 20, quick: 300, standard: 3000, full: 20_000, in: 2...1_000_000,
    "machines between the simple and the trained one, in the estimate of the partition function")
  static let sweeps = Setting(
    "sweeps", smoke: 10, quick: 100, standard: 1000, full: 10_000, in: 1...1_000_000,
    "sweeps of Gibbs sampling before a state counts as a sample")
  static let ringIterations = Setting(
    "ringIterations", smoke: 40, quick: 1000, standard: 6000, full: 40_000, in: 1...1_000_000,
    "training iterations of chapter 1's GAN")
  static let ganIterations = Setting(
    "ganIterations", smoke: 20, quick: 1000, standard: 4500, full: 93_800, in: 1...1_000_000,
    "training iterations of chapter 3's GAN")
  static let samples = Setting(
    "samples", smoke: 100, quick: 200, standard: 1000, full: 10_000, in: 100...60_000,
    "samples of each model that are judged")
  static let exhibitIterations = Setting(
    "exhibitIterations", smoke: 20, quick: 100, standard: 1000, full: 10_000, in: 1...1_000_000,
    "training iterations of each thing that breaks")
  public static let settings: [any AnySetting] = [
    trainImages, batchSize, planeIterations, hidden, beliefIterations, beliefRate, flowIterations, vaeHidden,
    latent,
    vaeIterations, planarIterations, vaeRate, machineHidden, machineIterations, machineRate, smallIterations,
    temperatures, sweeps, ringIterations, ganIterations, samples, exhibitIterations,
  ]

  let run: Run
  let digits: DigitData
  /// The digits as images of zeros and ones.
  let binary: BinarizedDigits

  let belief, beliefOfPlane: BeliefNetwork
  let flow, flowOfPlane: Flow
  let vae, vae2, vaeOfPlane: Autoencoder
  let machine, machineOfPlane: BoltzmannMachine
  /// Of 7 x 7, 14 x 14 and 28 x 28 pixels, with as many hidden units.
  let comparedMachines: [BoltzmannMachine]
  let ringPlayers: GANTheory.Players
  let digitPlayers: VanillaGAN.Players
  /// Chapter 3's generator with averaged weights.
  let average: MovingAverage<Sequential>

  /// What the steps measured, for the table at the end.
  let likelihoods = Likelihoods()

  public init(_ run: Run) throws {
    self.run = run
    digits = try DigitData.load(from: run.data, trainCount: run[Self.trainImages])
    run.use(digits.source, as: "mnist")
    binary = BinarizedDigits(digits)
    let random = run.random("networks")
    belief = BeliefNetwork(variables: 784, hidden: run[Self.hidden], using: random)
    beliefOfPlane = BeliefNetwork(variables: PlaneCells.bits, hidden: 200, using: random)
    flow = Flow(masks: Self.digitMasks(8, using: random), hidden: 256, using: random)
    flowOfPlane = Flow.ofPlane(using: random)
    vae = Autoencoder(
      size: 784, hidden: run[Self.vaeHidden], latent: run[Self.latent], .bernoulli, using: random)
    vae2 = Autoencoder(size: 784, hidden: run[Self.vaeHidden], latent: 2, .bernoulli, using: random)
    vaeOfPlane = Autoencoder(size: 2, hidden: 128, latent: 2, .gaussian, using: random)
    machine = BoltzmannMachine(visible: 784, hidden: run[Self.machineHidden], using: random)
    machineOfPlane = BoltzmannMachine(visible: PlaneCells.bits, hidden: 100, using: random)
    comparedMachines = [49, 196, 784].map { BoltzmannMachine(visible: $0, hidden: $0, using: random) }
    ringPlayers = GANTheory.Players(latent: 16, learningRate: 1e-3, using: random)
    digitPlayers = VanillaGAN.Players(using: random)
    average = MovingAverage(
      of: digitPlayers.generator, in: VanillaGAN.makeGenerator(using: random),
      decay: VanillaGANLesson.averaging.value(for: run.budget))
  }

  /// Masks that take turns: of the pixels as on a chequerboard, and of two random halves.
  private static func digitMasks(_ count: Int, using random: Random) -> [Tensor] {
    var masks: [Tensor] = []
    for pair in 0..<count / 2 {
      let mask: [Float]
      if pair.isMultiple(of: 2) {
        mask = (0..<196).map { place in Float((place / 14 + place % 14) % 2) }
      } else {
        mask = random.permutation(196).map { place in Float(place % 2) }
      }
      masks += [Tensor(mask, shape: [1, 196]), Tensor(mask.map { 1 - $0 }, shape: [1, 196])]
    }
    return masks
  }

  public var state: [(name: String, value: any Checkpointable)] {
    [
      ("belief", belief), ("beliefOfPlane", beliefOfPlane), ("flow", flow), ("flowOfPlane", flowOfPlane),
      ("vae", vae),
      ("vae2", vae2), ("vaeOfPlane", vaeOfPlane), ("machine", machine), ("machineOfPlane", machineOfPlane),
      ("machine49", comparedMachines[0]), ("machine196", comparedMachines[1]),
      ("machine784", comparedMachines[2]),
    ] + ringPlayers.state(named: "ring") + digitPlayers.state(named: "digits") + [
      ("average", average.model), ("likelihoods", likelihoods),
    ]
  }

  public static let measuresTime = true

  public static var steps: [Step<GenerativeModelsLesson>] {
    [
      Step("families", showFamilies),
      Step("belief-network", trainBeliefNetwork),
      Step("flow", trainFlow),
      Step("autoencoder", trainAutoencoder),
      Step("boltzmann-machine", trainBoltzmannMachine),
      Step("gan", trainGAN),
      Step("comparison", compareFamilies),
      Step("what-breaks", showWhatBreaks),
    ]
  }

  /// Binary images `[N, 784]` of zeros and ones as pictures in [-1, 1].
  func asImages(_ binary: Tensor) -> Tensor { 2 * binary.reshaped(to: [binary.shape[0], 28, 28, 1]) - 1 }

  /// How long something takes, in seconds.
  func seconds(_ body: () -> Void) -> Double {
    let duration = ContinuousClock().measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}

extension Report {
  /// A curve of a loss that is a mean of -ln p(x).
  func likelihoodCurve(_ history: History, _ title: String, y: String = "-ln p in nats") throws {
    try figure(
      "loss",
      Chart(title, x: "training step", y: y).line(
        "", history.column("loss"), colour: .generator, smoothing: 9))
  }
}
