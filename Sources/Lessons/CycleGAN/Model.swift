import GANKit

/// Where a generator normalizes each channel of each picture.
public enum Normalization: String, CaseIterable, Sendable {
  /// After every convolution but the last, as in the paper.
  case everywhere
  /// Only inside the residual blocks, beside which x passes as it is: a picture's brightness and colours are not lost.
  case blocks
}

// snippet.generator
/// G or F: images `[N, H, W, 3]` in [-1, 1] to images of the same size; H and W are multiples of 2^downsamplings.
///
/// Encoder, residual blocks and decoder of Zhu et al. 2017, appendix 7.2, which has 64 channels and 9 blocks.
public func makeGenerator(
  width: Int = 64, blocks: Int = 9, downsamplings: Int = 2, normalization: Normalization = .everywhere,
  using random: Random
) -> Sequential {
  let filters = Filters(normalization, random)
  let widths = (0...downsamplings).map { width << $0 }
  let steps = Array(zip(widths, widths.dropFirst()))
  return Sequential(
    filters.flat(3, width, kernel: 7)
      + steps.flatMap { filters.shrinking($0, $1) }
      + (0..<blocks).map { _ in filters.residual(widths[downsamplings]) }
      + steps.reversed().flatMap { filters.enlarging($1, $0) }
      + filters.picture(width, kernel: 7))
}
// snippet.end

/// D_A or D_B: images `[N, H, W, 3]` in, a decision for each patch out.
///
/// - Parameter downsamplings: 3 for patches of 70x70 pixels, as in the paper; 2 for 34x34; 1 for 16x16.
public func makeDiscriminator(width: Int = 64, downsamplings: Int = 3, using random: Random) -> Sequential {
  patchDiscriminator(
    inputs: 3, width: width, downsamplings: downsamplings, bias: true,
    norm: { InstanceNorm($0, activation: $1) }, using: random)
}

/// The outputs of a network for many images, ten at a time, so that memory does not grow with their number.
func applied(_ network: Sequential, to images: Tensor) -> Tensor {
  images.inPieces(of: 10) { network($0, .inference) }
}
