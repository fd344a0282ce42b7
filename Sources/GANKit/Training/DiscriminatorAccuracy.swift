/// How often a discriminator decides correctly.
public struct DiscriminatorAccuracy: Hashable, Sendable {
  /// The share of real samples that it takes for real, 0...1.
  public let onReal: Double
  /// The share of generated samples that it takes for generated, 0...1.
  public let onFake: Double
  /// The share of all decisions that are correct, 0...1: about 0.5 if it cannot tell and there are as many real samples
  /// as generated ones.
  public let overall: Double

  /// - Parameters:
  ///   - real: its logits on real samples, at least one.
  ///   - fake: its logits on generated samples, at least one.
  public init(onReal real: Tensor, onFake fake: Tensor) {
    let (right, caught) = (real.scalars.count { $0 > 0 }, fake.scalars.count { $0 <= 0 })
    onReal = Double(right) / Double(real.count)
    onFake = Double(caught) / Double(fake.count)
    overall = Double(right + caught) / Double(real.count + fake.count)
  }
}
