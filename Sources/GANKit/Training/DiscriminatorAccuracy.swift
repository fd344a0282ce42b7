/// How often a discriminator decides correctly.
public struct DiscriminatorAccuracy: Hashable, Sendable {
  /// The share of real samples that it takes for real.
  public let onReal: Double
  /// The share of generated samples that it takes for generated.
  public let onFake: Double
  /// The share of all decisions that are correct: 0.5 where it cannot tell, over as many real samples as fakes.
  public let overall: Double

  /// - Parameters:
  ///   - real: its logits on real samples.
  ///   - fake: its logits on generated ones.
  public init(onReal real: Tensor, onFake fake: Tensor) {
    let (right, caught) = (real.scalars.count { $0 > 0 }, fake.scalars.count { $0 <= 0 })
    onReal = Double(right) / Double(real.count)
    onFake = Double(caught) / Double(fake.count)
    overall = Double(right + caught) / Double(real.count + fake.count)
  }
}
