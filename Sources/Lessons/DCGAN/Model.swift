import GANKit
import LessonKit

// The networks for digits: those of the TensorFlow tutorial, and lighter ones.

/// How many normals G starts from: the dimension of its latent space. Digits and faces take it from here.
let latentSize = 100

/// Noise vectors `[count, latentSize]`.
func noise(_ count: Int, using random: Random) -> Tensor { .normal([count, latentSize], using: random) }

/// Which networks draw digits.
enum DigitNetworks: String, SettingChoice {
  case light, document

  func makeGenerator(using random: Random) -> Sequential {
    switch self {
    case .light: makeLightGenerator(using: random)
    case .document: makeDocumentGenerator(using: random)
    }
  }

  /// - Parameter dropout: of the light D; the tutorial's has its own.
  func makeDiscriminator(dropout: Float, using random: Random) -> Sequential {
    switch self {
    case .light: makeLightDiscriminator(dropout: dropout, using: random)
    case .document: makeDocumentDiscriminator(using: random)
    }
  }
}

// snippet.documentGenerator
/// The TensorFlow tutorial's G: noise in, a 28x28 image in [-1, 1] out. With 100 noise values it has 2,330,944
/// parameters, 2,305,472 of them trained.
public func makeDocumentGenerator(using random: Random) -> Sequential {
  Sequential {
    Dense(latentSize, 7 * 7 * 256, bias: false, using: random)
    BatchNorm(7 * 7 * 256, activation: .leakyReLU(0.3))
    Reshape([7, 7, 256])
    ConvTranspose2D(256, 128, kernel: 5, bias: false, using: random)
    BatchNorm(128, activation: .leakyReLU(0.3))
    ConvTranspose2D(128, 64, kernel: 5, stride: 2, bias: false, using: random)
    BatchNorm(64, activation: .leakyReLU(0.3))
    ConvTranspose2D(64, 1, kernel: 5, stride: 2, bias: false, activation: .tanh, using: random)
  }
}
// snippet.end

// snippet.documentDiscriminator
/// The TensorFlow tutorial's D: an image in, one logit out; 212,865 parameters.
public func makeDocumentDiscriminator(using random: Random) -> Sequential {
  Sequential {
    Conv2D(1, 64, kernel: 5, stride: 2, activation: .leakyReLU(0.3), using: random)
    Dropout(0.3)
    Conv2D(64, 128, kernel: 5, stride: 2, activation: .leakyReLU(0.3), using: random)
    Dropout(0.3)
    Flatten()
    Dense(7 * 7 * 128, 1, using: random)
  }
}
// snippet.end

// snippet.lightGenerator
/// A lighter G: noise in, a 28x28 image in [-1, 1] out.
///
/// - Parameters:
///   - kernel: of the transposed convolutions; if the stride of 2 divides it, its stamps overlap evenly.
///   - batchNorm: false only to show what happens without it.
public func makeLightGenerator(kernel: Int = 4, batchNorm: Bool = true, using random: Random) -> Sequential {
  func norm(_ channels: Int) -> any Layer {
    batchNorm ? BatchNorm(channels, momentum: 0.9, activation: .relu) : Activate(.relu)
  }
  return Sequential {
    Dense(latentSize, 256, bias: !batchNorm, using: random)
    norm(256)
    Dense(256, 7 * 7 * 64, bias: !batchNorm, using: random)
    norm(7 * 7 * 64)
    Reshape([7, 7, 64])
    ConvTranspose2D(64, 32, kernel: kernel, stride: 2, bias: !batchNorm, using: random)
    norm(32)
    ConvTranspose2D(32, 1, kernel: kernel, stride: 2, activation: .tanh, using: random)
  }
}
// snippet.end

// snippet.lightDiscriminator
/// A lighter D, deeper than the tutorial's: each unit of its last convolution sees 22x22 of the 28x28 pixels.
///
/// - Parameter rate: the share of each convolution's outputs that training sets to zero at random.
public func makeLightDiscriminator(dropout rate: Float = 0, using random: Random) -> Sequential {
  Sequential {
    Conv2D(1, 32, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
    if rate > 0 { Dropout(rate) }
    Conv2D(32, 64, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
    if rate > 0 { Dropout(rate) }
    Conv2D(64, 128, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
    if rate > 0 { Dropout(rate) }
    Flatten()
    Dense(4 * 4 * 128, 1, using: random)
  }
}
// snippet.end

// The networks for faces, 64x64 in colour: those of dcgan.torch, of any width.

/// G: `latentSize` normals in, a 64x64 colour image in [-1, 1] out. Every layer but the first doubles height and width.
///
/// - Parameters:
///   - width: channels of the last hidden layer; the first has eight times as many. 64, as in dcgan.torch, gives
///     3,576,704 trained parameters.
///   - momentum: of the running statistics that are used after training; 0.9 follows a short training closely.
///   - blur: whether a fixed blur follows the last layer, which dcgan.torch does not have.
// snippet.faceGenerator
public func makeFaceGenerator(
  width: Int = 64, momentum: Float = 0.99, blur: Bool = false, using random: Random
) -> Sequential {
  func up(
    _ inputs: Int, _ outputs: Int, stride: PerAxis = 2, padding: Padding = .same,
    activation: Activation = .identity
  ) -> any Layer {
    ConvTranspose2D(
      inputs, outputs, kernel: 4, stride: stride, padding: padding, bias: false, activation: activation,
      initializer: .normal(0.02), using: random)
  }
  func normalized(_ channels: Int) -> any Layer { BatchNorm(channels, momentum: momentum, activation: .relu) }
  return Sequential {
    Reshape([1, 1, latentSize])
    up(latentSize, 8 * width, stride: 1, padding: .valid)
    normalized(8 * width)
    for factor in [4, 2, 1] {
      up(2 * factor * width, factor * width)
      normalized(factor * width)
    }
    up(width, 3, activation: blur ? .identity : .tanh)
    if blur { Blur(channels: 3, activation: .tanh) }
  }
}
// snippet.end

/// D: an image in, one logit out. Strides instead of pooling, and no batch norm at the input.
///
/// - Parameters:
///   - width: channels of the first layer; the last hidden one has eight times as many. 64, as in dcgan.torch, gives
///     2,765,568 trained parameters with batch norm.
///   - batchNorm: as in dcgan.torch. Without it every convolution has a bias, and its first weights are larger, because
///     nothing rescales its outputs.
// snippet.faceDiscriminator
public func makeFaceDiscriminator(
  width: Int = 64, batchNorm: Bool = true, using random: Random
) -> Sequential {
  func convolution(
    _ inputs: Int, _ outputs: Int, stride: PerAxis = 2, padding: Padding = .same,
    activation: Activation = .identity
  ) -> any Layer {
    Conv2D(
      inputs, outputs, kernel: 4, stride: stride, padding: padding, bias: !batchNorm, activation: activation,
      initializer: batchNorm ? .normal(0.02) : .glorotUniform, using: random)
  }
  func down(_ inputs: Int, _ outputs: Int) -> [any Layer] {
    batchNorm
      ? [convolution(inputs, outputs), BatchNorm(outputs, activation: .leakyReLU(0.2))]
      : [convolution(inputs, outputs, activation: .leakyReLU(0.2))]
  }
  return Sequential(
    [convolution(3, width, activation: .leakyReLU(0.2))]
      + down(width, 2 * width) + down(2 * width, 4 * width) + down(4 * width, 8 * width)
      + [convolution(8 * width, 1, stride: 1, padding: .valid), Flatten()])
}
// snippet.end
