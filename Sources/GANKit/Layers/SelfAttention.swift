/// Self-attention over the pixels of an image, as in SAGAN (Zhang et al. 2019, section 3):
/// `[N, H, W, C] -> [N, H, W, C]`.
///
/// With 1x1 convolutions f, g, h and v, pixel j gets o_j = v(sum over i of beta_ji h(x_i)). Here beta_ji, the softmax
/// over i of f(x_i)^T g(x_j), says how much pixel j attends to pixel i. The result is y = gamma o + x. A convolution
/// sees only a few pixels at a time; this layer sees all of them, at a cost that grows with the square of their number.
public struct SelfAttention: Layer {
  /// f, `[N, H, W, C] -> [N, H, W, inner]`.
  public let key: any Layer
  /// g, `[N, H, W, C] -> [N, H, W, inner]`.
  public let query: any Layer
  /// h, `[N, H, W, C] -> [N, H, W, inner]`.
  public let value: any Layer
  /// v, `[N, H, W, inner] -> [N, H, W, C]`.
  public let output: any Layer
  /// `[1]`, initially 0: the layer begins as the identity, and the network relies on local evidence first.
  public let gamma: Parameter

  /// - Parameters:
  ///   - channels: C.
  ///   - innerChannels: the number of channels of keys, queries and values; C / 8 if nil, at least 1.
  ///   - spectralNorm: whether the four convolutions are spectrally normalized, as in both networks of SAGAN.
  ///   - initializer: how the weights are drawn.
  ///   - random: the source that they are drawn from.
  public init(
    _ channels: Int, innerChannels: Int? = nil, spectralNorm: Bool = false,
    initializer: Initializer = .glorotUniform, using random: Random
  ) {
    let inner = innerChannels ?? max(channels / 8, 1)
    func convolution(_ inputs: Int, _ outputs: Int) -> any Layer {
      let layer = Conv2D(
        inputs, outputs, kernel: 1, bias: false, initializer: initializer, using: random)
      return spectralNorm ? SpectralNorm(layer, using: random) : layer
    }
    key = convolution(channels, inner)
    query = convolution(channels, inner)
    value = convolution(channels, inner)
    output = convolution(inner, channels)
    gamma = Parameter(.zeros([1]))
  }

  public var label: String { "Self-attention" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    require(x.rank == 4, "SelfAttention: needs images [N, H, W, C], found shape \(x.shape)")
    func pixels(_ images: Tensor) -> Tensor {
      images.reshaped(to: [images.shape[0], images.shape[1] * images.shape[2], images.shape[3]])
    }
    let attended = attention(
      query: pixels(query(x, mode)), key: pixels(key(x, mode)), value: pixels(value(x, mode)), scale: 1)
    let images = attended.reshaped(to: [x.shape[0], x.shape[1], x.shape[2], attended.shape[2]])
    return x + gamma.value * output(images, mode)
  }
}
