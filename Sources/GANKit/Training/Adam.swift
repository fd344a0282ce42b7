import CKernels

/// Adam (Kingma and Ba 2015, algorithm 1): running means of the gradient and of its square make steps of about the
/// learning rate in each coordinate.
///
///     m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
///     parameter -= learningRate * m^ / (sqrt(v^) + epsilon),   m^ = m / (1 - beta1^t),  v^ = v / (1 - beta2^t)
public final class Adam {
  /// The learning rate; a schedule may change it between updates.
  public var learningRate: Float
  /// The share of the gradient's running mean that each update keeps.
  public let beta1: Float
  /// The share of the squared gradient's running mean that each update keeps.
  public let beta2: Float
  /// Keeps the denominator away from zero.
  public let epsilon: Float
  /// The number of updates made so far.
  public private(set) var updates = 0

  private let names: [String]
  private let parameters: [Parameter]
  private var first: [Storage]
  private var second: [Storage]

  /// An optimizer of the parameters of one or several models.
  public init(
    for models: any Module..., learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.999,
    epsilon: Float = 1e-8
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    let entries = models.enumerated().flatMap { index, model in
      model.parameters.map {
        (name: models.count == 1 ? $0.name : "\(index).\($0.name)", parameter: $0.parameter)
      }
    }
    // A parameter that several models share is updated once.
    var seen: Set<ObjectIdentifier> = []
    let distinct = entries.filter { seen.insert(ObjectIdentifier($0.parameter)).inserted }
    names = distinct.map(\.name)
    parameters = distinct.map(\.parameter)
    (first, second) = (Adam.zeros(parameters), Adam.zeros(parameters))
  }

  private static func zeros(_ parameters: [Parameter]) -> [Storage] {
    parameters.map { parameter in
      let storage = Storage(count: parameter.shape.elementCount)
      storage.buffer.update(repeating: 0)
      return storage
    }
  }

  /// Moves the parameters one step against their gradients. A parameter without a gradient stays as it is, and so do
  /// its moments; at least one parameter must have a gradient.
  public func update(with gradients: Gradients) {
    require(
      parameters.isEmpty || parameters.contains { gradients[$0] != nil },
      "Adam: none of the \(parameters.count) parameter\(parameters.count == 1 ? "" : "s") of this optimizer has a "
        + "gradient here; these are the gradients of another model")
    updates += 1
    let settings = gk_adam(
      step_size: learningRate / (1 - power(beta1, updates)), beta1: beta1, beta2: beta2,
      inverse_root: 1 / (1 - power(beta2, updates)).squareRoot(), epsilon: epsilon)
    for (index, parameter) in parameters.enumerated() {
      guard let gradient = gradients[parameter] else { continue }
      let (m, v) = (Shared(first[index].pointer), Shared(second[index].pointer))
      let g = SharedConstant(gradient)
      parameter.update { values in
        guard let base = values.baseAddress else { return }
        let p = Shared(base)
        Parallel.ranges(values.count) { range in
          let start = range.lowerBound
          gk_adam_update(
            settings, g.pointer + start, p.pointer + start, m.pointer + start, v.pointer + start, range.count)
        }
      }
      withExtendedLifetime(gradient) {}
    }
  }

  private func power(_ base: Float, _ exponent: Int) -> Float {
    var (result, factor, rest) = (1.0, Double(base), exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return Float(result)
  }
}

extension Adam: Checkpointable {
  public func save(to checkpoint: inout Checkpoint, as name: String) {
    checkpoint[integers: "\(name).updates"] = [UInt64(updates)]
    checkpoint[tensor: "\(name).learningRate"] = Tensor([learningRate])
    for (index, path) in names.enumerated() {
      checkpoint[tensor: "\(name).first.\(path)"] = copy(first[index], parameters[index].shape)
      checkpoint[tensor: "\(name).second.\(path)"] = copy(second[index], parameters[index].shape)
    }
  }

  public func load(from checkpoint: Checkpoint, as name: String) throws {
    let saved = (
      updates: try checkpoint.integers(named: "\(name).updates", count: 1)[0],
      learningRate: try checkpoint.tensor(named: "\(name).learningRate", shape: [1]).scalar
    )
    let moments = try names.enumerated().map { index, path in
      let shape = parameters[index].shape
      return (
        try checkpoint.tensor(named: "\(name).first.\(path)", shape: shape),
        try checkpoint.tensor(named: "\(name).second.\(path)", shape: shape)
      )
    }
    (updates, learningRate) = (Int(saved.updates), saved.learningRate)
    for (index, (m, v)) in moments.enumerated() {
      m.withScalars { _ = first[index].buffer.update(from: $0) }
      v.withScalars { _ = second[index].buffer.update(from: $0) }
    }
  }

  private func copy(_ storage: Storage, _ shape: Shape) -> Tensor {
    Tensor(shape: shape) { out in _ = out.update(from: storage.buffer) }
  }
}
