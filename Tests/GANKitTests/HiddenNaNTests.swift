import TestSupport
import Testing

@testable import GANKit

/// What is not a number stays visible, and what is a number in the limit is not lost to infinity times zero.
@Suite struct HiddenNaNTests {
  @Test func maximumAndMinimumKeepNaN() {
    let x = Tensor([.nan, 1, -1])
    for y in [max(Tensor(0), x), max(x, Tensor(0)), min(Tensor(0), x), min(x, Tensor(0))] {
      #expect(y.scalars[0].isNaN && !y.scalars[1].isNaN && !y.scalars[2].isNaN, "\(y)")
    }
    let zeros = Tensor.zeros([3])
    #expect(max(zeros, x).scalars[0].isNaN && max(x, zeros).scalars[0].isNaN)
    #expect(min(zeros, x).scalars[0].isNaN && min(x, zeros).scalars[0].isNaN)
    #expect(max(zeros, x).scalars.dropFirst() == [1, 0] && min(zeros, x).scalars.dropFirst() == [0, -1])
    #expect(relu(x).scalars[0].isNaN && clamp(x, -1, 1).scalars[0].isNaN)
  }

  @Test func softmaxCrossEntropyOfAnImpossibleClass() {
    let logits = Tensor([0, -.infinity, -.infinity, 1, 1, -.infinity], shape: [2, 3])
    #expect(abs(softmaxCrossEntropy(logits: logits, labels: [0, 1]).scalar - 0.5 * 0.6931472) < 1e-6)
    #expect(softmaxCrossEntropy(logits: logits, labels: [1, 1]).scalar == .infinity)
    let slope = gradient(at: logits) { softmaxCrossEntropy(logits: $0, labels: [0, 1]) }
    #expect(slope.scalars.allSatisfy { $0.isFinite }, "\(slope)")
  }

  @Test func binaryCrossEntropyOfInfiniteLogits() {
    let certain = Tensor([.infinity, -.infinity, 0])
    func loss(_ targets: [Float]) -> Float {
      binaryCrossEntropy(logits: certain, targets: Tensor(targets)).scalar
    }
    #expect(abs(loss([1, 0, 0.5]) - 0.6931472 / 3) < 1e-6)
    #expect(loss([0.9, 0, 0.5]) == .infinity && loss([1, 0.1, 0.5]) == .infinity)
    for target: Float in [0.1, 0.9] {
      #expect(binaryCrossEntropy(logits: certain, target: target).scalar == .infinity)
    }
    let slope = gradient(at: certain) { binaryCrossEntropy(logits: $0, targets: Tensor([1, 0.25, 0.5])) }
    #expect(slope.scalars == [0, -0.25 / 3, 0])
    #expect(binaryCrossEntropy(logits: Tensor([.nan, .infinity]), target: 0.9).scalar.isNaN)
  }

  /// As a part of a convolution, ReLU has the limits that it has by itself.
  @Test(arguments: [ComputeEngine.gemm, .direct, .fastest]) func aFusedReLUOfInfinityAndNaN(
    _ engine: ComputeEngine
  ) {
    let bias = Tensor((0..<32).map { $0 == 3 ? -.infinity : $0 == 20 ? .nan : -1 })
    let y = ComputeEngine.$override.withValue(engine) {
      convolution(.ones([2, 6, 6, 8]), weight: .zeros([3, 3, 8, 32]), bias: bias, activation: .relu)
    }
    let alone = relu(bias).broadcast(to: y.shape).scalars
    #expect(zip(y.scalars, alone).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    let leaky = ComputeEngine.$override.withValue(engine) {
      convolution(
        .ones([2, 6, 6, 8]), weight: .zeros([3, 3, 8, 32]), bias: bias, activation: .leakyReLU(0.5))
    }
    #expect(leaky.at(0, 0, 0, 3) == -.infinity && leaky.at(1, 2, 3, 0) == -0.5 && leaky.at(0, 1, 0, 20).isNaN)
  }

  /// PyTorch's slopes at the kinks: 0 for ReLU, its slope for leaky ReLU, 1 for a clamp at its bounds.
  @Test func slopesAtKinks() {
    let x = Tensor([0, -1, 1])
    let ones = Tensor.ones([3])
    #expect(gradient(at: x) { relu($0).sum() }.scalars == [0, 0, 1])
    #expect(gradient(at: x) { leakyReLU($0, slope: 0.25).sum() }.scalars == [0.25, 0.25, 1])
    #expect(gradient(at: x) { clamp($0, -1, 1).sum() }.scalars == [1, 1, 1])
    let normed = gradient(at: x.reshaped(to: [1, 3])) {
      normalized(
        $0, gamma: ones, beta: .zeros([3]), mean: .zeros([3]), variance: ones, epsilon: 0,
        activation: .leakyReLU(0.25)
      ).sum()
    }
    #expect(normed.scalars == [0.25, 0.25, 1])
  }

  @Test(arguments: ["binaryCrossEntropy", "meanSquaredError", "meanAbsoluteError"])
  func aColumnAgainstARowIsRefused(_ loss: String) async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      [loss = loss as String] in
      let (column, row) = (Tensor.ones([4, 1]), Tensor.ones([4]))
      switch loss {
      case "binaryCrossEntropy": _ = binaryCrossEntropy(logits: column, targets: row)
      case "meanSquaredError": _ = meanSquaredError(column, row)
      default: _ = meanAbsoluteError(column, row)
      }
    }
    expectMessage(of: result, "\(loss): ", "[4, 1]", "[4]")
  }

  @Test func oneOperandOfALossMayStretch() {
    let images = Tensor([1, 2, 3, 4], shape: [2, 2])
    #expect(meanSquaredError(images, Tensor(1)).scalar == 3.5)
    #expect(meanAbsoluteError(Tensor([1, 2], shape: [1, 2]), images).scalar == 1)
  }
}
