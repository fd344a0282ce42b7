/// Adds a channel that says how much the images of a batch vary: `[N, H, W, C] -> [N, H, W, C + 1]`; see
/// ``Tensor/withMinibatchDeviation(groupSize:)``.
public struct MinibatchDeviation: Layer {
  /// The number of images over which the deviation is taken; the whole batch if nil, or if the batch has fewer.
  public let groupSize: Int?

  public init(groupSize: Int? = nil) { self.groupSize = groupSize }

  public var label: String { "Minibatch deviation" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    let images = x.shape.first ?? 0
    return x.withMinibatchDeviation(groupSize: groupSize.map { min($0, images) })
  }
}
