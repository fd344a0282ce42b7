import Files

extension ContentHash {
  /// Adds the shape and every bit of the values.
  public mutating func add(_ tensor: Tensor) {
    add(UInt64(tensor.rank))
    for extent in tensor.shape { add(UInt64(extent)) }
    tensor.withScalars { for scalar in $0 { add(UInt64(scalar.bitPattern)) } }
  }
}
