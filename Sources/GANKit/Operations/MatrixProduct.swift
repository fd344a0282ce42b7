/// The matrix product `[..., m, k] [..., k, n] -> [..., m, n]`: a product for each position along the leading axes, which
/// broadcast.
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
  require(
    a.rank >= 2 && b.rank >= 2 && a.shape[a.rank - 1] == b.shape[b.rank - 2],
    "matmul: needs [..., m, k] and [..., k, n], found \(a.shape) and \(b.shape)")
  if b.rank == 2 && a.rank > 2 {
    // One product of all rows is faster than many small ones.
    let (rows, columns) = (a.shape.dropLast(), b.shape[1])
    return product(a.reshaped(to: [rows.reduce(1, *), a.shape[a.rank - 1]]), b)
      .reshaped(to: Shape(rows + [columns]))
  }
  return product(a, b)
}

/// op(a) op(b), where op transposes if asked to.
///
/// Each derivative is another such product: with A = op(a), B = op(b) and the gradient dC of C = A B, those of A and B
/// are dC B^T and A^T dC, and where an operand is transposed, so is its gradient.
private func product(_ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false) -> Tensor {
  let (shapeA, shapeB) = (a.shape, b.shape)
  return unrecorded(a, b, transposeA: transposeA, transposeB: transposeB)
    .derivative(wrt: a) { dy in
      (transposeA
        ? product(b, dy, transposeA: transposeB, transposeB: true)
        : product(dy, b, transposeB: !transposeB)).summed(to: shapeA)
    }
    .derivative(wrt: b) { dy in
      (transposeB
        ? product(dy, a, transposeA: true, transposeB: transposeA)
        : product(a, dy, transposeA: !transposeA)).summed(to: shapeB)
    }
}

/// op(a) op(b) without a derivative.
private func unrecorded(_ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false)
  -> Tensor
{
  let span = Profile.begin()
  let result = Kernels.matrixProduct(a, b, transposeA: transposeA, transposeB: transposeB)
  span?.end(
    .matrixProduct,
    "\(a.shape)\(transposeA ? " transposed" : "") by \(b.shape)\(transposeB ? " transposed" : "")",
    operations: 2 * result.count * a.shape[transposeA ? a.rank - 2 : a.rank - 1])
  return result
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
  let y = unrecorded(x, weight)
  Kernels.addBias(bias, activation: f, inPlace: y)
  let z =
    y
    .derivative(wrt: x) { dz in product(dz, weight, transposeB: true) }
    .derivative(wrt: weight) { dz in product(x, dz, transposeA: true) }
    .derivative(wrtBias: bias)
  return f == .identity ? z : y.recordingActivation(f, of: z)
}

extension Tensor {
  /// The gradient of a bias that was added along the last axis: the sum over all others.
  func derivative(wrtBias bias: Tensor?) -> Tensor {
    guard let bias else { return self }
    let (shape, channels) = (self.shape, bias.count)
    return derivative(wrt: bias) { dz in
      dz.applying(
        linear: { Kernels.columnSums($0, columns: channels) }, transpose: { Kernels.broadcast($0, to: shape) }
      )
    }
  }
}

extension GradientCase {
  static var matrixProducts: [GradientCase] {
    [
      GradientCase("matmul", [[3, 4], [4, 5]]) { matmul($0[0], $0[1]) },
      GradientCase("matmul, one row", [[1, 4], [4, 1]]) { matmul($0[0], $0[1]) },
      GradientCase("matmul, batches", [[2, 3, 4], [2, 4, 2]]) { matmul($0[0], $0[1]) },
      GradientCase("matmul, one right matrix", [[2, 2, 3, 4], [4, 2]]) { matmul($0[0], $0[1]) },
      GradientCase("matmul, one left matrix", [[3, 4], [2, 4, 2]]) { matmul($0[0], $0[1]) },
      GradientCase("matmul, both broadcast", [[2, 1, 2, 3], [3, 3, 2]]) { matmul($0[0], $0[1]) },
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
