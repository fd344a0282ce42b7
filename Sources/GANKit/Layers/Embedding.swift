/// A trained vector for each of a number of classes or words: `N` indices become `[N, size]`.
///
///     let embedding = Embedding(10, 32, using: random)
///     let vectors = embedding(labels)    // [N, 32]
///
/// This equals the product of one-hot rows and a matrix, without the multiplications.
public struct Embedding: Module {
  /// `[count, size]`, drawn from the standard normal distribution, as in PyTorch.
  public let weight: Parameter

  public init(_ count: Int, _ size: Int, using random: Random) {
    weight = Parameter(.normal([count, size], using: random))
  }

  /// - Parameter indices: each in 0 ..< count; they may repeat.
  public func callAsFunction(_ indices: [Int]) -> Tensor { weight.value.gathered(rows: indices) }
}
