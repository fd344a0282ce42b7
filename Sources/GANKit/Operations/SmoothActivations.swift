import CKernels

// Activations that are smooth at 0. They are functions of their own: no fused pass applies them.

/// x Φ(x), where Φ is the distribution function of the standard normal distribution, (1 + erf(x / √2)) / 2
/// (Hendrycks and Gimpel 2016). This is the exact form, not the approximation by tanh.
public func gelu(_ x: Tensor) -> Tensor { x * normalDistribution(x) }

/// x sigmoid(x) (Elfwing, Uchibe and Doya 2017), also called swish (Ramachandran, Zoph and Le 2017).
public func silu(_ x: Tensor) -> Tensor { x * sigmoid(x) }

/// x where x is positive, α (e^x - 1) elsewhere, above -α (Clevert, Unterthiner and Hochreiter 2015). At exactly 0 the
/// derivative is α.
public func elu(_ x: Tensor, alpha: Float = 1) -> Tensor {
  let input = x.detached
  let y = (alpha * Kernels.unary(GK_EXP_MINUS_1, input)).replacing(with: input, where: input .> 0)
  // Where x is not positive, α e^x is y + α.
  return y.derivative(wrt: x) { dy, y in dy * (y + alpha).replacing(with: 1, where: input .> 0) }
}

/// The probability that a standard normal number is at most x.
private func normalDistribution(_ x: Tensor) -> Tensor {
  Kernels.unary(GK_NORMAL_CDF, x).derivative(wrt: x) { dy in
    dy * exp(square(x) * -0.5) * (0.5 / Float.pi).squareRoot()
  }
}

extension GradientCase {
  static var smoothActivations: [GradientCase] {
    [
      GradientCase("gelu", [[4, 5]], in: -3...3) { gelu($0[0]) },
      GradientCase("silu", [[4, 5]], in: -3...3) { silu($0[0]) },
      GradientCase("elu", [[4, 5]], in: -3...3) { elu($0[0]) },
      GradientCase("elu, alpha 0.4", [[4, 5]], in: -3...3) { elu($0[0], alpha: 0.4) },
    ]
  }
}
