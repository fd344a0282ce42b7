/// The matrix product `[m, k] [k, n] -> [m, n]`.
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
  require(
    a.rank == 2 && b.rank == 2 && a.shape[1] == b.shape[0],
    "matmul: needs [m, k] and [k, n], found \(a.shape) and \(b.shape)")
  let (x, y) = (a.detached, b.detached)
  return Kernels.matrixProduct(x, y)
    .derivative(wrt: a) { dy in Kernels.matrixProduct(dy, y, transposeB: true) }
    .derivative(wrt: b) { dy in Kernels.matrixProduct(x, dy, transposeA: true) }
}

/// f(x W + b): `[N, in] [in, out] + [out] -> [N, out]`, bias and activation in one pass over the product.
public func linear(_ x: Tensor, weight: Tensor, bias: Tensor? = nil, activation f: Activation = .identity)
  -> Tensor
{
  require(
    x.rank == 2 && weight.rank == 2 && x.shape[1] == weight.shape[0],
    "linear: needs [N, \(weight.shape.first ?? 0)] for a weight of shape \(weight.shape), found \(x.shape)")
  require(
    bias == nil || bias!.shape == [weight.shape[1]],
    "linear: needs a bias of shape [\(weight.shape[1])], found \(bias!.shape)")
  let (input, w) = (x.detached, weight.detached)
  let y = Kernels.matrixProduct(input, w)
  Kernels.addBias(bias, activation: f, inPlace: y)
  let z =
    y
    .derivative(wrt: x) { dz in Kernels.matrixProduct(dz, w, transposeB: true) }
    .derivative(wrt: weight) { dz in Kernels.matrixProduct(input, dz, transposeA: true) }
    .derivative(wrtBias: bias)
  return f == .identity ? z : y.recordingActivation(f, of: z)
}

extension Tensor {
  /// The gradient of a bias that was added along the last axis: the sum over all others.
  func derivative(wrtBias bias: Tensor?) -> Tensor {
    guard let bias else { return self }
    let channels = bias.count
    return derivative(wrt: bias) { dz in Kernels.columnSums(dz, columns: channels) }
  }
}

extension GradientCase {
  static var matrixProducts: [GradientCase] {
    [
      GradientCase("matmul", [[3, 4], [4, 5]]) { matmul($0[0], $0[1]) },
      GradientCase("matmul, one row", [[1, 4], [4, 1]]) { matmul($0[0], $0[1]) },
      GradientCase("linear", [[3, 4], [4, 5]]) { linear($0[0], weight: $0[1]) },
      GradientCase("linear with bias", [[3, 4], [4, 5], [5]]) { linear($0[0], weight: $0[1], bias: $0[2]) },
      GradientCase("linear, bias, leakyReLU", [[3, 4], [4, 5], [5]]) {
        linear($0[0], weight: $0[1], bias: $0[2], activation: .leakyReLU(0.2))
      },
      GradientCase("linear, bias, tanh", [[3, 4], [4, 5], [5]]) {
        linear($0[0], weight: $0[1], bias: $0[2], activation: .tanh)
      },
    ]
  }
}
