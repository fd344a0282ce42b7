import GANKit
import LessonKit

/// The architecture of the generator.
public enum Design: String, CaseIterable, Sendable {
  /// The paper's SRResNet: 9x9 kernels at both ends, batch normalization, two enlargements by 2.
  case paper
  /// The same idea, trained in minutes: 3x3 kernels, no batch normalization, few channels where pixels are many, and
  /// a result that is added to the bicubic enlargement.
  case light
  /// The light one, whose last step is a single shuffle by 4 straight to colours: what this does is in the chapter.
  case oneShuffle
}

extension Design: SettingChoice {}

// snippet.generator
/// G: small pictures `[N, H, W, 3]` in [-1, 1] in, pictures `[N, 4 H, 4 W, 3]` out. SRResNet and SRGAN are the
/// same network, trained on different losses.
public struct Generator: Layer {
  public let network: Sequential
  /// Whether the network's output is added to the bicubic enlargement, instead of being the whole picture.
  public let addsBicubic: Bool

  public func callAsFunction(_ small: Tensor, _ mode: Mode) -> Tensor {
    let picture = network(small, mode)
    return addsBicubic ? bicubic(small) + picture : picture
  }
}

/// Small pictures `[N, H, W, C]`, enlarged by 4 without learning anything.
func bicubic(_ small: Tensor) -> Tensor {
  small.resized(height: 4 * small.shape[1], width: 4 * small.shape[2], .bicubic)
}
// snippet.end

extension Generator {
  /// - Parameters:
  ///   - width: channels of the hidden layers.
  ///   - blocks: residual blocks.
  public init(_ design: Design, width: Int, blocks: Int, using random: Random) {
    addsBicubic = design != .paper
    switch design {
    case .paper: network = Self.paper(width: width, blocks: blocks, using: random)
    case .light: network = Self.light(width: width, blocks: blocks, using: random)
    case .oneShuffle: network = Self.oneShuffle(width: width, blocks: blocks, using: random)
    }
  }

  // snippet.paper
  private static func paper(width: Int, blocks: Int, using random: Random) -> Sequential {
    Sequential {
      Conv2D(3, width, kernel: 9, using: random)
      PReLU(width)
      Residual {
        for _ in 0..<blocks {
          Residual {
            Conv2D(width, width, kernel: 3, using: random)
            BatchNorm(width, momentum: 0.9)
            PReLU(width)
            Conv2D(width, width, kernel: 3, using: random)
            BatchNorm(width, momentum: 0.9)
          }
        }
        Conv2D(width, width, kernel: 3, using: random)
        BatchNorm(width, momentum: 0.9)
      }
      for _ in 0..<2 {
        Conv2D(width, 4 * width, kernel: 3, using: random)
        PixelShuffle(2)
        PReLU(width)
      }
      Conv2D(width, 3, kernel: 9, using: random)
    }
  }
  // snippet.end

  // snippet.light
  private static func light(width: Int, blocks: Int, using random: Random) -> Sequential {
    let thin = max(1, width / 4)
    return Sequential {
      Conv2D(3, width, kernel: 3, using: random)
      trunk(width: width, blocks: blocks, using: random)
      Conv2D(width, 4 * width, kernel: 3, using: random)
      PixelShuffle(2)
      PReLU(width)
      Conv2D(width, 4 * thin, kernel: 3, using: random)
      PixelShuffle(2)
      PReLU(thin)
      // The last convolution works at full size, so that pixels from different channels fit together.
      Conv2D(thin, 3, kernel: 3, initializer: .normal(0.01), using: random)
    }
  }
  // snippet.end

  // snippet.trunk
  /// The blocks of the light design, at the small size.
  private static func trunk(width: Int, blocks: Int, using random: Random) -> Residual {
    Residual {
      for _ in 0..<blocks {
        Residual {
          Conv2D(width, width, kernel: 3, using: random)
          PReLU(width)
          // Small at first: without batch norm, the sum of many blocks would be large.
          Conv2D(width, width, kernel: 3, initializer: .normal(0.01), using: random)
        }
      }
      Conv2D(width, width, kernel: 3, using: random)
    }
  }
  // snippet.end

  // snippet.oneShuffle
  private static func oneShuffle(width: Int, blocks: Int, using random: Random) -> Sequential {
    Sequential {
      Conv2D(3, width, kernel: 3, using: random)
      trunk(width: width, blocks: blocks, using: random)
      Conv2D(width, 16 * 3, kernel: 3, initializer: .normal(0.01), using: random)
      PixelShuffle(4)
    }
  }
  // snippet.end

  /// A generator with the weighted mean of two others' weights: this one's at 0, the other's at 1.
  func mix(_ other: Generator, share: Float, into result: Generator) {
    for ((a, b), target) in zip(zip(parameters, other.parameters), result.parameters) {
      target.parameter.value = (1 - share) * a.parameter.value + share * b.parameter.value
    }
    for ((a, b), target) in zip(zip(buffers, other.buffers), result.buffers) {
      target.buffer.value = (1 - share) * a.buffer.value + share * b.buffer.value
    }
  }

  /// Takes over the weights of a generator of the same design.
  func copy(_ other: Generator) { other.mix(other, share: 0, into: self) }
}

// snippet.discriminator
/// D: pictures `[N, size, size, 3]` in, one logit out. Eight convolutions, every other one with stride 2, then two dense
/// layers (Ledig et al. 2017, figure 4).
///
/// - Parameter kernel: the side of the kernels of stride 2; 3 in the paper.
public func makeDiscriminator(
  width: Int, size: Int, kernel: Int = 3, using random: Random
) -> Sequential {
  Sequential {
    Conv2D(3, width, kernel: 3, activation: .leakyReLU(0.2), using: random)
    for (inputs, outputs, stride) in [
      (1, 1, 2), (1, 2, 1), (2, 2, 2), (2, 4, 1), (4, 4, 2), (4, 8, 1), (8, 8, 2),
    ] {
      Conv2D(
        inputs * width, outputs * width, kernel: stride == 1 ? 3 : kernel, stride: stride,
        padding: .explicit(1), bias: false, using: random)
      BatchNorm(outputs * width, momentum: 0.9, activation: .leakyReLU(0.2))
    }
    Flatten()
    Dense(size / 16 * size / 16 * 8 * width, 16 * width, activation: .leakyReLU(0.2), using: random)
    Dense(16 * width, 1, using: random)
  }
}
// snippet.end
