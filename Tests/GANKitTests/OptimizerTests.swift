import TestSupport
import Testing

@testable import GANKit

/// A layer tanh(x w + b) whose two parameters can be trained one without the other.
private struct Model: Module {
  struct Part: Module { let value: Parameter }
  let weight: Part
  let bias: Part

  init(weight: Tensor = .zeros([3, 4]), bias: Tensor = .zeros([4])) {
    self.weight = Part(value: Parameter(weight))
    self.bias = Part(value: Parameter(bias))
  }

  func loss(_ x: Tensor, _ y: Tensor) -> Tensor {
    meanSquaredError(tanh(matmul(x, weight.value.value) + bias.value.value), y)
  }
}

private let kinds = ["Adam", "AdamW", "SGD", "SGD, momentum", "SGD, Nesterov", "RMSProp"]

private func optimizer(_ kind: String, for models: any Module, rate: Float = 0.02) -> any Optimizer {
  switch kind {
  case "Adam": Adam(for: models, learningRate: rate)
  case "AdamW": AdamW(for: models, learningRate: rate, weightDecay: 0.5)
  case "SGD": SGD(for: models, learningRate: rate)
  case "SGD, momentum": SGD(for: models, learningRate: rate, momentum: 0.9)
  case "SGD, Nesterov": SGD(for: models, learningRate: rate, momentum: 0.9, nesterov: true)
  default: RMSProp(for: models, learningRate: rate)
  }
}

