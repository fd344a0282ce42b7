import Foundation

/// The limits beyond which something counts as wrong in training.
public struct HealthLimits: Hashable, Sendable {
  /// Generated images are too much alike below this `diversity(of:relativeTo:)`.
  public var diversity: Double
  /// D is too strong above this share of right decisions.
  public var accuracy: Double
  /// G's gradient has vanished below this share of its initial length.
  public var gradientShare: Double
  /// D has its decisions the wrong way round below this share of right decisions.
  public var lowAccuracy = 0.1
  /// G is rewarded for the wrong thing if a loss is below this while D catches all of G's images.
  public var negative = -1.0
  /// A loss is growing without bound above this multiple of its size in the first fifth of training (or of 1, if that
  /// was smaller).
  public var growth = 10.0
  /// A loss has nothing left to teach below this share of its size in the first fifth of training.
  public var nearZero = 1e-3

  /// Before this step, generated images may be alike: that is how training begins.
  public var diversityFrom = 1500
  /// Before this step, D may always be right: G has only just begun.
  public var accuracyFrom = 500

  /// The defaults come from measurements on digits and faces: runs that trained well had a diversity above 0.6 after
  /// their first few hundred steps, a D that was right in fewer than 95 of 100 decisions, and gradients of more than a
  /// tenth of their initial length.
  public init(diversity: Double = 0.4, accuracy: Double = 0.98, gradientShare: Double = 0.01) {
    (self.diversity, self.accuracy, self.gradientShare) = (diversity, accuracy, gradientShare)
  }
}

/// Something that is going wrong in training, with the number that shows it.
public struct HealthFinding: Hashable, Sendable {
  /// The ways in which training goes wrong.
  public enum Kind: String, CaseIterable, Sendable {
    case notFinite = "not a number"
    case wrongSign = "wrong sign"
    case discriminatorInverted = "D the wrong way round"
    case lowDiversity = "low diversity"
    case vanishingGradient = "vanishing gradient"
    case discriminatorTooStrong = "D too strong"
    case growingLoss = "growing loss"
    case lossNearZero = "loss near zero"
    case standstill = "standstill"
  }

  public let kind: Kind
  /// The evidence: the diversity, D's accuracy, the share of the gradient's initial length that is left, the loss
  /// itself, or the number of parameters that do not move; NaN if a number is not finite.
  public let number: Double
  /// The step since which this has been the case.
  public let since: Int
  /// What it means and what to do about it, for a learner.
  public let sentence: String

  /// - Parameter subject: the name of the loss or the parameter concerned.
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
        a number is no longer finite. Whatever is computed from it is lost: begin again with a smaller learning rate, \
        and look for a logarithm of, or a division by, something near zero.
        """
      case .wrongSign:
        """
        \(subject) is at \(short(number)) while D catches all generated images: the network with this loss is rewarded \
        for being caught. Look for a wrong sign or a wrong target in G's loss.
        """
      case .discriminatorInverted:
        """
        D is wrong in \(percent(1 - number)) of its decisions: it takes real images for generated ones and generated \
        ones for real. Look for a wrong sign or swapped targets in D's loss.
        """
      case .lowDiversity:
        """
        the generated images are too much alike: the distance to the nearest neighbour is \(percent(number)) of that \
        between real images (healthy: above \(percent(limits.diversity))). That is how training begins; later it is \
        mode collapse, where different noise gives the same few pictures.
        """
      case .discriminatorTooStrong:
        """
        D is right in \(percent(number)) of its decisions, over \(patience) observations (healthy: below \
        \(percent(limits.accuracy))). It recognises every fake. With the usual loss \
        its gradient still has a direction; if the pictures stop improving all the same, slow D down with a smaller \
        learning rate or with targets below 1.
        """
      case .vanishingGradient:
        """
        the gradient that reaches G is down to \(percent(number)) of its initial length (healthy: above \
        \(percent(limits.gradientShare))). G stands still: look for dead units in D, and for a loss that is flat where \
        D is certain.
        """
      case .growingLoss:
        """
        \(subject) has grown far too large: it is at \(short(number)) (healthy: below \(short(limits.growth)) times \
        its size at the beginning). Use a smaller learning rate, and check the signs of the losses.
        """
      case .lossNearZero:
        """
        \(subject) is at \(short(number)), less than \(percent(limits.nearZero)) of its size at the beginning: the \
        network with this loss has nothing left to learn. If the loss is D's, D sees through every fake.
        """
      case .standstill:
        """
        nothing has moved in \(subject). Look for a learning rate of zero, an optimizer that was made for another \
        network, or dead units.
        """
      }
    sentence = "Since step \(since), " + told
  }
}
