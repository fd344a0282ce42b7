extension Gradients {
  /// These gradients, shortened together to a length of at most `limit`; their direction does not change (Pascanu,
  /// Mikolov and Bengio 2013, algorithm 1).
  ///
  ///     g * min(1, limit / norm)
  ///
  /// If `norm` is not finite, all gradients become NaN. Scaling by `limit / norm` would make the finite ones zero, and
  /// training that has diverged could go unnoticed.
  ///
  /// - Parameter limit: above 0.
  public func clipped(toNorm limit: Float) -> Gradients {
    require(limit > 0, "clipped(toNorm:): needs a length above 0, found \(limit)")
    let norm = norm
    if norm <= limit { return self }
    return self * (norm.isFinite ? limit / norm : .nan)
  }

  /// These gradients with each element limited to `-limit...limit`, which may change their direction; NaN stays NaN.
  ///
  /// - Parameter limit: above 0.
  public func clipped(toValue limit: Float) -> Gradients {
    require(limit > 0, "clipped(toValue:): needs a limit above 0, found \(limit)")
    return Gradients(tensors: tensors.mapValues { clamp($0, -limit, limit) })
  }
}
