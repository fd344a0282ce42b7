import GANKit

/// Takes the place of VGG: a network that learns to tell from which training picture a patch was taken. Only
/// its hidden layers are used.
public struct FeatureNetwork: Module {
  /// `[N, H, W, 3]` in [-1, 1] to feature maps `[N, H / 4, W / 4, 4 width]`.
  public let body: Sequential
  /// The means of the maps to one logit for each training picture.
  public let head: Dense
  /// The mean square of the maps on training patches, `[1]`: distances are measured in it.
  public let scale: Buffer

  /// - Parameters:
  ///   - width: channels of the first layer.
  ///   - classes: the number of training pictures.
  public init(width: Int, classes: Int, using random: Random) {
    // snippet.features
    body = Sequential {
      // 4 is a multiple of the stride, so the gradient reaches all pixels evenly (chapter 4 on uneven stamps).
      Conv2D(3, width, kernel: 3, activation: .leakyReLU(0.2), using: random)
      Conv2D(
        width, 2 * width, kernel: 4, stride: 2, activation: .leakyReLU(0.2),
        using: random)
      Conv2D(2 * width, 2 * width, kernel: 3, activation: .leakyReLU(0.2), using: random)
      Conv2D(
        2 * width, 4 * width, kernel: 4, stride: 2, activation: .leakyReLU(0.2),
        using: random)
      Conv2D(4 * width, 4 * width, kernel: 3, activation: .leakyReLU(0.2), using: random)
    }
    head = Dense(4 * width, classes, using: random)
    // snippet.end
    scale = Buffer(.ones([1]))
  }

  /// The feature maps.
  public func callAsFunction(_ x: Tensor) -> Tensor { body(x, .inference) }

  /// The maps' means over each picture: `[N, 4 width]`, for statistics of patches.
  public func summary(of x: Tensor) -> Tensor { body(x, .inference).mean(axes: [1, 2]) }

  public func logits(_ x: Tensor) -> Tensor { head(summary(of: x), .inference) }
}
