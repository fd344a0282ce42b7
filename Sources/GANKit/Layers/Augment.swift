/// In training, changes pictures `[N, H, W, C]` at random, in front of a discriminator; in inference, the identity. See
/// ``Augmentation``.
public struct Augment: Layer {
  public let augmentation: Augmentation

  public init(_ augmentation: Augmentation) { self.augmentation = augmentation }

  public var label: String { "Augmentation" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    switch mode {
    case .training(let random): augmentation(x, using: random)
    case .inference: x
    }
  }
}
