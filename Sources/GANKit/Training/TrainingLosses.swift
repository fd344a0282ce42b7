/// The losses of one training iteration. Each stored property is a `Float` that is logged under the property's name.
///
/// ```swift
/// struct Losses: TrainingLosses {
///   let lossD, lossG: Float
/// }
/// ```
public protocol TrainingLosses: Sendable {}

extension TrainingLosses {
  /// The losses by name, in the order in which they are declared.
  public var named: [(name: String, value: Float)] {
    Mirror(reflecting: self).children.map { child in
      guard let name = child.label, let value = child.value as? Float else {
        requirementFailed(
          "\(Self.self): needs losses of type Float, found \(child.label ?? "?"): \(type(of: child.value))"
        )
      }
      return (name, value)
    }
  }
}
