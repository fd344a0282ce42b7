/// One entry of a state dict and the parameter or buffer that holds its value.
struct PyTorchEntry {
  /// The part after the layer's name, such as `weight` or `running_mean`.
  let name: String
  /// PyTorch's shape.
  let shape: Shape
  /// The parameter or buffer, which several entries may share.
  let cell: ObjectIdentifier
  /// The current value, in PyTorch's layout.
  let value: () -> Tensor
  /// A value in PyTorch's layout, in GANKit's.
  let fromPyTorch: (Tensor) -> Tensor
  /// Takes over a value in GANKit's layout.
  let assign: (Tensor) -> Void

  init(_ name: String, _ parameter: Parameter, _ order: PyTorchOrder) {
    self.name = name
    shape = order.shape
    cell = ObjectIdentifier(parameter)
    value = { order.toPyTorch(parameter.value) }
    fromPyTorch = { order.fromPyTorch($0, shape: parameter.shape) }
    assign = { parameter.value = $0 }
  }

  init(_ name: String, _ buffer: Buffer, _ order: PyTorchOrder) {
    self.name = name
    shape = order.shape
    cell = ObjectIdentifier(buffer)
    value = { order.toPyTorch(buffer.value) }
    fromPyTorch = { order.fromPyTorch($0, shape: buffer.value.shape) }
    assign = { buffer.value = $0 }
  }
}

/// A layer with weights: its place in the module, its name in PyTorch, and its entries.
struct PyTorchLayer {
  let path: String
  let name: String
  var entries: [PyTorchEntry]
}
