// exercise: 02-likelihood-loss
import GANKit

enum Exercise: LikelihoodLoss {
  /// The loss of each fake; G minimises the mean of them.
  /// - Parameter logits: what D's last layer says of each fake, `[N]`.
  /// - Returns: one loss for each fake, `[N]`.
  static func losses(onFake logits: Tensor) -> Tensor {
    // Change this line. It is -ln D, the non-saturating loss.
    softplus(-logits)
  }
}
