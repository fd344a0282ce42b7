/// A layer whose weight is divided by its largest singular value (spectral normalization; Miyato et al. 2018). Wrapped
/// around every layer of a discriminator, it bounds how fast the output can change with the input. A convolution's
/// weight counts as a matrix with one column for each output, as in the paper; the convolution itself may lengthen
/// an image by a somewhat larger factor, since its windows overlap.
///
///     Sequential {
///       SpectralNorm(Conv2D(3, 64, kernel: 3, activation: .leakyReLU(0.1), using: random), using: random)
///       SpectralNorm(Conv2D(64, 64, kernel: 4, stride: 2, activation: .leakyReLU(0.1), using: random), using: random)
///     }
///
/// The singular value is estimated by power iteration. Each call in training makes one step, which is enough to follow
/// the weight as it changes; in inference the vectors stay as they are. The gradient treats them as constants; see
/// ``spectrallyNormalized(_:outputAxis:u:v:)``.
public struct SpectralNorm<Wrapped: WeightedLayer>: Layer {
  /// The layer, with its weight before the division.
  public let layer: Wrapped
  /// The estimated singular vector on the side of the outputs, `[outputs]`.
  public let u: Buffer
  /// The estimated singular vector on the other side, with as many elements as the weight has for one output.
  public let v: Buffer

  /// - Parameters:
  ///   - layer: a dense layer or a convolution.
  ///   - random: the source that the first estimate is drawn from; 15 steps then improve it, as in PyTorch.
  public init(_ layer: Wrapped, using random: Random) {
    self.layer = layer
    let weight = layer.weight.value
    require(weight.count > 0, "SpectralNorm: needs a weight with elements, found shape \(weight.shape)")
    let start = Tensor.normal([weight.shape[layer.outputAxis]], using: random).withUnitLength()
    var vectors = powerIteration(weight, outputAxis: layer.outputAxis, u: start)
    for _ in 1..<15 { vectors = powerIteration(weight, outputAxis: layer.outputAxis, u: vectors.u) }
    (u, v) = (Buffer(vectors.u), Buffer(vectors.v))
  }

  public var label: String { "\(layer.label), spectral norm" }
  public var operations: [LayerOperation] { layer.operations + [.normalization(.spectral)] }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    let weight = layer.weight.value
    var vectors = (u: u.value, v: v.value)
    switch mode {
    case .training:
      vectors = powerIteration(weight, outputAxis: layer.outputAxis, u: vectors.u)
      (u.value, v.value) = vectors
    case .inference:
      // In the copy that a MovingAverage keeps, they are averages of unit vectors, which are a little shorter.
      vectors = (vectors.u.withUnitLength(), vectors.v.withUnitLength())
    }
    return layer(
      x, weight: spectrallyNormalized(weight, outputAxis: layer.outputAxis, u: vectors.u, v: vectors.v))
  }
}
