import Datasets
import GANKit

// The players of the steps on faces: the same game, with eight attributes in the place of the digit.

extension FaceFactor {
  /// What the label of a face says, in the order of its numbers.
  static let attributes = allCases.map { LabelAttribute($0.rawValue, $0.categories) }
}

extension Generator {
  /// The G of the steps on faces: noise `[N, latentSize]` and labels `[N, 26]` in, images `[N, 32, 32, 3]` in [-1, 1] out.
  ///
  /// - Parameter width: channels of the last hidden layer; each layer before has twice as many as the next.
  static func forFaces(width: Int, loudness: Float, using random: Random) -> Generator {
    let network = Sequential {
      Dense(latentSize + FaceFactor.attributes.categoryCount, 4 * 4 * 4 * width, bias: false, using: random)
      Reshape([4, 4, 4 * width])
      BatchNorm(4 * width, momentum: 0.9, activation: .relu)
      ConvTranspose2D(4 * width, 2 * width, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(2 * width, momentum: 0.9, activation: .relu)
      ConvTranspose2D(2 * width, width, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(width, momentum: 0.9, activation: .relu)
      ConvTranspose2D(width, 3, kernel: 4, stride: 2, activation: .tanh, using: random)
    }
    return Generator(network: network, loudness: loudness)
  }
}

// snippet.faceDiscriminator
/// D: images `[N, 32, 32, 3]` and labels `[N, 26]` in, one logit out: is this a real face *with these attributes*?
public struct FaceDiscriminator: Module {
  /// Three convolutions, from the image to its features `[N, F]`.
  public let body: Sequential
  /// What the features say about the face, whatever was asked for: `[N, 1]`.
  public let realism: Dense
  /// A learnt row of F weights for each category.
  public let categories: Dense

  public func callAsFunction(_ x: Tensor, _ label: Tensor, _ mode: Mode) -> Tensor {
    let features = body(x, mode)
    // The sum of the eight rows that the label picks.
    let weights = categories(label, mode)
    return realism(features, mode) + (weights * features).sum(axes: [1], keepingDimensions: true)
  }
}
// snippet.end

extension FaceDiscriminator {
  /// - Parameter width: channels of the first layer; each of the next two has twice as many as the one before.
  public init(width: Int, using random: Random) {
    body = Sequential {
      Conv2D(3, width, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
      Conv2D(width, 2 * width, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
      Conv2D(2 * width, 4 * width, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
      Flatten()
    }
    realism = Dense(4 * 4 * 4 * width, 1, using: random)
    categories = Dense(FaceFactor.attributes.categoryCount, 4 * 4 * 4 * width, bias: false, using: random)
  }
}

/// The two players for faces, and the optimizer that trains each of them.
public struct FacePlayers: GANPlayers {
  public let generator: Generator
  public let discriminator: FaceDiscriminator
  public let optimizerG, optimizerD: Adam

  /// Players with new weights.
  public init(width: Int, loudness: Float = 2, using random: Random) {
    generator = .forFaces(width: width, loudness: loudness, using: random)
    discriminator = FaceDiscriminator(width: width, using: random)
    optimizerG = Adam(for: generator, learningRate: Self.firstRate, beta1: 0.5)
    optimizerD = Adam(for: discriminator, learningRate: Self.firstRate, beta1: 0.5)
  }

  private static let firstRate: Float = 1e-3

  /// Lets both learning rates fall to zero over the last 40 % of the training, as for the faces of chapter 4.
  ///
  /// - Parameter progress: 0 at the beginning, 1 at the end.
  func settle(_ progress: Float) { setLearningRate(Self.firstRate * min(1, (1 - progress) / 0.4)) }

  /// One iteration of both players, on real images `[N, 32, 32, 3]` and their labels `[N, 26]`, for which G is asked too.
  ///
  /// In every eighth, D's loss has the penalty R1 of chapter 4, eight times as heavy.
  /// - Returns: the losses of the two players, without the penalty.
  public func update(real: Tensor, labels: Tensor, _ random: Random) -> Losses {
    let z = noise(real.shape[0], using: random)
    let generated = record(generator) { generator(z, labels, .training(random)) }
    var lossD: Float = 0
    let (_, gradientsD) = gradients(of: discriminator) {
      let loss = discriminatorLoss(
        onReal: discriminator(real, labels, .training(random)),
        onFake: discriminator(generated.value, labels, .training(random)))
      lossD = loss.scalar
      guard optimizerD.updates % 8 == 0 else { return loss }
      return loss + GradientPenalty.r1(real: real, weight: 8) { discriminator($0, labels, .training(random)) }
    }
    optimizerD.update(with: gradientsD)
    let (lossG, gradientsG) = generated.gradients { fake in
      generatorLoss(onFake: discriminator(fake, labels, .training(random)))
    }
    optimizerG.update(with: gradientsG)
    return Losses(lossD: lossD, lossG: lossG)
  }
}
