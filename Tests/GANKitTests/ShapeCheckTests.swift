import TestSupport
import Testing

@testable import GANKit

/// What reaches the kernels in C, which look at no shapes: each is refused, or right.
@Suite("Shapes are checked before kernels read them")
struct ShapeCheckTests {
  /// Calls with one shape or argument that does not fit.
  enum Mistake: String, CaseIterable, Sendable {
    case convolutionBias, transposedBias, convolutionEmptyKernel, transposedEmptyKernel
    case negativePadding, transposedNegativePadding, outputPaddingWithSame
    case statisticsOfOneChannel, statisticsOfEightChannels, statisticsOfOtherImages
    case groupsOfOtherChannels, groupsThatDoNotDivide, transposedGroups, noGroups
    case strideOfZero, dilationOfZero, dilatedKernelTooLarge, transposedBiasOfOneGroup
    case poolingWithoutPixels, maxPoolingWithoutPixels, poolingOfVectors, poolingTooLarge
    case upsamplingByZero, upsamplingOfVectors, layerNormScale, groupNormScale, groupNormGroups,
      groupNormLayer
    case spectralVectors, spectralAxis, attentionKeys, attentionBatch, attentionToNothing, deviationGroups,
      embeddingIndex
    case outputPaddingOfOneAxis, oneNumberForTwoAxes, layerGroups
    case givenMean, givenVariance, softmaxOfNothing, meanOfNothing
    case likelihoodLogits, likelihoodOfNothing, logSumExpOfNothing, connectionMask
    case shiftsOfOtherPictures, cutoutsOfOtherPictures, cutoutOutside, coloursOfOtherPictures

