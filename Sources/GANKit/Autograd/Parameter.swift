/// A trained value: a reference cell, so that the layers that hold it can be structs with `let` properties.
public final class Parameter {
  private var stored: Tensor
  /// Set while a recording tracks this parameter.
  var leaf: Node?

  /// A parameter with this initial value, whose shape it keeps.
  public init(_ value: Tensor) { stored = value.detached }

  /// The current value; tracked within `gradients(of:)` and `record(_:_:)`. A new value must have the same shape.
  public var value: Tensor {
    get {
      guard let leaf else { return stored }
      return Tensor(storage: stored.storage, offset: stored.offset, shape: stored.shape, node: leaf)
    }
    set {
      require(
        newValue.shape == stored.shape,
        "Parameter: the value has shape \(stored.shape), the new one \(newValue.shape); a parameter keeps its shape"
      )
      stored = newValue.detached
    }
  }

  /// The shape of the value, which never changes.
  public var shape: Shape { stored.shape }

  /// Changes the elements in place, after copying them if anything else holds the same buffer.
  func update(_ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    if !isKnownUniquelyReferenced(&stored.storage) || stored.offset != 0 {
      stored = Tensor(shape: stored.shape) { copy in
        stored.withScalars { _ = copy.initialize(from: $0) }
      }
    }
    body(stored.storage.buffer)
  }
}

/// State that is not trained but belongs to the model, such as a running mean.
public final class Buffer {
  private var stored: Tensor

  /// A buffer with this initial value, whose shape it keeps.
  public init(_ value: Tensor) { stored = value.detached }

  /// The current value, a constant: an assigned tensor loses its record. A new value must have the same shape.
  public var value: Tensor {
    get { stored }
    set {
      require(
        newValue.shape == stored.shape,
        "Buffer: the value has shape \(stored.shape), the new one \(newValue.shape)")
      stored = newValue.detached
    }
  }
}
