import Foundation
import Synchronization
import Testing

@testable import GANKit

@Suite("Profiles") struct ProfileTests {
  /// A step with every family of operations, and the bits of the weights after it.
  private static func step() -> [Float] {
    let random = Random(seed: 3)
    let model = Sequential {
      Conv2D(3, 8, kernel: 4, stride: 2, bias: false, using: random)
      BatchNorm(8, activation: .relu)
      Flatten()
      Dense(4 * 4 * 8, 1, using: random)
    }
    let optimizer = Adam(for: model, learningRate: 1e-3)
    let x = Tensor.uniform([2, 8, 8, 3], in: -1...1, using: random)
    let (_, found) = gradients(of: model) { model(x, .training(random)).sum() }
    optimizer.update(with: found)
    return model.parameters.flatMap(\.parameter.value.scalars)
  }

  @Test func accountsForEveryFamily() {
    let profile = Profile()
    profile.measure { _ = Self.step() }
    let costs = profile.costs
    // The gradient of the images is not needed, so that the convolution has two products.
    let layer = "2 x 8x8x3 to 4x4x8, 4x4 stride 2, "
    let convolutions = costs.filter { $0.key.family == .convolution }
    #expect(Set(convolutions.map(\.key.name)) == [layer + "forward", layer + "to the weights"])
    for (_, cost) in convolutions {
      #expect(cost.calls == 1)
      #expect(cost.operations == 2 * 2 * 4 * 4 * 8 * 4 * 4 * 3)
    }
    let products = costs.filter { $0.key.family == .matrixProduct }
    #expect(products.values.reduce(0) { $0 + $1.calls } == 3)
    #expect(products.values.allSatisfy { $0.operations == $0.calls * 2 * 2 * 128 })
    // Statistics, forward and backward.
    #expect(costs[Profile.Work(family: .normalization, name: "")]?.calls == 3)
    #expect(costs[Profile.Work(family: .optimizer, name: "")]?.calls == 1)
    #expect(profile.total.calls == 1)
    #expect(costs.values.reduce(0) { $0 + $1.seconds } < profile.total.seconds)
    #expect(costs.values.allSatisfy { $0.seconds > 0 && $0.busySeconds > 0 })
  }

  @Test func aTransposedConvolutionIsTheGradientOfItsConvolution() {
    let random = Random(seed: 3)
    let layer = ConvTranspose2D(4, 2, kernel: 4, stride: 2, using: random)
    let profile = Profile()
    profile.measure { _ = layer(.ones([1, 3, 3, 4]), .inference) }
    #expect(profile.costs.map(\.key.name) == ["1 x 6x6x2 to 3x3x4, 4x4 stride 2, to the input"])
  }

  @Test func changesNoBit() {
    let profiled = Profile().measure { Self.step() }
    #expect(profiled == Self.step())
  }

  @Test func whatRunsOutsideIsNotEntered() {
    let profile = Profile()
    profile.measure {}
    _ = Self.step()
    #expect(profile.costs.isEmpty)
    #expect(profile.total.calls == 1)
  }

  /// While one of two parts takes long, the thread that had the other one waits: not a moment more than the longer part
  /// is work. Where another test has the threads, the parts run one after the other, and it is the same.
  @Test func onlyWorkIsBusy() {
    let profile = Profile()
    profile.measure { Parallel.each(2) { part in if part == 0 { usleep(50_000) } } }
    #expect(profile.total.seconds >= 0.05)
    #expect(profile.total.busySeconds >= 0.05)
    #expect(profile.total.busySeconds < 1.2 * profile.total.seconds)
  }

  @Test func allThreadsAreBusyTogether() async {
    await #expect(processExitsWith: .success) {
      Machine.threads = 2
      let arrived = Atomic(0)
      let profile = Profile()
      // Each part waits for the other one, so that they run at the same time on however busy a machine.
      profile.measure {
        Parallel.each(2) { _ in
          arrived.add(1, ordering: .sequentiallyConsistent)
          while arrived.load(ordering: .sequentiallyConsistent) < 2 { usleep(100) }
          usleep(100_000)
        }
      }
      #expect(profile.total.busySeconds >= 0.2)
      #expect(profile.total.busySeconds > profile.total.seconds)
    }
  }
}
