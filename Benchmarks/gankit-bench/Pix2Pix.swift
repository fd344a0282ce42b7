import GANKit

/// One level of a U-Net: down, whatever is below, up; and its input beside its output (Isola et al. 2017, section 6.1.1).
struct UNetLevel: Layer {
  let down: Conv2D
  let downNorm: BatchNorm?
  let below: [UNetLevel]
  let up: ConvTranspose2D
  let upNorm: BatchNorm?
  let dropout: Dropout?
  let isOutermost: Bool

  init(
    _ outer: Int, _ inner: Int, below: UNetLevel? = nil, dropout: Bool = false, isOutermost: Bool = false,
    using random: Random
  ) {
    down = Conv2D(
      outer, inner, kernel: 4, stride: 2, padding: .explicit(1), bias: false, using: random)
    downNorm = below == nil || isOutermost ? nil : BatchNorm(inner)
    self.below = below.map { [$0] } ?? []
    up = ConvTranspose2D(
      below == nil ? inner : 2 * inner, outer, kernel: 4, stride: 2, padding: .explicit(1), bias: isOutermost,
      activation: isOutermost ? .tanh : .identity, using: random)
    upNorm = isOutermost ? nil : BatchNorm(outer)
    self.dropout = dropout ? Dropout(0.5) : nil
    self.isOutermost = isOutermost
  }

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    var y = down(isOutermost ? x : leakyReLU(x), mode)
    if let downNorm { y = downNorm(y, mode) }
    for level in below { y = level(y, mode) }
    y = up(relu(y), mode)
    if let upNorm { y = upNorm(y, mode) }
    if let dropout { y = dropout(y, mode) }
    return isOutermost ? y : concatenate([x, y], axis: -1)
  }
}

/// Chapter 6 at the paper's size: a U-Net of 8 levels for 256x256.
func unet(using random: Random) -> UNetLevel {
  var level = UNetLevel(512, 512, using: random)
  for _ in 0..<3 { level = UNetLevel(512, 512, below: level, dropout: true, using: random) }
  for outer in [256, 128, 64] { level = UNetLevel(outer, 2 * outer, below: level, using: random) }
  return UNetLevel(3, 64, below: level, isOutermost: true, using: random)
}

/// One training step a call, on a pair of random images of 256x256.
func pix2pixTrainingStep(_ random: Random) -> () -> Void {
  let generator = unet(using: random)
  let discriminator = patchDiscriminator(
    inputs: 6, bias: false, norm: { BatchNorm($0, activation: $1) }, using: random)
  precondition(generator.parameterCount == 54_413_955 && discriminator.parameterCount == 2_768_705)
  let optimizerG = Adam(for: generator, learningRate: 2e-4, beta1: 0.5)
  let optimizerD = Adam(for: discriminator, learningRate: 2e-4, beta1: 0.5)
  let a = Tensor.uniform([1, 256, 256, 3], in: -1...1, using: random)
  let b = Tensor.uniform([1, 256, 256, 3], in: -1...1, using: random)

  return {
    let mode = Mode.training(random)
    let decide = { (image: Tensor) in discriminator(concatenate([a, image], axis: -1), mode) }
    let generated = record(generator) { generator(a, mode) }
    let (_, gradientsD) = gradients(of: discriminator) {
      0.5
        * (binaryCrossEntropy(logits: decide(generated.value), target: 0)
          + binaryCrossEntropy(logits: decide(b), target: 1))
    }
    optimizerD.update(along: gradientsD)
    let (_, gradientsG) = generated.gradients { fake in
      binaryCrossEntropy(logits: decide(fake), target: 1) + 100 * meanAbsoluteError(fake, b)
    }
    optimizerG.update(along: gradientsG)
  }
}
