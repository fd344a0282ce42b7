/// Scaled dot-product attention (Vaswani et al. 2017, equation 1): softmax(Q K^T * scale) V. Each query gets a mean of
/// the values, weighted by how well their keys match it.
///
/// - Parameters:
///   - query: `[N, queries, D]`.
///   - key: `[N, keys, D]`.
///   - value: `[N, keys, V]`.
///   - scale: 1 / sqrt(D) if nil, which keeps the products from growing with D.
/// - Returns: `[N, queries, V]`.
public func attention(query: Tensor, key: Tensor, value: Tensor, scale: Float? = nil) -> Tensor {
  require(
    query.rank == 3 && key.rank == 3 && value.rank == 3 && query.shape[0] == key.shape[0]
      && key.shape[0] == value.shape[0] && query.shape[2] == key.shape[2] && key.shape[1] == value.shape[1],
    "attention: needs a query [N, queries, D], keys [N, keys, D] and values [N, keys, V], "
      + "found \(query.shape), \(key.shape) and \(value.shape)")
  require(
    key.shape[1] > 0 && key.shape[2] > 0,
    "attention: needs at least one key with at least one element, found \(key.shape)")
  let scores = matmul(query, key.permuted([0, 2, 1])) * (scale ?? 1 / Float(query.shape[2]).squareRoot())
  return matmul(softmax(scores), value)
}

extension GradientCase {
  static var attention: [GradientCase] {
    [
      GradientCase("attention", [[2, 3, 2], [2, 4, 2], [2, 4, 3]]) {
        GANKit.attention(query: $0[0], key: $0[1], value: $0[2])
      },
      GradientCase("attention to itself", [[1, 4, 3]]) {
        GANKit.attention(query: $0[0], key: $0[0], value: $0[0], scale: 1)
      },
    ]
  }
}
