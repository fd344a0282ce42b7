extension Tensor {
  /// Applies a function to a batch piece by piece, so that memory does not grow with the size of the batch, which must
  /// have at least one row.
  ///
  /// - Parameters:
  ///   - size: the number of rows in a piece, at least 1; the last piece may have fewer.
  ///   - transform: maps a piece `[n, ...]` to a tensor with as many rows.
  /// - Returns: the results, joined along the first axis.
  public func inPieces(of size: Int, _ transform: (Tensor) throws -> Tensor) rethrows -> Tensor {
    require(size >= 1, "inPieces: needs pieces of at least 1 row, found \(size)")
    let starts = stride(from: 0, to: shape[0], by: size)
    return concatenate(try starts.map { try transform(rows($0..<Swift.min($0 + size, shape[0]))) })
  }
}
