import TestSupport
import Testing

@testable import GANKit

/// What layers do beyond the values of their operations.
@Suite struct LayerTests {
  @Test func aTableNamesEveryLayerAndItsOutput() {
    let random = Random(seed: 1)
    let network = Sequential {
      SpectralNorm(Conv2D(3, 8, kernel: 3, activation: .leakyReLU(0.1), using: random), using: random)
      Conv2D(8, 8, kernel: 3, groups: 8, using: random)
      GroupNorm(8, groups: 2, activation: .relu)
      SelfAttention(8, using: random)
      AveragePool(2)
      Upsample(2, .bilinear)
      MaxPool(3, stride: [2, 1], padding: .explicit(1))
      MinibatchDeviation(groupSize: 4)
      GlobalAveragePool()
      LayerNorm(9)
      SpectralNorm(Dense(9, 1, using: random), using: random)
    }
    let table = NetworkTable(network, input: [8, 8, 3])
    #expect(
      table.rows.map(\.layer) == [
        "Conv 8, 3x3, stride 1, LeakyReLU(0.1), spectral norm", "Depthwise conv 8, 3x3, stride 1",
        "Group norm, 2 groups, ReLU", "Self-attention", "Average pooling 2x2, stride 2",
        "Upsampling 2, bilinear", "Max pooling 3x3, stride 2x1", "Minibatch deviation",
        "Global average pooling", "Layer norm", "Dense 1, spectral norm",
      ])
    #expect(
      table.rows.map(\.output) == [
        [8, 8, 8], [8, 8, 8], [8, 8, 8], [8, 8, 8], [4, 4, 8], [8, 8, 8], [4, 8, 8], [4, 8, 9], [9], [9], [1],
      ])
    #expect(table.rows.map(\.trained) == [224, 80, 16, 33, 0, 0, 0, 0, 0, 18, 10])
    #expect(table.rows.map(\.kept) == [35, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10])
  }

  @Test func spectralNormBoundsTheStretchOfEveryInput() {
    let random = Random(seed: 1)
    let layer = SpectralNorm(
      Dense(6, 4, bias: false, initializer: .normal(3), using: random), using: random)
    for _ in 0..<50 { _ = layer(.zeros([1, 6]), .training(random)) }
    let x = Tensor.normal([500, 6], using: random)
    let y = layer(x, .inference)
    let stretch = (square(y).sum(axes: [1]) / square(x).sum(axes: [1])).scalars.map { $0.squareRoot() }
    #expect(stretch.allSatisfy { $0 <= 1.0001 } && stretch.max()! > 0.8)
    // The vectors themselves are the input and the output of the largest stretch.
    let image = layer(layer.v.value.reshaped(to: [1, 6]), .inference)
    expectClose(image, layer.u.value.reshaped(to: [1, 4]), within: 1e-4)
  }

  @Test func spectralNormKeepsItsVectorsInInferenceAndInCheckpoints() throws {
    let random = Random(seed: 1)
    let layer = SpectralNorm(Conv2D(2, 3, kernel: 3, using: random), using: random)
    let x = Tensor.normal([1, 4, 4, 2], using: random)
    let (u, v) = (layer.u.value, layer.v.value)
    _ = layer(x, .inference)
    #expect(layer.u.value == u && layer.v.value == v)
    layer.layer.weight.value = layer.layer.weight.value + .normal([3, 3, 2, 3], using: random)
    _ = layer(x, .training(random))
    #expect(layer.u.value != u && layer.v.value != v)

    #expect(layer.parameters.map(\.name) == ["layer.weight", "layer.bias"])
    #expect(layer.buffers.map(\.name) == ["u", "v"])
    var checkpoint = Checkpoint()
    layer.save(to: &checkpoint, as: "critic")
    let other = SpectralNorm(Conv2D(2, 3, kernel: 3, using: random), using: random)
    #expect(other(x, .inference) != layer(x, .inference))
    try other.load(from: checkpoint, as: "critic")
    #expect(other(x, .inference) == layer(x, .inference))
  }

  @Test func aMovingAverageOfSpectralNormDividesByItsOwnSingularValue() {
    let random = Random(seed: 1)
    func layer() -> SpectralNorm<Dense> {
      SpectralNorm(Dense(5, 3, bias: false, using: random), using: random)
    }
    let trained = layer()
    let average = MovingAverage(of: trained, in: layer(), decay: 0.9)
    for _ in 0..<20 {
      trained.layer.weight.value = .normal([5, 3], using: random)
      _ = trained(.zeros([1, 5]), .training(random))
      average.update()
    }
    let (u, v) = (average.model.u.value, average.model.v.value)
    #expect(square(u).sum().scalar < 0.8)
    let (length, weight) = (sqrt(square(u).sum() * square(v).sum()), average.model.layer.weight.value)
    let sigma =
      matmul(matmul(v.reshaped(to: [1, 5]), weight), u.reshaped(to: [3, 1])).scalar / length.scalar
    let x = Tensor.normal([4, 5], using: random)
    expectClose(average.model(x, .inference), matmul(x, weight) / sigma, within: .ofLargest(1e-5))
  }

  @Test func selfAttentionCanBeSpectrallyNormalizedAndBeginsAsTheIdentity() {
    let random = Random(seed: 1)
    let layer = SelfAttention(16, spectralNorm: true, using: random)
    let x = Tensor.normal([2, 3, 3, 16], using: random)
    #expect(layer(x, .inference) == x)
    #expect(layer.parameterCount == 4 * 16 * 2 + 1 && layer.buffers.count == 8)
  }

  @Test func anEmbeddingIsAProductWithOneHotRows() throws {
    let embedding = Embedding(4, 3, using: Random(seed: 1))
    let (indices, hot) = ([2, 0, 2], Tensor.oneHot([2, 0, 2], classes: 4))
    #expect(embedding(indices) == matmul(hot, embedding.weight.value))
    let cotangent = Tensor.normal([3, 3], using: Random(seed: 2))
    let (_, found) = gradients(of: embedding) { (embedding(indices) * cotangent).sum() }
    expectClose(
      try #require(found[embedding.weight]), matmul(hot.transposed(), cotangent), within: .ofLargest(1e-6))
  }

  @Test func theLargestOfNaNIsNaN() {
    let x = Tensor([1, .nan, 3, 2], shape: [1, 2, 2, 1])
    #expect(x.maxPooled(kernel: 2).scalar.isNaN)
    #expect(Tensor.full([1, 3, 3, 2], -.infinity).maxPooled(kernel: 3).scalars == [-.infinity, -.infinity])
  }

  @Test func theGradientOfEqualValuesGoesToTheFirst() {
    let found = gradient(at: Tensor.ones([1, 2, 2, 1])) { $0.maxPooled(kernel: 2).sum() }
    #expect(found.scalars == [1, 0, 0, 0])
  }
}
