import Foundation
import TestSupport
import Testing

@testable import GANKit

extension GradientCase {
  /// A new operation adds its cases here.
  static var all: [GradientCase] {
    arithmetic + broadcasting + comparison + pointwise + powers + activations + smoothActivations + softmax
      + reductions + extremes + matrixProducts + shapeOperations + subscripts + padding + pixelShuffle
      + parametricReLU + convolution + generalConvolution + pooling + upsampling
      + normalization + layerNormalization + groupNormalization + spectralNormalization + dropout
      + attention + minibatchDeviation + colourChange + translation + cutout
      + crossEntropy + distances + hingeLoss + wassersteinLoss + relativisticLoss + klDivergence
      + gradientPenalty + logLikelihoods
  }
}

@Suite struct GradientTests {
  /// The bound leaves room for single precision; a wrong derivative is off by a tenth and more.
  @Test(arguments: GradientCase.all, GradientPlace.allCases)
  func derivativeAgreesWithCentralDifferences(_ operation: GradientCase, _ place: GradientPlace) {
    #expect(operation.placed(place).largestRelativeError() < 2e-3)
  }

  /// Cases that nobody lists are never checked.
  @Test func everyCaseInTheSourcesIsListed() throws {
    let test = URL(filePath: #filePath)
    let package = test.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let sources = package.appending(path: "Sources/GANKit")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    let declared = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.flatMap {
      file in
      try String(contentsOf: file, encoding: .utf8).matches(of: /static var (\w+): \[GradientCase\]/).map {
        String($0.output.1)
      }
    }
    let list = try #require(
      String(contentsOf: test, encoding: .utf8).firstMatch(of: /static var all: \[GradientCase\] \{([^}]*)\}/)
    )
    let listed = list.output.1.matches(of: /\w+/).map { String($0.output) }
    #expect(declared.count > 10)
    let missing = Set(declared).subtracting(listed).sorted()
    #expect(missing.isEmpty, "declared, but not in GradientCase.all: \(missing.joined(separator: ", "))")
  }

  @Test func namesOfCasesAreUnique() {
    #expect(Set(GradientCase.all.map(\.name)).count == GradientCase.all.count)
  }

  @Test func aWrongDerivativeIsFound() {
    let wrong = GradientCase("wrong", [[5]]) { inputs in
      let x = inputs[0].detached
      return (x * x).derivative(wrt: inputs[0]) { dy in dy * x }
    }
    for place in GradientPlace.allCases { #expect(wrong.placed(place).largestRelativeError() > 0.1) }
  }

  @Test func aDerivativeThatIsNotANumberIsFound() {
    let wrong = GradientCase("not a number", [[5]]) { inputs in
      inputs[0].detached.derivative(wrt: inputs[0]) { dy in dy * .nan }
    }
    #expect(wrong.largestRelativeError() == .infinity)
  }

  @Test func anOperationThatKeepsTheRecordOfItsInputIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor([1, 2])) { x in
        let y = x * 1
        return y.derivative(wrt: y) { dy in dy }.sum()
      }
    }
    expectMessage(of: result, "derivative: ", "detached")
  }

  @Test func onlyTrackedParametersGetGradients() {
    let random = Random(seed: 1)
    let first = Dense(3, 4, activation: .tanh, using: random)
    let second = Dense(4, 1, using: random)
    let x = Tensor.normal([5, 3], using: random)
    let (loss, found) = gradients(of: first) { second(first(x, .inference), .inference).mean() }
    #expect(loss.isFinite)
    #expect(found[first.weight] != nil && found[first.bias!] != nil)
    #expect(found[second.weight] == nil)
    #expect(!first.weight.value.isTracked)
  }

  @Test func aRecordingFeedsBothPlayers() {
    let random = Random(seed: 1)
    let generator = Dense(2, 3, activation: .tanh, using: random)
    let discriminator = Dense(3, 1, using: random)
    let z = Tensor.normal([4, 2], using: random)
    let generated = record(generator) { generator(z, .inference) }
    #expect(!generated.value.isTracked)
    let (_, d) = gradients(of: discriminator) {
      binaryCrossEntropy(logits: discriminator(generated.value, .inference), target: 0)
    }
    let (_, g) = generated.gradients { binaryCrossEntropy(logits: discriminator($0, .inference), target: 1) }
    let (_, direct) = gradients(of: generator) {
      binaryCrossEntropy(logits: discriminator(generator(z, .inference), .inference), target: 1)
    }
    #expect(d[generator.weight] == nil && d[discriminator.weight] != nil)
    #expect(g[discriminator.weight] == nil)
    #expect(g[generator.weight] == direct[generator.weight])
  }

  @Test func severalModelsAndAuxiliaryResults() {
    let random = Random(seed: 1)
    let (a, b) = (Dense(2, 2, using: random), Dense(2, 1, using: random))
    let x = Tensor.normal([3, 2], using: random)
    let (loss, found, hidden) = gradients(of: a, b) {
      let hidden = a(x, .inference)
      return (loss: b(hidden, .inference).mean(), auxiliary: hidden.detached)
    }
    #expect(loss == b(hidden, .inference).mean().scalar)
    #expect(found[a.weight] != nil && found[b.weight] != nil)
  }

  @Test func aLongChainNeedsNoStack() {
    let x = Tensor([1])
    let derivative = gradient(at: x) { x in
      var y = x
      for _ in 0..<50_000 { y = y + 1e-4 }
      return y.sum()
    }
    #expect(derivative.scalar == 1)
  }

  @Test func aRecordThatIsDroppedNeedsNoStack() async {
    await #expect(processExitsWith: .exitCode(0)) {
      for _ in 0..<2 {
        let model = Dense(1, 1, using: Random(seed: 1))
        var recording: Recording? = record(model) { () -> Tensor in
          var y = model.weight.value
          for i in 0..<100_000 { y = i % 2 == 0 ? y + 1e-4 : y * y.detached + y }
          return y
        }
        #expect(recording?.value.isTracked == false)
        recording = nil
      }
    }
  }
}
