import GANKit

extension Report {
  /// Prints a network layer by layer: what comes out, and how many values are trained and kept.
  ///
  /// - Parameters:
  ///   - name: what the table calls it: "G".
  ///   - input: the shape of one input, without the batch axis.
  /// - Returns: the table, for its sums.
  @discardableResult
  public func table(of network: Sequential, named name: String, input: Shape) -> NetworkTable {
    let table = NetworkTable(network, input: input)
    self.table(
      ["\(name): layer", "output", "trained", "kept"],
      table.rows.map { ["\($0.layer)", "\($0.output)", "\($0.trained)", "\($0.kept)"] }
        + [["together", "", "\(table.trained)", "\(table.total - table.trained)"]])
    return table
  }
}
