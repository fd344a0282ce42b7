import GANKit
import LessonKit

// The designs of the last step: each list begins with a healthy one, and the others change a single thing in it.

/// One design of the players and how they are trained.
protocol Exhibit {
  var name: String { get }
  func players(using random: Random) -> Players
}

/// The light pair with dropout in D instead of the penalty, and with something changed.
struct Variant: Exhibit {
  /// As in the TensorFlow tutorial.
  static let usualDropout: Float = 0.3

  let name: String
  var batchNorm = true
  var dropout = usualDropout
  /// D's weights divided by their largest singular values (Miyato et al. 2018).
  var spectralNorm = false
  /// What D is told for real images: 1, or less with one-sided label smoothing (Salimans et al. 2016).
  var realTarget: Float = 1
  /// A channel that tells D how different the images of its batch are (Karras et al. 2018).
  var diversityChannel = false
  var learningRateG, learningRateD: Float

  init(_ name: String, learningRateG: Float = 1e-3, learningRateD: Float = 5e-4) {
    (self.name, self.learningRateG, self.learningRateD) = (name, learningRateG, learningRateD)
  }

  /// The same under another name, with something changed.
  func with(_ name: String, _ change: (inout Variant) -> Void) -> Variant {
    var variant = Variant(name, learningRateG: learningRateG, learningRateD: learningRateD)
    change(&variant)
    return variant
  }

  func players(using random: Random) -> Players {
    let generator = makeLightGenerator(batchNorm: batchNorm, using: random)
    var discriminator = makeLightDiscriminator(dropout: dropout, using: random)
    if diversityChannel { discriminator = discriminator.toldTheDiversity(using: random) }
    if spectralNorm { discriminator = discriminator.spectrallyNormalized(using: random) }
    return Players(
      generator: generator, discriminator: discriminator,
      learningRateG: learningRateG, learningRateD: learningRateD, realTarget: realTarget)
  }
}

/// The pair that follows the paper's rules, with one of them broken.
struct BrokenRule: Exhibit {
  let name: String
  var pair = PaperPair()

  init(_ name: String, _ change: (inout PaperPair) -> Void = { _ in }) {
    self.name = name
    change(&pair)
  }

  func players(using random: Random) -> Players {
    Players(
      generator: pair.makeGenerator(using: random), discriminator: pair.makeDiscriminator(using: random),
      learningRateG: 1e-3, learningRateD: 5e-4)
  }
}

/// Which designs the last step trains.
enum Exhibits: String, SettingChoice {
  /// What the chapter shows.
  case failures
  /// How fast each player learns, changed one at a time.
  case speeds
  /// The paper's rules, broken one at a time.
  case rules
  /// What is said to steady the training, one at a time.
  case remedies

  /// - Parameter healthy: the pair with dropout, at the rates `exhibitRateG` and `exhibitRateD`.
  func all(healthy: Variant) -> [any Exhibit] {
    switch self {
    case .failures:
      [
        healthy,
        healthy.with("no batch norm in G") { $0.batchNorm = false },
        healthy.with("G too slow") { $0.learningRateG = 2e-5 },
        healthy.with("G too fast") { $0.learningRateG = 2e-2 },
      ]
    case .speeds:
      [
        healthy,
        healthy.with("no dropout in D") { $0.dropout = 0 },
        healthy.with("D at 0.002") { $0.learningRateD = 2e-3 },
        healthy.with("D at 0.002, no dropout") {
          $0.learningRateD = 2e-3
          $0.dropout = 0
        },
        healthy.with("G at 0.00002") { $0.learningRateG = 2e-5 },
        healthy.with("G at 0.02") { $0.learningRateG = 2e-2 },
        healthy.with("D at 0.0001") { $0.learningRateD = 1e-4 },
      ]
    case .rules:
      [
        BrokenRule("all five rules"),
        BrokenRule("1: max pooling in D") { $0.pooling = true },
        BrokenRule("2: no batch norm in G") { $0.batchNormInG = false },
        BrokenRule("2: no batch norm in D") { $0.batchNormInD = false },
        BrokenRule("2: batch norm in G's last and D's first layer, too") { $0.batchNormAtEnds = true },
        BrokenRule("3: a hidden dense layer in each") { $0.hiddenDense = true },
        BrokenRule("4: LeakyReLU in G") { $0.hiddenG = .leakyReLU(0.2) },
        BrokenRule("4: no tanh at G's end") { $0.output = .identity },
        BrokenRule("5: ReLU in D") { $0.hiddenD = .relu },
      ]
    case .remedies:
      [
        healthy,
        healthy.with("no dropout in D") { $0.dropout = 0 },
        healthy.with("spectral norm in D, no dropout") {
          $0.spectralNorm = true
          $0.dropout = 0
        },
        healthy.with("label smoothing, 0.9") { $0.realTarget = 0.9 },
        healthy.with("equal rates: D at 0.001") { $0.learningRateD = 1e-3 },
        healthy.with("D faster: D at 0.002") { $0.learningRateD = 2e-3 },
        healthy.with("diversity channel in D") { $0.diversityChannel = true },
      ]
    }
  }
}

extension Sequential {
  /// The same layers, with each weight divided by its largest singular value.
  func spectrallyNormalized(using random: Random) -> Sequential {
    Sequential(
      layers.map { layer -> any Layer in
        switch layer {
        case let layer as Conv2D: SpectralNorm(layer, using: random)
        case let layer as Dense: SpectralNorm(layer, using: random)
        default: layer
        }
      })
  }

  /// The light D with one more channel in front of its last layer: how different the images of the batch are.
  func toldTheDiversity(using random: Random) -> Sequential {
    let last: [any Layer] = [MinibatchDeviation(), Flatten(), Dense(4 * 4 * (128 + 1), 1, using: random)]
    return Sequential(Array(layers.dropLast(2)) + last)
  }
}
