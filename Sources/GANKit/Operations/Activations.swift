/// max(x, 0), with derivative 0 at 0.
public func relu(_ x: Tensor) -> Tensor { x.activated(by: .relu) }

/// x where x is positive, slope * x elsewhere, with a slope in (0, 1) (Maas, Hannun and Ng 2013). At exactly 0 the
/// derivative is the slope, as in PyTorch.
public func leakyReLU(_ x: Tensor, slope: Float = 0.2) -> Tensor { x.activated(by: .leakyReLU(slope)) }

/// The hyperbolic tangent, in (-1, 1).
public func tanh(_ x: Tensor) -> Tensor { x.activated(by: .tanh) }

/// 1 / (1 + e^-x), in (0, 1).
public func sigmoid(_ x: Tensor) -> Tensor { x.activated(by: .sigmoid) }

extension Tensor {
  /// f(x), element by element.
  public func activated(by f: Activation) -> Tensor {
    if f == .identity { return self }
    return Kernels.activate(f, self).recordingActivation(f, of: self)
  }

  /// Records that this tensor, whose elements are already f(z), came from the tracked tensor `z`.
  ///
  /// Fused operations compute a linear part and its activation in one pass; this adds the second link of the chain.
  func recordingActivation(_ f: Activation, of z: Tensor) -> Tensor {
    detached.derivative(wrt: z) { dy, y in activationGradient(f, output: y, dy) }
  }
}

/// dy f'(x), from the output y = f(x).
private func activationGradient(_ f: Activation, output y: Tensor, _ dy: Tensor) -> Tensor {
  let gradient = Kernels.activationGradient(f, output: y.detached, dy.detached)
    .derivative(wrt: dy) { g in activationGradient(f, output: y, g) }
  return switch f {
  case .identity, .relu, .leakyReLU: gradient
  // f' is 1 - y^2
  case .tanh: gradient.derivative(wrt: y) { g in g * dy * y * -2 }
  // f' is y (1 - y)
  case .sigmoid: gradient.derivative(wrt: y) { g in g * dy * (1 - 2 * y) }
  }
}

extension GradientCase {
  static var activations: [GradientCase] {
    [
      GradientCase("relu", [[4, 5]]) { relu($0[0]) },
      GradientCase("leakyReLU", [[4, 5]]) { leakyReLU($0[0], slope: 0.3) },
      GradientCase("tanh", [[4, 5]], in: -2...2) { tanh($0[0]) },
      GradientCase("sigmoid", [[4, 5]], in: -3...3) { sigmoid($0[0]) },
    ]
  }
}
