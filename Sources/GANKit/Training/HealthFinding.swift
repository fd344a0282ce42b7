import Foundation

/// From where on something counts as wrong in a training.
public struct HealthLimits: Hashable, Sendable {
  /// Generated images are too much alike below this `diversity(of:beside:)`.
  public var diversity: Double
  /// D is too strong above this share of right decisions.
  public var accuracy: Double
  /// G's gradient has vanished below this share of its own length at the beginning.
  public var gradientShare: Double

  /// The defaults were measured on digits and faces: trainings that went well had a diversity above 0.6 after their
  /// first few hundred steps, a D that was right in fewer than 95 of 100 decisions, and gradients above a tenth of
  /// those at the beginning.
  public init(diversity: Double = 0.4, accuracy: Double = 0.98, gradientShare: Double = 0.01) {
    (self.diversity, self.accuracy, self.gradientShare) = (diversity, accuracy, gradientShare)
  }
}

/// Something that is wrong in a training, with the number that shows it.
public struct HealthFinding: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case notFinite = "not a number"
    case lowDiversity = "low diversity"
    case discriminatorTooStrong = "D too strong"
    case vanishingGradient = "vanishing gradient"
  }

  public let kind: Kind
  /// What it rests on: the diversity, D's accuracy, the share of the gradient's first length that is left; NaN for
  /// numbers that are not finite.
  public let number: Double
  /// The step from which on it has been so.
  public let since: Int
  /// What it means and what to do, for someone who learns.
  public let sentence: String

  init(kind: Kind, number: Double, since: Int, patience: Int, limits: HealthLimits) {
    (self.kind, self.number, self.since) = (kind, number, since)
    let percent = { (share: Double) in String(format: share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share) }
    let told =
      switch kind {
      case .notFinite:
        """
        a number is not finite any more. Whatever is computed from it is lost: begin again with a smaller learning \
        rate, and look for a logarithm or a division of something near zero.
        """
      case .lowDiversity:
        """
        the generated images are too much alike: the nearest neighbour of one is at \(percent(number)) of the distance \
        that real images keep (healthy: above \(percent(limits.diversity))). That is how training begins; later it is \
        mode collapse, where different noise gives the same few pictures.
        """
      case .discriminatorTooStrong:
        """
        D is right in \(percent(number)) of its decisions, over \(patience) observations (healthy: below \
        \(percent(limits.accuracy))). It sees through every fake, and G hears only that all of them are bad: slow D \
        down, by a smaller learning rate or by targets short of 1.
        """
      case .vanishingGradient:
        """
        the gradient that reaches G is down to \(percent(number)) of its length at the beginning (healthy: above \
        \(percent(limits.gradientShare))). G stands still: look for units of D that are dead, and for a loss that is \
        flat where D is sure.
        """
      }
    sentence = "Since step \(since), " + told
  }
}
