import GANKit

// snippet.level
/// One level of a U-Net: down, through the levels below, and up. A skip concatenates its input with its output.
struct UNetLevel: Layer {
  let down: Conv2D
  let downNorm: InstanceNorm?
  let below: [UNetLevel]
  let up: ConvTranspose2D
  let upNorm: InstanceNorm?
  let dropout: Dropout?
  /// Whether `callAsFunction` returns the input concatenated with the output; the outermost level never does.
  let hasSkip: Bool
  let isOutermost: Bool

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    var y = down(isOutermost ? x : leakyReLU(x), mode)
    if let downNorm { y = downNorm(y, mode) }
    for level in below { y = level(y, mode) }
    y = up(relu(y), mode)
    if let upNorm { y = upNorm(y, mode) }
    if let dropout { y = dropout(y, mode) }
    return hasSkip ? concatenate([x, y], axis: -1) : y
  }
}
// snippet.end

/// An encoder and decoder whose levels are joined by skips (Ronneberger et al. 2015; Isola et al. 2017, section 6.1.1).
///
/// The encoder halves the image once a level: 8 levels take 256x256 to a single pixel. Channels are `width` times 1, 2, 4,
/// and 8 from there on. Instance norm with scale and shift is the paper's batch norm at its batch size of one.
public struct UNet: Layer {
  let outermost: UNetLevel

  /// - Parameters:
  ///   - levels: how often the image is halved, 2 or more; its sides must be multiples of 2 to the power of this.
  ///   - width: channels of the outermost level.
  ///   - inputs, outputs: channels of the images.
  ///   - activation: of the output.
  ///   - hasSkips: false for the encoder and decoder alone.
  ///   - dropout: the share of values that dropout zeroes, in up to three levels next to the innermost one.
  public init(
    levels: Int, width: Int, inputs: Int = 3, outputs: Int = 3, activation: Activation = .tanh,
    hasSkips: Bool = true, dropout: Float = 0.5, using random: Random
  ) {
    require(levels >= 2, "UNet: needs two levels or more, found \(levels)")
    let channels = (0..<levels).map { width * min(1 << $0, 8) }
    // As in the authors' PyTorch port: levels 5 to 7 of 8. (Their Torch code, models.lua, has dropout in levels 6 to 8.)
    let noisy = max(levels - 4, levels / 2)..<levels - 1
    // From the innermost level outwards.
    var level: UNetLevel?
    for index in (0..<levels).reversed() {
      level = UNetLevel(
        outer: index == 0 ? inputs : channels[index - 1], inner: channels[index],
        outputs: index == 0 ? outputs : channels[index - 1], below: level, hasSkips: hasSkips,
        dropout: noisy.contains(index) ? dropout : 0,
        activation: index == 0 ? activation : nil, using: random)
    }
    outermost = level!
  }

  public var label: String { "U-Net" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    let step = 1 << levels.count
    require(
      x.rank == 4 && x.shape[1] % step == 0 && x.shape[2] % step == 0,
      "UNet: \(levels.count) levels need images whose sides are multiples of \(step), found \(x.shape)")
    return outermost(x, mode)
  }

  /// From the outermost to the innermost.
  var levels: [UNetLevel] {
    var (found, next) = ([UNetLevel](), [outermost])
    while let level = next.first { (found, next) = (found + [level], level.below) }
    return found
  }
}

extension UNetLevel {
  /// - Parameter activation: of the outermost level; nil for the others.
  init(
    outer: Int, inner: Int, outputs: Int, below: UNetLevel?, hasSkips: Bool, dropout: Float,
    activation: Activation?, using random: Random
  ) {
    let initializer = Initializer.normal(0.02)
    isOutermost = activation != nil
    hasSkip = hasSkips && !isOutermost
    // Neither the image itself nor the innermost level, which is a single pixel at full budget, is normalized.
    let isNormalized = !isOutermost && below != nil
    down = Conv2D(
      outer, inner, kernel: 4, stride: 2, padding: .explicit(1), bias: false, initializer: initializer,
      using: random)
    downNorm = isNormalized ? InstanceNorm(inner, affine: true) : nil
    self.below = below.map { [$0] } ?? []
    up = ConvTranspose2D(
      below != nil && hasSkips ? 2 * inner : inner, outputs, kernel: 4, stride: 2, padding: .explicit(1),
      bias: isOutermost, activation: activation ?? .identity, initializer: initializer, using: random)
    upNorm = isOutermost ? nil : InstanceNorm(outputs, affine: true)
    self.dropout = dropout > 0 ? Dropout(dropout) : nil
  }
}

// snippet.discriminator
/// D: two images concatenated along channels, `[N, H, W, 6]`, in; one logit for each patch out.
public func makeDiscriminator(width: Int, downsamplings: Int, using random: Random) -> Sequential {
  patchDiscriminator(
    inputs: 6, width: width, downsamplings: downsamplings, bias: false,
    norm: { InstanceNorm($0, affine: true, activation: $1) }, using: random)
}
// snippet.end