    func make() {
      let images = Tensor.ones([2, 4, 4, 64])
      let kernels = Tensor.ones([3, 3, 64, 64])
      let vector = Tensor.ones([64])
      func norm(_ statistics: ChannelStatistics) {
        _ = normalized(images, statistics: statistics, epsilon: 1e-3)
      }
      func given(mean: Tensor, variance: Tensor) {
        _ = normalized(images, gamma: vector, beta: vector, mean: mean, variance: variance, epsilon: 1e-3)
      }
      switch self {
      case .convolutionBias: _ = convolution(images, weight: kernels, bias: Tensor.ones([3]))
      case .transposedBias: _ = transposedConvolution(images, weight: kernels, bias: Tensor.ones([3]))
      case .convolutionEmptyKernel: _ = convolution(images, weight: .ones([0, 3, 64, 64]))
      case .transposedEmptyKernel: _ = transposedConvolution(images, weight: .ones([3, 0, 64, 64]))
      case .negativePadding: _ = convolution(images, weight: kernels, padding: .explicit(-1))
      case .transposedNegativePadding:
        _ = transposedConvolution(
          images, weight: kernels, padding: .sides(top: 0, bottom: 0, left: -2, right: 0))
      case .outputPaddingWithSame:
        _ = transposedConvolution(images, weight: kernels, stride: 2, padding: .same, outputPadding: 1)
      case .groupsOfOtherChannels: _ = convolution(images, weight: kernels, groups: 2)
      case .groupsThatDoNotDivide: _ = convolution(images, weight: .ones([3, 3, 32, 63]), groups: 2)
      case .transposedGroups: _ = transposedConvolution(images, weight: kernels, groups: 3)
      case .noGroups: _ = convolution(images, weight: kernels, groups: 0)
      case .strideOfZero: _ = convolution(images, weight: kernels, stride: [1, 0])
      case .dilationOfZero: _ = convolution(images, weight: kernels, dilation: [0, 1])
      case .dilatedKernelTooLarge: _ = convolution(images, weight: kernels, dilation: [1, 2])
      case .transposedBiasOfOneGroup:
        _ = transposedConvolution(images, weight: .ones([3, 3, 32, 64]), bias: .ones([32]), groups: 2)
      case .poolingWithoutPixels: _ = images.averagePooled(kernel: 2, padding: .explicit(2))
      case .maxPoolingWithoutPixels:
        _ = images.maxPooled(kernel: [3, 1], padding: .sides(top: 0, bottom: 0, left: 0, right: 1))
      case .poolingOfVectors: _ = vector.maxPooled(kernel: 2)
      case .poolingTooLarge: _ = images.maxPooled(kernel: [5, 1])
      case .upsamplingByZero: _ = images.upsampled([2, 0])
      case .upsamplingOfVectors: _ = vector.upsampled(2)
      case .layerNormScale: _ = layerNormalized(images, gamma: .ones([4]), epsilon: 1e-3)
      case .groupNormScale: _ = groupNormalized(images, groups: 2, beta: .ones([2]), epsilon: 1e-3)
      case .groupNormGroups: _ = groupNormalized(images, groups: 3, epsilon: 1e-3)
      case .groupNormLayer: _ = GroupNorm(64, groups: 5)
      case .spectralVectors: _ = spectrallyNormalized(kernels, outputAxis: 3, u: vector, v: vector)
      case .spectralAxis: _ = spectrallyNormalized(kernels, outputAxis: 4, u: vector, v: vector)
      case .attentionKeys:
        _ = attention(query: .ones([2, 3, 4]), key: .ones([2, 5, 3]), value: .ones([2, 5, 6]))
      case .attentionBatch:
        _ = attention(query: .ones([2, 3, 4]), key: .ones([2, 5, 4]), value: .ones([1, 5, 6]))
      case .attentionToNothing:
        _ = attention(query: .ones([2, 3, 4]), key: .ones([2, 0, 4]), value: .ones([2, 0, 6]))
      case .deviationGroups: _ = images.withMinibatchDeviation(groupSize: 3)
      case .embeddingIndex: _ = Embedding(4, 2, using: Random(seed: 1))([1, 4])
      case .outputPaddingOfOneAxis:
        _ = transposedConvolution(images, weight: kernels, stride: [3, 2], outputPadding: [2, 2])
      case .oneNumberForTwoAxes: _ = convolution(images, weight: kernels, stride: [2])
      case .layerGroups: _ = Conv2D(6, 9, kernel: 3, groups: 2, using: Random(seed: 1))
      case .statisticsOfOneChannel: norm(ChannelStatistics(ofBatch: .ones([2, 4, 4, 1])))
      case .statisticsOfEightChannels: norm(ChannelStatistics(ofEachImage: .ones([2, 4, 4, 8])))
      case .statisticsOfOtherImages: norm(ChannelStatistics(ofEachImage: .ones([3, 4, 4, 64])))
      case .givenMean: given(mean: .ones([1]), variance: vector)
      case .givenVariance: given(mean: vector, variance: .ones([8]))
      case .softmaxOfNothing: _ = logSoftmax(.ones([3, 0]))
      case .meanOfNothing: _ = Tensor.ones([0, 3]).mean(axes: [0])
      case .likelihoodLogits: _ = bernoulliLogLikelihood(of: .ones([2, 3]), logits: .ones([2, 4]))
      case .likelihoodOfNothing:
        _ = gaussianLogLikelihood(of: .ones([0, 3]), mean: .ones([0, 3]), logVariance: .ones([0, 3]))
      case .logSumExpOfNothing: _ = logSumExp(.ones([3, 0]))
      case .connectionMask: _ = MaskedDense(mask: .ones([3]), using: Random(seed: 1))
      case .shiftsOfOtherPictures: _ = images.translated(by: [1])
      case .cutoutsOfOtherPictures: _ = images.cuttingOut([])
      case .cutoutOutside:
        let cutout = PixelRectangle(rows: 1..<3, columns: 2..<5)
        _ = images.cuttingOut([cutout, cutout])
      case .coloursOfOtherPictures: _ = images.recoloured(by: [ColourChange()])
      }
    }

