import Foundation

/// From where on something counts as wrong in a training.
public struct HealthLimits: Hashable, Sendable {
  /// Generated images are too much alike below this `diversity(of:beside:)`.
  public var diversity: Double
  /// D is too strong above this share of right decisions.
  public var accuracy: Double
  /// G's gradient has vanished below this share of its own length at the beginning.
  public var gradientShare: Double
  /// D decides the wrong way round below this share of right decisions.
  public var lowAccuracy = 0.1
  /// G is rewarded for the wrong thing if a loss is below this while D catches all of its images.
  public var negative = -1.0
  /// A loss grows without bound above this many times what it was in the first fifth of the training (or 1, if it was
  /// less).
  public var growth = 10.0
  /// A loss has nothing left to say below this share of what it was in the first fifth of the training.
  public var nearZero = 1e-3

  /// Before this step generated images may be alike: that is how training begins.
  public var diversityFrom = 1500
  /// Before this step D may be right always: G has just begun.
  public var accuracyFrom = 500

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
    case wrongSign = "wrong sign"
    case discriminatorInverted = "D the wrong way round"
    case lowDiversity = "low diversity"
    case discriminatorTooStrong = "D too strong"
    case vanishingGradient = "vanishing gradient"
    case growingLoss = "growing loss"
    case lossNearZero = "loss near zero"
    case standstill = "standstill"
  }

  public let kind: Kind
  /// What it rests on: the diversity, D's accuracy, the share of the gradient's first length that is left, the loss
  /// itself, the number of parameters that stand still; NaN for numbers that are not finite.
  public let number: Double
  /// The step from which on it has been so.
  public let since: Int
  /// What it means and what to do, for someone who learns.
  public let sentence: String

  /// - Parameter subject: the name of the loss or of the parameter that it is about.
  init(
    kind: Kind, number: Double, since: Int, of subject: String = "", patience: Int, limits: HealthLimits
  ) {
    (self.kind, self.number, self.since) = (kind, number, since)
    let percent = { (share: Double) in String(format: share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share) }
    let short = { (value: Double) in String(format: "%.3g", value) }
    let told =
      switch kind {
      case .notFinite:
        """
        a number is not finite any more. Whatever is computed from it is lost: begin again with a smaller learning \
        rate, and look for a logarithm or a division of something near zero.
        """
      case .wrongSign:
        """
        \(subject) is at \(short(number)) while D catches all generated images: the network with this loss is rewarded for \
        being caught. Look for a wrong sign, or a wrong target, in G's loss.
        """
      case .discriminatorInverted:
        """
        D is wrong in \(percent(1 - number)) of its decisions: it takes real images for generated ones and the other way \
        round. Look for a wrong sign, or exchanged targets, in D's loss.
        """
      case .lowDiversity:
        """
        the generated images are too much alike: the nearest neighbour of one is at \(percent(number)) of the distance \
        found between real images (healthy: above \(percent(limits.diversity))). That is how training begins; later it is \
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
      case .growingLoss:
        """
        \(subject) has grown far too large: it is at \(short(number)) (healthy: below \(short(limits.growth)) times what it was \
        at the beginning). Take a smaller learning rate, and look at the signs of the losses.
        """
      case .lossNearZero:
        """
        \(subject) is at \(short(number)), less than \(percent(limits.nearZero)) of what it was at the beginning: the network that \
        has this loss has nothing left to learn. Where it is D's, D sees through every fake.
        """
      case .standstill:
        """
        \(subject) has not moved at all. Look for a learning rate of zero, for an optimizer that was made for another \
        network, and for units that are dead.
        """
      }
    sentence = "Since step \(since), " + told
  }
}
