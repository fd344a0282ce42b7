import TestSupport
import Testing

@testable import GANKit

private func layer(_ outputs: Int = 1) -> Dense { Dense(2, outputs, bias: false, using: Random(seed: 1)) }

/// Parameters are found wherever a module can hold them; where they cannot be found, that is told.
@Suite struct LostParameterTests {
  @Test func inDictionariesByTheOrderOfTheirKeys() {
    struct Model: Module {
      var heads = ["b": layer(2), "a": layer(1), "c": layer(3)]
      var numbered = [10: layer(5), 9: layer(4)]
    }
    let names = [
      "heads.a.weight", "heads.b.weight", "heads.c.weight", "numbered.9.weight", "numbered.10.weight",
    ]
    #expect(Model().parameters.map(\.name) == names)
    #expect(Model().parameters.map(\.parameter.shape) == (1...5).map { [2, $0] })
  }

  @Test func inPayloadsOfEnumerations() {
    enum Block {
      case none
      case one(Dense)
      case two(first: Dense, second: Dense)
    }
    struct Model: Module {
      var blocks = [Block.one(layer(1)), .none, .two(first: layer(2), second: layer(3))]
    }
    #expect(
      Model().parameters.map(\.name) == [
        "blocks.0.one.weight", "blocks.2.two.first.weight", "blocks.2.two.second.weight",
      ])
  }

  @Test func inSuperclasses() {
    class Base: Module { let first = layer(1) }
    final class Derived: Base { let second = layer(2) }
    #expect(Derived().parameters.map(\.name) == ["first.weight", "second.weight"])
  }

  @Test func inBuffersOfTheSameKinds() {
    struct Model: Module { var norms = ["a": BatchNorm(3)] }
    #expect(Model().buffers.map(\.name) == ["norms.a.runningMean", "norms.a.runningVariance"])
  }

  @Test func aClassThatIsNoModuleIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      final class Holder { let hidden = layer(1) }
      struct Model: Module {
        let first = layer(1)
        let holder = Holder()
      }
      _ = Model().parameters
    }
    expectMessage(of: result, "holder.hidden.weight", "Holder", "Module")
  }

  @Test func aSetIsRefused() async {
    let result = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      struct Part: Module, Hashable {
        let number: Int
        let weight = Parameter(.zeros([1]))
        static func == (a: Part, b: Part) -> Bool { a.number == b.number }
        func hash(into hasher: inout Hasher) { hasher.combine(number) }
      }
      struct Model: Module { let parts: Set = [Part(number: 1), Part(number: 2)] }
      _ = Model().parameters
    }
    expectMessage(of: result, "parts", "order")
  }

  @Test func aClassWhoseParametersAreFoundElsewhereIsNoLoss() {
    struct Trainer: Module {
      let model: Dense
      let optimizer: Adam
      let data = Batches(count: 10, size: 2, using: Random(seed: 1), keepPartial: false)
    }
    let model = layer()
    let trainer = Trainer(model: model, optimizer: Adam(for: model, learningRate: 1e-3))
    #expect(trainer.parameters.map(\.name) == ["model.weight"])
  }

  @Test func tiedWeightsAreOneParameter() throws {
    struct Model: Module {
      let encoder: Dense
      let decoder: Dense
      init() { encoder = layer(); decoder = encoder }
    }
    let model = Model()
    #expect(model.parameters.map(\.name) == ["encoder.weight"] && model.parameterCount == 2)
    let (_, found) = gradients(of: [model, model.encoder]) {
      model.encoder(.ones([1, 2]), .inference).sum() + model.decoder(.ones([1, 2]), .inference).sum()
    }
    #expect(found[model.encoder.weight]?.scalars == [2, 2])
    let before = model.encoder.weight.value.scalars
    Adam(for: model, model.encoder, learningRate: 0.125).update(with: found)
    for (a, b) in zip(before, model.encoder.weight.value.scalars) { #expect(abs(a - 0.125 - b) < 1e-5) }
    var checkpoint = Checkpoint()
    model.save(to: &checkpoint, as: "model")
    let other = Model()
    other.encoder.weight.value = .zeros([2, 1])
    try other.load(from: checkpoint, as: "model")
    #expect(other.decoder.weight.value == model.decoder.weight.value)
  }
}