@Suite("Optimizers") struct OptimizerTests {
  @Test func everyCaseIsThere() throws { #expect(try ReferenceFamily("optimizers").cases.count == 16) }

  /// Twenty steps beside PyTorch's. In half of the cases the bias has no gradient in the first twelve of them.
  @Test(arguments: ReferenceFamily.cases("optimizers"))
  func stepsAreThoseOfPyTorch(_ reference: ReferenceCase) throws {
    func shared(_ name: String) throws -> Tensor { try #require(reference.values[tensor: name]) }
    let initial = ["weight": try shared("initial.weight"), "bias": try shared("initial.bias")]
    let model = Model(weight: initial["weight"]!, bias: initial["bias"]!)
    let (x, y) = (try shared("input"), try shared("target"))
    let optimizer = try make(reference, for: model)
    let frozen = try reference(\.frozenSteps)
    for step in 0..<(try reference(\.steps)) {
      let found =
        step < frozen
        ? gradients(of: model.weight) { model.loss(x, y) } : gradients(of: model) { model.loss(x, y) }
      optimizer.update(with: found.gradients)
      guard reference.values[tensor: "\(reference.name).step\(step).weight"] != nil else { continue }
      for (name, parameter) in [("weight", model.weight.value), ("bias", model.bias.value)] {
        let expected = try reference("step\(step).\(name)")
        // A weight near 1 rounds by 6e-8 in each step; at most 7.2e-7 was measured after twenty.
        expectClose(parameter.value, expected, within: 1e-6, "\(name), step \(step)")
        let moved = expected - initial[name]!
        if name == "bias" && step < frozen {
          #expect(parameter.value == initial[name])
        } else {
          #expect(moved.scalars.contains { abs($0) > 1e-5 })
        }
      }
    }
  }

  private func make(_ reference: ReferenceCase, for model: Model) throws -> any Optimizer {
    let rate = try reference(\.learningRate)
    switch try reference(\.optimizer) {
    case "sgd":
      return SGD(
        for: model, learningRate: rate, momentum: reference.settings.momentum ?? 0,
        nesterov: reference.settings.nesterov ?? false)
    case "rmsprop":
      return RMSProp(
        for: model, learningRate: rate, decay: try reference(\.decay), epsilon: try reference(\.epsilon))
    case "adam":
      return Adam(
        for: model, learningRate: rate, beta1: try reference(\.beta1), beta2: try reference(\.beta2),
        epsilon: try reference(\.epsilon))
    case "adamw":
      return AdamW(
        for: model, learningRate: rate, beta1: try reference(\.beta1), beta2: try reference(\.beta2),
        epsilon: try reference(\.epsilon), weightDecay: try reference(\.weightDecay))
    case let name: throw UnknownOptimizer(name: name)
    }
  }

  private struct UnknownOptimizer: Error { let name: String }

  /// More elements than one thread takes, and a number of them that no vector divides.
  @Test(arguments: kinds) func longParametersMoveElementByElement(_ kind: String) {
    struct Long: Module { let values: Parameter }
    let count = 3 * Parallel.elementGrain + 5
    let random = Random(seed: 4)
    let start = Tensor.normal([count], using: random)
    let slopes = [Tensor.normal([count], using: random), Tensor.normal([count], using: random)]
    func train(_ range: Range<Int>) -> Tensor {
      let model = Long(values: Parameter(start.sliced(axis: 0, range)))
      let optimizer = optimizer(kind, for: model)
      for slope in slopes {
        let part = slope.sliced(axis: 0, range)
        optimizer.update(with: gradients(of: model) { (model.values.value * part).sum() }.gradients)
      }
      return model.values.value
    }
    let whole = train(0..<count)
    for range in [0..<7, (count / 2)..<(count / 2 + 40), (count - 9)..<count] {
      expectClose(whole.sliced(axis: 0, range), train(range), within: .units(2))
    }
  }

  // MARK: Saving

  private let x = Tensor.normal([5, 3], using: Random(seed: 1))
  private let y = Tensor.normal([5, 4], using: Random(seed: 2))

  /// Trained in two phases, saved and restored within the first, the model ends in the same bits.
  @Test(arguments: kinds) func aResumedRunEndsInTheSameBits(_ kind: String) throws {
    func phase(_ steps: Range<Int>, _ model: Model, _ optimizer: any Optimizer) {
      for step in steps {
        optimizer.learningRate = 0.02 / Float(1 + step)
        // The head alone in the first six steps, then everything.
        let found =
          step < 6
          ? gradients(of: model.bias) { model.loss(x, y) } : gradients(of: model) { model.loss(x, y) }
        optimizer.update(with: found.gradients)
      }
    }
    let whole = Model(weight: matmul(x.transposed(), y), bias: .ones([4]))
    phase(0..<12, whole, optimizer(kind, for: whole))
    for pause in [3, 6, 9] {
      let first = Model(weight: matmul(x.transposed(), y), bias: .ones([4]))
      let firstOptimizer = optimizer(kind, for: first)
      phase(0..<pause, first, firstOptimizer)
      var checkpoint = Checkpoint()
      first.save(to: &checkpoint, as: "model")
      firstOptimizer.save(to: &checkpoint, as: "optimizer")

      let second = Model()
      let secondOptimizer = optimizer(kind, for: second, rate: 1)
      try second.load(from: checkpoint, as: "model")
      try secondOptimizer.load(from: checkpoint, as: "optimizer")
      #expect(secondOptimizer.learningRate == firstOptimizer.learningRate)
      phase(pause..<12, second, secondOptimizer)
      #expect(second.checksum == whole.checksum, "paused at \(pause)")
    }
  }

  @Test func theEntriesOfACheckpoint() {
    func entries(_ kind: String, frozen: Bool = false) -> [String] {
      let model = Model()
      let optimizer = optimizer(kind, for: model)
      let found =
        frozen ? gradients(of: model.weight) { model.loss(x, y) } : gradients(of: model) { model.loss(x, y) }
      optimizer.update(with: found.gradients)
      var checkpoint = Checkpoint()
      optimizer.save(to: &checkpoint, as: "o")
      return checkpoint.names.sorted()
    }
    let (paths, always) = (["bias.value", "weight.value"], ["o.learningRate", "o.updates"])
    func all(_ kinds: String...) -> [String] {
      (kinds.flatMap { k in paths.map { "o.\(k).\($0)" } } + always).sorted()
    }
    #expect(entries("Adam") == all("first", "second"))
    #expect(entries("AdamW") == all("first", "second"))
    #expect(entries("SGD") == always)
    #expect(entries("SGD, momentum") == all("velocity"))
    #expect(entries("RMSProp") == all("square"))
    // Counts of single parameters are saved only where they differ.
    #expect(entries("Adam", frozen: true) == (all("first", "second") + ["o.parameterUpdates"]).sorted())
  }

  @Test(arguments: kinds) func aCheckpointThatLacksSomethingChangesNothing(_ kind: String) {
    func state(_ value: any Optimizer) -> Checkpoint {
      var checkpoint = Checkpoint()
      value.save(to: &checkpoint, as: "o")
      return checkpoint
    }
    let (model, other) = (Model(), Model())
    let (mine, theirs) = (optimizer(kind, for: model, rate: 0.5), optimizer(kind, for: other))
    theirs.update(with: gradients(of: other) { other.loss(x, y) }.gradients)
    let before = state(mine).contentHash
    for name in state(theirs).names {
      var lacking = state(theirs)
      lacking[tensor: name] = nil
      #expect(throws: CheckpointError.self, "\(name)") { try mine.load(from: lacking, as: "o") }
      #expect(state(mine).contentHash == before, "\(name)")
    }
  }

  // MARK: Freezing

  /// What has no gradient keeps its bits, although the optimizer was made for the whole model; nothing below the part
  /// that is trained needs a derivative.
  @Test(arguments: kinds) func aPartWithoutGradientsStaysAsItIs(_ kind: String) throws {
    struct Network: Module {
      let body: Sequential
      let head: Dense
    }
    let random = Random(seed: 3)
    let network = Network(
      body: Sequential {
        Dense(3, 6, using: random)
        BatchNorm(6, activation: .leakyReLU(0.2))
      }, head: Dense(6, 4, using: random))
    let optimizer = optimizer(kind, for: network)
    let (body, head) = (network.body.checksum, network.head.checksum)
    let statistics = network.body.buffers.map(\.buffer.value)
    for _ in 0..<3 {
      let (_, found) = gradients(of: network.head) {
        // Inference: the running statistics of the body belong to it.
        meanSquaredError(network.head(network.body(x, .inference), .training(random)), y)
      }
      optimizer.update(with: found)
    }
    #expect(network.body.checksum == body && network.head.checksum != head)
    #expect(network.body.buffers.map(\.buffer.value) == statistics)
    var checkpoint = Checkpoint()
    optimizer.save(to: &checkpoint, as: "o")
    for name in checkpoint.names where name.contains(".body.") {
      #expect(checkpoint[tensor: name]?.scalars.allSatisfy { $0 == 0 } == true, "\(name)")
    }
  }

  /// A parameter that joins after many updates of others takes the first step that it would take with a new optimizer.
  @Test(arguments: kinds) func aPartThatJoinsLaterBeginsAnew(_ kind: String) {
    func start() -> Model { Model(weight: matmul(x.transposed(), y), bias: .ones([4])) }
    let (late, fresh) = (start(), start())
    let optimizerLate = optimizer(kind, for: late)
    for _ in 0..<500 {
      optimizerLate.update(with: gradients(of: late.bias) { late.loss(x, y) }.gradients)
    }
    fresh.bias.value.value = late.bias.value.value
    optimizerLate.update(with: gradients(of: late) { late.loss(x, y) }.gradients)
    optimizer(kind, for: fresh).update(with: gradients(of: fresh) { fresh.loss(x, y) }.gradients)
    #expect(late.weight.checksum == fresh.weight.checksum)
  }

  // MARK: Errors

  @Test(arguments: kinds) func tiedWeightsMoveOnce(_ kind: String) {
    struct Tied: Module {
      let first: Model.Part
      let second: Model.Part
    }
    let part = Model.Part(value: Parameter(.ones([2])))
    let single = Model.Part(value: Parameter(.ones([2])))
    let slope = Tensor([2, -1])
    let tied = Tied(first: part, second: part)
    let both = gradients(of: [tied, part]) { (part.value.value * slope).sum() }.gradients
    optimizer(kind, for: tied).update(with: both)
    optimizer(kind, for: single).update(
      with: gradients(of: single) { (single.value.value * slope).sum() }.gradients)
    #expect(part.value.value == single.value.value && part.value.value != .ones([2]))
  }

  @Test func theGradientsOfAnotherModelAreRefused() async {
    let sgd = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      SGD(for: Model(), learningRate: 1).update(with: foreignGradients())
    }
    expectMessage(of: sgd, "SGD: ", "2 parameters", "another model")
    let rmsProp = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      RMSProp(for: Model(), learningRate: 1).update(with: foreignGradients())
    }
    expectMessage(of: rmsProp, "RMSProp: ", "2 parameters", "another model")
    let adamW = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      AdamW(for: Model(), learningRate: 1).update(with: foreignGradients())
    }
    expectMessage(of: adamW, "AdamW: ", "2 parameters", "another model")
  }

  @Test func settingsOutOfRangeAreRefused() async {
    let momentum = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = SGD(for: Model(), learningRate: 1, momentum: 1)
    }
    expectMessage(of: momentum, "SGD: ", "momentum in [0, 1)", "1.0")
    let nesterov = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = SGD(for: Model(), learningRate: 1, nesterov: true)
    }
    expectMessage(of: nesterov, "SGD: ", "above 0")
    let decay = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = RMSProp(for: Model(), learningRate: 1, decay: 1.5)
    }
    expectMessage(of: decay, "RMSProp: ", "decay in [0, 1)", "1.5")
    let weightDecay = await #expect(processExitsWith: .exitCode(4), observing: [\.standardErrorContent]) {
      _ = AdamW(for: Model(), learningRate: 1, weightDecay: -1)
    }
    expectMessage(of: weightDecay, "AdamW: ", "weight decay", "-1.0")
  }
}

private func foreignGradients() -> Gradients {
  let other = Dense(2, 1, using: Random(seed: 1))
  return gradients(of: other) { other(.ones([3, 2]), .inference).mean() }.gradients
}
