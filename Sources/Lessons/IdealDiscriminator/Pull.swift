import Foundation

/// How strongly a fake is pulled: each is the slope of D*'s logit, multiplied by a weight.
enum Pull: String, CaseIterable {
  case logOdds, nonSaturating, saturating

  // snippet.weight
  /// The size of the derivative of G's loss with respect to the logit, where D decides `d`.
  func weight(_ d: Double) -> Double {
    switch self {
    case .logOdds: 1  // of -ln(D / (1 - D))
    case .nonSaturating: 1 - d  // of -ln D
    case .saturating: d  // of ln(1 - D)
    }
  }
  // snippet.end

  /// The loss that pulls in this way.
  var loss: String {
    switch self {
    case .logOdds: "−ln(D* / (1 − D*)), the sum"
    case .nonSaturating: "−ln D*, non-saturating"
    case .saturating: "ln(1 − D*), saturating"
    }
  }
}
