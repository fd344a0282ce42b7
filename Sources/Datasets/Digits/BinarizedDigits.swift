import GANKit

/// Digits as binary images: each pixel was drawn once, 1 with its intensity as the probability (Salakhutdinov and Murray
/// 2008). Published likelihoods of digits are of images made in this way.
public struct BinarizedDigits: Sendable {
  /// `[N, 784]`, of zeros and ones.
  public let train: Tensor
  /// The same of the test images.
  public let test: Tensor

  /// The draws are the same in every run: they are part of the data.
  public init(_ digits: DigitData) {
    let random = Random(seed: 2008, stream: "binarized digits")
    test = Self.binary(digits.test.images, using: random.fork("test"))
    train = Self.binary(digits.train.images, using: random.fork("train"))
  }

  /// Draws the pixels of images in [-1, 1], `[N, H, W, 1] -> [N, H W]`: 1 with the probability (1 + pixel) / 2.
  public static func binary(_ images: Tensor, using random: Random) -> Tensor {
    Tensor.bernoulli((images + 1) * 0.5, using: random).flattened()
  }
}
