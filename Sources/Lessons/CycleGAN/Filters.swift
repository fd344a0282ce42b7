import GANKit

/// The layers that a generator is made of.
struct Filters {
  private let random: Random
  private let isNormalized: Bool
  /// The activation of the convolutions where no normalization follows.
  private let activation: Activation
  /// The paper's normal weights of 0.02 are too small where no normalization follows.
  private let initializer: Initializer

  init(_ normalization: Normalization, _ random: Random) {
    self.random = random
    isNormalized = normalization == .everywhere
    activation = isNormalized ? .identity : .relu
    initializer = isNormalized ? .normal(0.02) : .glorotUniform
  }

  /// A convolution without padding of its own: the picture is mirrored at its edges before.
  private func convolution(
    _ inputs: Int, _ outputs: Int, kernel: Int, activation: Activation = .identity
  ) -> Conv2D {
    Conv2D(
      inputs, outputs, kernel: kernel, padding: .valid, activation: activation, initializer: initializer,
      using: random)
  }

  /// The last layers: red, green and blue in (-1, 1). Small weights, so that tanh is not saturated from the start.
  func picture(_ inputs: Int, kernel: Int) -> [any Layer] {
    [
      ReflectionPad(kernel / 2),
      Conv2D(
        inputs, 3, kernel: kernel, padding: .valid, activation: .tanh, initializer: .normal(0.02),
        using: random),
    ]
  }

  /// Keeps the size.
  func flat(_ inputs: Int, _ outputs: Int, kernel: Int) -> [any Layer] {
    [ReflectionPad(kernel / 2), convolution(inputs, outputs, kernel: kernel, activation: activation)]
      + norm(outputs)
  }

  /// Halves the size.
  func shrinking(_ inputs: Int, _ outputs: Int) -> [any Layer] {
    [
      Conv2D(
        inputs, outputs, kernel: 3, stride: 2, padding: .explicit(1), activation: activation,
        initializer: initializer, using: random)
    ] + norm(outputs)
  }

  /// Doubles the size.
  func enlarging(_ inputs: Int, _ outputs: Int) -> [any Layer] {
    [
      ConvTranspose2D(
        inputs, outputs, kernel: 3, stride: 2, padding: .explicit(1), outputPadding: 1,
        activation: activation, initializer: initializer, using: random)
    ] + norm(outputs)
  }

  private func norm(_ channels: Int) -> [any Layer] {
    isNormalized ? [InstanceNorm(channels, activation: .relu)] : []
  }

  // snippet.residual
  /// x + F(x): F only has to learn the change.
  func residual(_ channels: Int) -> Residual {
    Residual {
      ReflectionPad(1)
      convolution(channels, channels, kernel: 3)
      InstanceNorm(channels, activation: .relu)
      ReflectionPad(1)
      convolution(channels, channels, kernel: 3)
      InstanceNorm(channels)
    }
  }
  // snippet.end
}