    /// What the message names: the operation, and the shape or number that does not fit.
    var words: (String, String) {
      switch self {
      case .convolutionBias: ("convolution: ", "[3]")
      case .transposedBias: ("transposedConvolution: ", "[3]")
      case .convolutionEmptyKernel: ("convolution: ", "[0, 3, 64, 64]")
      case .transposedEmptyKernel: ("transposedConvolution: ", "[3, 0, 64, 64]")
      case .negativePadding: ("convolution: ", "-1")
      case .transposedNegativePadding: ("transposedConvolution: ", "-2")
      case .outputPaddingWithSame: ("transposedConvolution: ", "outputPadding")
      case .groupsOfOtherChannels: ("convolution: ", "in 2 groups take 128 channels")
      case .groupsThatDoNotDivide: ("convolution: ", "[3, 3, 32, 63]")
      case .transposedGroups: ("transposedConvolution: ", "3 groups")
      case .noGroups: ("convolution: ", "found 0")
      case .strideOfZero: ("convolution: ", "1x0")
      case .dilationOfZero: ("convolution: ", "0x1")
      case .dilatedKernelTooLarge: ("convolution: ", "with dilation 1x2 does not fit")
      case .transposedBiasOfOneGroup: ("transposedConvolution: ", "[64], found [32]")
      case .poolingWithoutPixels: ("averagePooled: ", "less than the 2x2 kernel")
      case .maxPoolingWithoutPixels: ("maxPooled: ", "less than the 3x1 kernel")
      case .poolingOfVectors: ("maxPooled: ", "[64]")
      case .poolingTooLarge: ("maxPooled: ", "5x1 kernel does not fit")
      case .upsamplingByZero: ("upsampled: ", "2x0")
      case .upsamplingOfVectors: ("upsampled: ", "[64]")
      case .layerNormScale: ("normalization: ", "[4]")
      case .groupNormScale: ("normalization: ", "[2]")
      case .groupNormGroups: ("groupNormalized: ", "into 3 groups")
      case .groupNormLayer: ("GroupNorm: ", "into 5 groups")
      case .spectralVectors: ("spectrallyNormalized: ", "v [576], found [64] and [64]")
      case .spectralAxis: ("spectrallyNormalized: ", "axis 4")
      case .attentionKeys: ("attention: ", "[2, 5, 3]")
      case .attentionBatch: ("attention: ", "[1, 5, 6]")
      case .attentionToNothing: ("attention: ", "[2, 0, 4]")
      case .deviationGroups: ("withMinibatchDeviation: ", "2 images")
      case .embeddingIndex: ("gathered: ", "row 4")
      case .outputPaddingOfOneAxis: ("transposedConvolution: ", "less than the stride 3x2, found 2")
      case .oneNumberForTwoAxes: ("PerAxis: ", "[2]")
      case .layerGroups: ("Conv2D: ", "6 inputs and 9 outputs")
      case .statisticsOfOneChannel: ("normalization: ", "[1, 1]")
      case .statisticsOfEightChannels: ("normalization: ", "[2, 8]")
      case .statisticsOfOtherImages: ("normalization: ", "[3, 64]")
      case .givenMean: ("normalization: ", "[1]")
      case .givenVariance: ("normalization: ", "[8]")
      case .softmaxOfNothing: ("logSoftmax: ", "[3, 0]")
      case .meanOfNothing: ("mean: ", "[0, 3]")
      case .likelihoodLogits: ("bernoulliLogLikelihood: ", "[2, 3], found [2, 4]")
      case .likelihoodOfNothing: ("gaussianLogLikelihood: ", "[0, 3]")
      case .logSumExpOfNothing: ("logSumExp: ", "[3, 0]")
      case .connectionMask: ("MaskedDense: ", "[3]")
      case .shiftsOfOtherPictures: ("translated: ", "found 1")
      case .cutoutsOfOtherPictures: ("cuttingOut: ", "found 0")
      case .cutoutOutside: ("cuttingOut: ", "columns 2..<5")
      case .coloursOfOtherPictures: ("recoloured: ", "found 1")
      }
    }
  }

