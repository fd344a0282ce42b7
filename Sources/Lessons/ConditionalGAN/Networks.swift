import GANKit

// The layers of both players, dense and convolutional. The first layer of each takes the label, too.

extension Generator {
  /// - Parameter width: channels of the last hidden layer of the convolutional design; the one before has twice as many.
  public init(_ design: Design, width: Int = 32, using random: Random) {
    switch design {
    case .dense: network = Self.dense(using: random)
    case .convolutional: network = Self.convolutional(width: width, using: random)
    }
  }

  private static func dense(using random: Random) -> Sequential {
    Sequential {
      Dense(100 + 10, 256, activation: .leakyReLU(0.2), using: random)
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
      Dense(100 + 10, 7 * 7 * 2 * width, bias: false, using: random)
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
    switch design {
    case .dense:
      plane = nil
      network = Self.dense(using: random)
    case .convolutional:
      plane = Dense(10, 28 * 28, bias: false, using: random)
      network = Self.convolutional(width: width, using: random)
    }
  }

  private static func dense(using random: Random) -> Sequential {
    Sequential {
      Dense(28 * 28 + 10, 512, activation: .leakyReLU(0.2), using: random)
      Dropout(0.3)
      Dense(512, 256, activation: .leakyReLU(0.2), using: random)
      Dropout(0.3)
      Dense(256, 1, using: random)
    }
  }

  // snippet.convolutionalDiscriminator
  private static func convolutional(width: Int, using random: Random) -> Sequential {
    Sequential {
      Conv2D(2, width, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
      Dropout(0.3)
      Conv2D(width, 2 * width, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
      Dropout(0.3)
      Flatten()
      Dense(7 * 7 * 2 * width, 1, using: random)
    }
  }
  // snippet.end
}
