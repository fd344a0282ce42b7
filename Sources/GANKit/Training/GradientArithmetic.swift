/// Gradients are added and scaled parameter by parameter, as for a batch that is computed in parts:
///
///     optimizer.update(with: 0.5 * (firstHalf + secondHalf))
extension Gradients {
  /// The sum. A parameter that has a gradient in only one of the two keeps it.
  public static func + (a: Gradients, b: Gradients) -> Gradients {
    Gradients(tensors: a.tensors.merging(b.tensors) { $0 + $1 })
  }

  /// Every element times `scale`.
  public static func * (gradients: Gradients, scale: Float) -> Gradients {
    Gradients(tensors: gradients.tensors.mapValues { $0 * scale })
  }

  /// Every element times `scale`.
  public static func * (scale: Float, gradients: Gradients) -> Gradients { gradients * scale }
}