  @Test(arguments: Mistake.allCases)
  func isRefused(_ mistake: Mistake) async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      [name = mistake.rawValue as String] in
      Mistake(rawValue: name)?.make()
    }
    expectMessage(of: result, mistake.words.0, mistake.words.1)
  }

  @Test func aMatrixProductOverNothingIsZero() {
    // Leave numbers in the buffers that the product will get.
    for _ in 0..<4 { _ = Tensor.full([5, 7], 3) }
    #expect(matmul(.ones([5, 0]), .ones([0, 7])) == .zeros([5, 7]))
    let bias = Tensor([1, 2, 3])
    #expect(linear(.ones([2, 0]), weight: .ones([0, 3]), bias: bias).scalars == [1, 2, 3, 1, 2, 3])
    let found = gradients(at: [.ones([0, 4]), .ones([4, 3])]) { matmul($0[0], $0[1]).sum() }
    #expect(found[0].shape == [0, 4] && found[1] == .zeros([4, 3]))
  }

  /// Shapes of images and kernels of which one extent is zero.
  static let empty: [(images: Shape, kernels: Shape)] = [
    ([0, 5, 4, 3], [3, 3, 3, 2]), ([2, 5, 4, 0], [3, 3, 0, 2]), ([2, 5, 4, 3], [3, 3, 3, 0]),
    ([2, 5, 0, 3], [3, 3, 3, 2]),
  ]

  @Test(arguments: ComputeEngine.allCases, empty)
  func convolutionsOfNothingAreTheirBias(_ engine: ComputeEngine, _ shapes: (images: Shape, kernels: Shape)) {
    guard engine != .onednn || ComputeEngine.hasOneDNN else { return }
    ComputeEngine.$override.withValue(engine) {
      let (x, w) = (Tensor.ones(shapes.images), Tensor.ones(shapes.kernels))
      let bias = Tensor((0..<w.shape[3]).map { Float($0) - 0.5 })
      let padding = Padding.sides(top: 1, bottom: 1, left: 2, right: 2)
      let y = convolution(x, weight: w, bias: bias, padding: padding, activation: .relu)
      #expect(y.shape == [x.shape[0], x.shape[1], x.shape[2] + 2, w.shape[3]])
      #expect(y == relu(bias).broadcast(to: y.shape))
      let found = gradients(at: [x, w, bias]) {
        convolution($0[0], weight: $0[1], bias: $0[2], padding: padding).sum()
      }
      #expect(found[0] == .zeros(x.shape) && found[1] == .zeros(w.shape))
      #expect(found[2] == .full(bias.shape, Float(y.count / max(1, w.shape[3]))))
    }
  }

  @Test(arguments: [[0, 3, 2, 3], [2, 3, 2, 0]])
  func transposedConvolutionsOfNothingAreTheirBias(_ images: [Int]) {
    let (x, w) = (Tensor.ones(Shape(images)), Tensor.ones([4, 4, 2, images[3]]))
    let bias = Tensor([1, 2])
    let y = transposedConvolution(x, weight: w, bias: bias, stride: 2, padding: .same)
    #expect(y == bias.broadcast(to: [images[0], 6, 4, 2]))
    let found = gradients(at: [x, w, bias]) {
      transposedConvolution($0[0], weight: $0[1], bias: $0[2], stride: 2, padding: .same).sum()
    }
    #expect(found[0] == .zeros(x.shape) && found[1] == .zeros(w.shape))
    #expect(found[2] == .full([2], Float(images[0] * 24)))
  }

  /// Batch 0, zero width, zero channels.
  @Test(arguments: [[0, 4, 4, 8], [2, 4, 0, 8], [2, 4, 4, 0]])
  func operationsOnNothingGiveNothing(_ extents: [Int]) {
    let shape = Shape(extents)
    let channels: Shape = [shape[3]]
    let (x, vector) = (Tensor.ones(shape), Tensor.ones(channels))
    let found = gradients(at: [x, vector, vector, vector]) { inputs in
      let y = normalized(
        inputs[0], gamma: inputs[1], beta: inputs[2], mean: vector, variance: vector, epsilon: 1e-3,
        activation: .leakyReLU(0.2))
      let z = parametricReLU(y, slope: inputs[3])
      return z.padded(top: 0, bottom: 0, left: 0, right: 0).permuted([0, 3, 1, 2]).sum()
    }
    #expect(found[0].shape == shape)
    #expect(found[1] == .zeros(channels) && found[2] == .zeros(channels) && found[3] == .zeros(channels))
    #expect(x.sum().scalar == 0 && (x * 2 + x).shape == shape)
    #expect(x.sum(axes: [0, 1, 2]) == .zeros(channels))
    #expect(concatenate([x, x], axis: 3).shape == [shape[0], shape[1], shape[2], 2 * shape[3]])
    #expect(dropout(x, rate: 0.5, using: Random(seed: 1)).shape == shape)
    #expect(softmax(Tensor.ones([0, 4])).shape == [0, 4])
    let wide: Shape = [shape[0], 8, 2 * shape[2], shape[3]]
    #expect(x.upsampled(2, .bilinear).shape == wide && x.upsampled(2).shape == wide)
    guard shape[2] > 0 else { return }
    for pooled in [x.maxPooled(kernel: 2), x.averagePooled(kernel: 2)] {
      #expect(pooled.shape == [shape[0], 2, 2, shape[3]])
    }
    #expect(gradient(at: x) { $0.maxPooled(kernel: 2).sum() }.shape == shape)
  }
}
