/// A convolution whose channels are divided into groups: another engine computes the groups one by one, each with its
/// part of the channels and of the kernels.
///
/// Where every channel is a group of its own, this would be a crowd of tiny products; ``DepthwiseConvolution`` does it
/// in one pass.
struct GroupedConvolution: ConvolutionEngine {
  let engine: any ConvolutionEngine

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    joined(geometry) { group in
      engine.convolve(
        group.part(of: x), group.part(of: weight), bias: bias.map(group.part), activation: f,
        geometry.ofOneGroup)
    }
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    joined(geometry) { group in
      engine.inputGradient(group.part(of: dy), group.part(of: weight), geometry.ofOneGroup)
    }
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    joined(geometry) { group in
      engine.weightGradient(group.part(of: x), group.part(of: dy), geometry.ofOneGroup)
    }
  }

  private func joined(_ geometry: ConvolutionGeometry, _ product: (Group) -> Tensor) -> Tensor {
    Kernels.concatenate(
      (0..<geometry.groups).map { product(Group(number: $0, groups: geometry.groups)) }, axis: 3)
  }

  /// One of several equal parts of the last axis: of the channels of images, of the kernels of a weight, of a bias.
  private struct Group {
    let number: Int
    let groups: Int

    func part(of tensor: Tensor) -> Tensor {
      let size = tensor.shape[tensor.rank - 1] / groups
      return Kernels.slice(tensor, axis: tensor.rank - 1, number * size..<(number + 1) * size)
    }
  }
}
