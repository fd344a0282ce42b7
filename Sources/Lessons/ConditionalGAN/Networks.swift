import GANKit

// The layers of both players, dense and convolutional.

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
    // As large as the pixels from the start: what is faint beside the image is found late.
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
