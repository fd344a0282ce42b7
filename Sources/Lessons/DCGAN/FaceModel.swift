import GANKit

// The networks for faces, 64x64 in colour: those of Radford, Metz and Chintala 2016, of any width.

// snippet.faceGenerator
/// G: `latentSize` normals in, a 64x64 colour image in [-1, 1] out. Every layer but the first doubles height and width.
///
/// - Parameter width: channels of the last hidden layer; the first has eight times as many. 64 as in the paper's code:
///   3,576,704 trained parameters.
/// - Parameter momentum: of the running statistics that are used after training; 0.9 follows a short training closely.
public func makeFaceGenerator(width: Int = 64, momentum: Float = 0.99, using random: Random) -> Sequential {
  func up(_ inputs: Int, _ outputs: Int) -> [any Layer] {
    [
      ConvTranspose2D(
        inputs, outputs, kernel: 4, stride: 2, bias: false, initializer: .normal(0.02), using: random),
      BatchNorm(outputs, momentum: momentum, activation: .relu),
    ]
  }
  let first = ConvTranspose2D(
    latentSize, 8 * width, kernel: 4, padding: .valid, bias: false, initializer: .normal(0.02), using: random)
  let last = ConvTranspose2D(
    width, 3, kernel: 4, stride: 2, bias: false, activation: .tanh, initializer: .normal(0.02), using: random)
  return Sequential(
    [Reshape([1, 1, latentSize]), first, BatchNorm(8 * width, momentum: momentum, activation: .relu)]
      + up(8 * width, 4 * width) + up(4 * width, 2 * width) + up(2 * width, width) + [last])
}
// snippet.end

// snippet.faceDiscriminator
/// D: an image in, one logit out. Strides instead of pooling, and no batch norm at the input.
///
/// - Parameter width: channels of the first layer; the last hidden one has eight times as many. 64 as in the paper's
///   code: 2,765,568 trained parameters.
public func makeFaceDiscriminator(width: Int = 64, using random: Random) -> Sequential {
  func down(_ inputs: Int, _ outputs: Int) -> [any Layer] {
    [
      Conv2D(inputs, outputs, kernel: 4, stride: 2, bias: false, initializer: .normal(0.02), using: random),
      BatchNorm(outputs, activation: .leakyReLU(0.2)),
    ]
  }
  let first = Conv2D(
    3, width, kernel: 4, stride: 2, bias: false, activation: .leakyReLU(0.2), initializer: .normal(0.02),
    using: random)
  let last = Conv2D(
    8 * width, 1, kernel: 4, padding: .valid, bias: false, initializer: .normal(0.02), using: random)
  return Sequential(
    [first] + down(width, 2 * width) + down(2 * width, 4 * width) + down(4 * width, 8 * width)
      + [last, Flatten()])
}
// snippet.end
