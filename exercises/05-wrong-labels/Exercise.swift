// exercise: 05-wrong-labels
import GANKit

enum Exercise: PairLoss {
  /// A wrong label for each image: never the right one, and each of the other nine digits equally often.
  /// - Parameter labels: the right ones, N digits from 0 to 9.
  static func wrongLabels(for labels: [Int], using random: Random) -> [Int] {
    // Change this line: some of these labels are right.
    random.permutation(labels.count).map { labels[$0] }
  }

  /// D's loss on pairs of an image and a label.
  /// - Parameters:
  ///   - real, fake: images `[N, 28, 28, 1]`; G was asked for the digits of the real batch.
  ///   - labels: the right labels of both, N digits.
  ///   - wrong: a wrong label for each of them, N digits.
  ///   - decide: D's logits `[N, 1]` for N images and their labels.
  static func loss(
    real: Tensor, fake: Tensor, labels: [Int], wrong: [Int], decide: (Tensor, [Int]) -> Tensor
  ) -> Tensor {
    let onReal = binaryCrossEntropy(logits: decide(real, labels), target: 1)
    let onFake = binaryCrossEntropy(logits: decide(fake, labels), target: 0)
    // Change this line, and add another one above it.
    return onReal + onFake
  }
}
