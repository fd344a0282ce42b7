import GANKit

extension Loop {
  /// Logs the losses of this iteration under the names of their properties.
  ///
  /// - Parameter name: what a loss is called in the log, where that is not the name of its property.
  /// - Throws: `Diverged` if a loss is not finite.
  public func log(_ losses: some TrainingLosses, as name: (String) -> String = { $0 }) throws {
    try log(losses.named.map { (name($0.name), Double($0.value)) })
  }

  /// Every how many iterations a loop logs so that it logs about `rows` times: often enough for a curve.
  public static func interval(of count: Int, rows: Int = 400) -> Int { max(1, count / rows) }
}
