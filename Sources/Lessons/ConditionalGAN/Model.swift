import GANKit
import LessonKit

// Both players of the chapters before, with one more input: a label, as one-hot rows [N, 10].

/// The architecture of both players.
public enum Design: String, CaseIterable, Sendable {
  /// Chapter 3's layers, which show something after seconds.
  case dense
  /// Strided convolutions, as in chapter 4.
  case convolutional
}

extension Design: SettingChoice {}

// snippet.generator
/// The dimension of the latent space: how many standard normal numbers G starts from.
let latentSize = 100

/// Noise vectors `[count, latentSize]`.
func noise(_ count: Int, using random: Random) -> Tensor { .normal([count, latentSize], using: random) }

/// G: noise `[N, latentSize]` and a label `[N, 10]` in, images `[N, 28, 28, 1]` in [-1, 1] out.
public struct Generator: Module {
  public let network: Sequential
  /// The factor that the one-hot label is multiplied by.
  public let loudness: Float

  public func callAsFunction(_ z: Tensor, _ label: Tensor, _ mode: Mode) -> Tensor {
    network(concatenate([z, loudness * label], axis: 1), mode)
  }
}
// snippet.end

// snippet.discriminator
/// D: images `[N, 28, 28, 1]` and a label `[N, 10]` in, one logit out: is this a real image *of that digit*?
public struct Discriminator: Module {
  /// One learnt plane of 28x28 numbers for each digit, concatenated with the image as a second channel.
  public let planes: Dense
  public let network: Sequential

  public func callAsFunction(_ x: Tensor, _ label: Tensor, _ mode: Mode) -> Tensor {
    let plane = planes(label, mode).reshaped(to: x.shape)
    return network(concatenate([x, plane], axis: 3), mode)
  }
}
// snippet.end

extension Generator {
  /// - Parameters:
  ///   - width: channels of the last hidden layer of the convolutional design; the one before has twice as many.
  ///   - loudness: what the label is multiplied by.
  public init(_ design: Design, width: Int = 32, loudness: Float = 2, using random: Random) {
    self.loudness = loudness
    switch design {
    case .dense: network = Self.dense(using: random)
    case .convolutional: network = Self.convolutional(width: width, using: random)
    }
  }

  private static func dense(using random: Random) -> Sequential {
    Sequential {
      Dense(latentSize + 10, 256, activation: .leakyReLU(0.2), using: random)
      BatchNorm(256, momentum: 0.8)
      Dense(256, 512, activation: .leakyReLU(0.2), using: random)
      BatchNorm(512, momentum: 0.8)
      Dense(512, 28 * 28, activation: .tanh, using: random)
      Reshape([28, 28, 1])
    }
  }

  // snippet.convolutionalGenerator
  private static func convolutional(width: Int, using random: Random) -> Sequential {
    Sequential {
      Dense(latentSize + 10, 7 * 7 * 2 * width, bias: false, using: random)
      Reshape([7, 7, 2 * width])
      BatchNorm(2 * width, momentum: 0.9, activation: .relu)
      ConvTranspose2D(2 * width, width, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(width, momentum: 0.9, activation: .relu)
      ConvTranspose2D(width, 1, kernel: 4, stride: 2, activation: .tanh, using: random)
    }
  }
  // snippet.end
}

extension Discriminator {
  /// - Parameter width: channels of the first layer of the convolutional design; the second has twice as many.
  public init(_ design: Design, width: Int = 32, using random: Random) {
    // Numbers as large as the pixels: D is slow to notice what is faint beside the image.
    planes = Dense(10, 28 * 28, bias: false, initializer: .normal(1), using: random)
    switch design {
    case .dense: network = Self.dense(using: random)
    case .convolutional: network = Self.convolutional(width: width, using: random)
    }
  }

  private static func dense(using random: Random) -> Sequential {
    Sequential {
      Flatten()
      Dense(2 * 28 * 28, 512, activation: .leakyReLU(0.2), using: random)
      Dropout(0.1)
      Dense(512, 256, activation: .leakyReLU(0.2), using: random)
      Dropout(0.1)
      Dense(256, 1, using: random)
    }
  }

  // snippet.convolutionalDiscriminator
  private static func convolutional(width: Int, using random: Random) -> Sequential {
    Sequential {
      Conv2D(2, width, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
      Dropout(0.1)
      Conv2D(width, 2 * width, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
      Dropout(0.1)
      Flatten()
      Dense(7 * 7 * 2 * width, 1, using: random)
    }
  }
  // snippet.end
}
