import TestSupport
import Testing

@testable import GANKit

/// Convolutions with strides, kernels and dilations for each axis, and with groups.
@Suite struct GeneralConvolutionTests {
  @Test func everyCaseIsThere() throws {
    let cases = try ReferenceFamily("general-convolution").cases
    #expect(cases.count == 60)
    for mode in ["convolution", "transposed"] {
      for kind in ["strides", "dilated", "grouped", "depthwise", "all"] {
        #expect(cases.count { $0.name.hasPrefix("\(mode)-\(kind)-") } == 6)
      }
    }
  }

  /// On every engine: some know only plain convolutions and hand these on.
  @Test(
    arguments: ReferenceFamily.cases("general-convolution"),
    ComputeEngine.allCases.filter { $0 != .onednn || ComputeEngine.hasOneDNN })
  func agreesWithPyTorch(_ reference: ReferenceCase, _ engine: ComputeEngine) throws {
    let (inputs, outputs) = (try reference(\.inputs), try reference(\.outputs))
    let (kernel, stride) = (try perAxis(reference(\.kernels)), try perAxis(reference(\.strides)))
    let (dilation, groups) = (try perAxis(reference(\.dilations)), try reference(\.groups))
    let sides = try perAxis(reference(\.paddings))
    let padding = Padding.sides(
      top: sides.height, bottom: sides.height, left: sides.width, right: sides.width)
    try ComputeEngine.$override.withValue(engine) {
      if try reference(\.mode) == "convolution" {
        let layer = Conv2D(
          inputs, outputs, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
          groups: groups, using: Random(seed: 1))
        #expect(layer.inputs == inputs && layer.outputs == outputs)
        try reference.expect(layer)
      } else {
        let layer = ConvTranspose2D(
          inputs, outputs, kernel: kernel, stride: stride, padding: padding,
          outputPadding: try perAxis(reference(\.outputPaddings)), dilation: dilation, groups: groups,
          using: Random(seed: 1))
        #expect(layer.inputs == inputs && layer.outputs == outputs)
        try reference.expect(layer)
      }
    }
  }

  /// Sizes at which work is cut up and vectors are filled, which the reference values are too small for.
  @Test(arguments: [1, 2, 3], [(1, 1), (3, 3), (15, 15), (24, 24), (24, 72), (70, 70)])
  func depthwiseAgreesWithGroupsOneByOne(_ step: Int, _ channels: (inputs: Int, kernels: Int)) {
    let geometry = ConvolutionGeometry(
      inputHeight: 20, inputWidth: 17, kernelHeight: 3, kernelWidth: 2,
      stride: PerAxis(height: step, width: 1), top: 1, bottom: 2, left: 0, right: 3,
      dilation: PerAxis(height: 1, width: step), groups: channels.inputs)
    compare(
      DepthwiseConvolution(), GroupedConvolution(engine: MatrixConvolution()), geometry,
      channels: channels.inputs, kernels: channels.kernels)
  }

  @Test(arguments: [1, 2]) func groupsOfWholeVectorsAgreeOnTheFastestEngine(_ stride: Int) {
    let geometry = ConvolutionGeometry(
      inputHeight: 16, inputWidth: 16, kernelHeight: 3, kernelWidth: 3, stride: PerAxis(stride), top: 1,
      bottom: 1, left: 1, right: 1, groups: 2)
    compare(
      GroupedConvolution(engine: FastestConvolution()), GroupedConvolution(engine: MatrixConvolution()),
      geometry, channels: 64, kernels: 96)
  }

  private func compare(
    _ engine: any ConvolutionEngine, _ oracle: any ConvolutionEngine, _ geometry: ConvolutionGeometry,
    channels: Int, kernels: Int
  ) {
    let random = Random(seed: 1)
    let g = geometry
    let x = Tensor.uniform([4, g.inputHeight, g.inputWidth, channels], in: -1...1, using: random)
    let shape: Shape = [g.kernelHeight, g.kernelWidth, channels / g.groups, kernels]
    let w = Tensor.uniform(shape, in: -1...1, using: random)
    let b = Tensor.uniform([kernels], in: -1...1, using: random)
    let dy = Tensor.uniform([4, g.outputHeight, g.outputWidth, kernels], in: -1...1, using: random)
    func products(_ engine: any ConvolutionEngine) -> [Tensor] {
      [
        engine.convolve(x, w, bias: b, activation: .leakyReLU(0.2), g), engine.inputGradient(dy, w, g),
        engine.weightGradient(x, dy, g),
      ]
    }
    for (index, (found, expected)) in zip(products(engine), products(oracle)).enumerated() {
      expectClose(found, expected, within: .ofLargest(1e-5), "product \(index)")
    }
  }

  @Test func aNumberForBothAxesIsTheSameAsTwo() {
    let random = Random(seed: 1)
    let x = Tensor.uniform([2, 7, 6, 4], in: -1...1, using: random)
    let w = Tensor.uniform([3, 3, 2, 4], in: -1...1, using: random)
    let (stride, dilation) = (2, 2)
    #expect(
      convolution(x, weight: w, stride: stride, padding: .same, dilation: dilation, groups: 2)
        == convolution(x, weight: w, stride: [2, 2], padding: .same, dilation: [2, 2], groups: 2))
    #expect(
      transposedConvolution(x, weight: w, stride: stride, padding: .explicit(1), outputPadding: 1, groups: 2)
        == transposedConvolution(
          x, weight: w, stride: [2, 2], padding: .explicit(1), outputPadding: [1, 1], groups: 2))
  }

  @Test func labelsSayWhatIsSpecial() {
    let random = Random(seed: 1)
    #expect(Conv2D(4, 8, kernel: 3, stride: 2, using: random).label == "Conv 8, 3x3, stride 2")
    #expect(
      Conv2D(4, 8, kernel: [1, 3], stride: [1, 2], dilation: 2, groups: 2, activation: .relu, using: random)
        .label == "Conv 8, 1x3, stride 1x2, dilation 2, 2 groups, ReLU")
    #expect(Conv2D(4, 8, kernel: 3, groups: 4, using: random).label == "Depthwise conv 8, 3x3, stride 1")
    #expect(
      ConvTranspose2D(4, 8, kernel: 4, stride: 2, groups: 2, using: random).label
        == "Transposed conv 8, 4x4, stride 2, 2 groups")
  }
}

/// A height and a width from a fixture.
func perAxis(_ numbers: [Int]) throws -> PerAxis {
  try #require(numbers.count == 2)
  return PerAxis(height: numbers[0], width: numbers[1])
}
