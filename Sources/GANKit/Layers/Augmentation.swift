/// Which random changes pictures undergo before a discriminator judges them: differentiable augmentation (Zhao et al.
/// 2020, "Differentiable Augmentation for Data-Efficient GAN Training").
///
/// A discriminator that has few pictures can learn them by heart. Changing real and generated pictures alike, each at
/// random, makes that harder; and because the generator learns through the same changes, it has no reason to draw them.
///
///     let augmentation: Augmentation = .all
///     func decide(_ pictures: Tensor) -> Tensor {
///       discriminator(augmentation(pictures, using: random), .training(random))
///     }
///
/// The changes and their extents are those of the authors' code.
public struct Augmentation: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Brightness, saturation and contrast.
  public static let colour = Augmentation(rawValue: 1)
  /// By up to an eighth of each side.
  public static let translation = Augmentation(rawValue: 2)
  /// A rectangle with half of each side, which may reach over the edge, becomes 0, the grey of [-1, 1].
  public static let cutout = Augmentation(rawValue: 4)

  /// What moves and hides pixels but changes no colour.
  public static let geometric: Augmentation = [.translation, .cutout]
  /// The paper's policy for the smallest collections of pictures.
  public static let all: Augmentation = [.colour, .translation, .cutout]

  /// Pictures `[N, H, W, C]` in [-1, 1], each changed in its own way; with an empty set they are returned as they are,
  /// and nothing is drawn. To change several tensors alike, take an ``AugmentationDraw``.
  public func callAsFunction(_ pictures: Tensor, using random: Random) -> Tensor {
    AugmentationDraw(self, for: pictures, using: random)(pictures)
  }
}
