/// What all optimizers share: their parameters, the running values that they keep for each, and checkpoints of both.
struct OptimizerState {
  /// The number of updates made so far.
  private(set) var updates = 0

  private let names: [String]
  private let parameters: [Parameter]
  /// How often each parameter was updated: fewer times than `updates` if it had no gradient at times.
  private var parameterUpdates: [Int]
  private let kinds: [String]
  /// For each kind of running value, one buffer for each parameter.
  private var running: [[Storage]]

  /// - Parameters:
  ///   - models: A parameter that several of them share is updated once.
  ///   - kinds: The names of the running values, which begin as zeros.
  init(of models: [any Module], keeping kinds: [String]) {
    let entries = models.enumerated().flatMap { index, model in
      model.parameters.map {
        (name: models.count == 1 ? $0.name : "\(index).\($0.name)", parameter: $0.parameter)
      }
    }
    var seen: Set<ObjectIdentifier> = []
    let distinct = entries.filter { seen.insert(ObjectIdentifier($0.parameter)).inserted }
    names = distinct.map(\.name)
    let parameters = distinct.map(\.parameter)
    self.parameters = parameters
    parameterUpdates = parameters.map { _ in 0 }
    self.kinds = kinds
    running = kinds.map { _ in
      parameters.map { parameter in
        let storage = Storage(count: parameter.shape.elementCount)
        storage.buffer.update(repeating: 0)
        return storage
      }
    }
  }

  /// Some elements of a parameter, with what belongs to them.
  struct Elements {
    let count: Int
    let gradient: UnsafePointer<Float>
    let parameter: UnsafeMutablePointer<Float>
    fileprivate let start: Int
    fileprivate let buffers: [Shared<Float>]

    /// The running values of one kind.
    func running(_ kind: Int) -> UnsafeMutablePointer<Float> { buffers[kind].pointer + start }
  }

  /// Updates every parameter that has a gradient; at least one must have one.
  ///
  /// - Parameters:
  ///   - optimizer: Its name, for the message.
  ///   - rule: Gets the number of updates of a parameter, this one included; returns what to do with its elements.
  mutating func update(
    with gradients: Gradients, optimizer: String, _ rule: (_ updates: Int) -> @Sendable (Elements) -> Void
  ) {
    require(
      parameters.isEmpty || parameters.contains { gradients[$0] != nil },
      "\(optimizer): none of the \(parameters.count) parameter\(parameters.count == 1 ? "" : "s") of this optimizer "
        + "has a gradient here; these are the gradients of another model")
    let span = Profile.begin()
    defer { span?.end(.optimizer) }
    updates += 1
    for (index, parameter) in parameters.enumerated() {
      guard let gradient = gradients[parameter] else { continue }
      parameterUpdates[index] += 1
      let step = rule(parameterUpdates[index])
      let (g, buffers) = (SharedConstant(gradient), running.map { Shared($0[index].pointer) })
      parameter.update { values in
        guard let base = values.baseAddress else { return }
        let p = Shared(base)
        Parallel.ranges(values.count) { range in
          let start = range.lowerBound
          step(
            Elements(
              count: range.count, gradient: g.pointer + start, parameter: p.pointer + start, start: start,
              buffers: buffers))
        }
      }
      withExtendedLifetime(gradient) {}
    }
  }

  // MARK: Checkpoints

  func save(to checkpoint: inout Checkpoint, as name: String, learningRate: Float) {
    checkpoint[integers: "\(name).updates"] = [UInt64(updates)]
    if parameterUpdates.contains(where: { $0 != updates }) {
      checkpoint[integers: "\(name).parameterUpdates"] = parameterUpdates.map(UInt64.init)
    }
    checkpoint[tensor: "\(name).learningRate"] = Tensor([learningRate])
    for (kind, storages) in zip(kinds, running) {
      for ((path, parameter), storage) in zip(zip(names, parameters), storages) {
        checkpoint[tensor: "\(name).\(kind).\(path)"] = Tensor(shape: parameter.shape) { out in
          _ = out.update(from: storage.buffer)
        }
      }
    }
  }

  /// Returns the learning rate. If an error is thrown, nothing has changed.
  mutating func load(from checkpoint: Checkpoint, as name: String) throws -> Float {
    let total = Int(clamping: try checkpoint.integers(named: "\(name).updates", count: 1)[0])
    let key = "\(name).parameterUpdates"
    let counts =
      checkpoint[integers: key] == nil
      ? parameters.map { _ in total }
      : try checkpoint.integers(named: key, count: parameters.count).map { Int(clamping: $0) }
    let learningRate = try checkpoint.tensor(named: "\(name).learningRate", shape: [1]).scalar
    let values = try kinds.map { kind in
      try zip(names, parameters).map { path, parameter in
        try checkpoint.tensor(named: "\(name).\(kind).\(path)", shape: parameter.shape)
      }
    }
    (updates, parameterUpdates) = (total, counts)
    for (storages, values) in zip(running, values) {
      for (storage, value) in zip(storages, values) {
        value.withScalars { _ = storage.buffer.update(from: $0) }
      }
    }
    return learningRate
  }
}
