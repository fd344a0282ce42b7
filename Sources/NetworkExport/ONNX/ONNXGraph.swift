import Foundation
import GANKit

/// An ONNX graph as it grows, node by node.
struct ONNXGraph {
  private(set) var proto = ONNXGraphProto()
  /// How often a name was asked for.
  private var uses: [String: Int] = [:]
  /// The constants of the network, which several nodes may read, by their names.
  private var constants: [String: Tensor] = [:]

  /// Adds a node and returns the name of the value that it makes.
  mutating func add(
    _ operation: String, _ inputs: [String], at path: String, _ attributes: [ONNXAttributeProto] = []
  ) -> String {
    var node = ONNXNodeProto()
    node.opType = operation
    node.name = unique(path.appending(name: operation))
    node.input = inputs
    node.output = ["\(node.name).output"]
    node.attribute = attributes
    proto.node.append(node)
    return node.output[0]
  }

  /// A constant of numbers, as the operators take it: `values` as they are, in row-major order.
  mutating func constant(_ values: Tensor, named name: String) -> String {
    if constants[name] == values { return name }
    let name = constants[name] == nil ? name : unique(name)
    constants[name] = values
    var tensor = ONNXTensorProto()
    tensor.name = name
    tensor.dims = values.shape.map(Int64.init)
    tensor.dataType = Int32(ONNXTensorProto.DataType.float.rawValue)
    tensor.rawData = littleEndian(values.scalars.map(\.bitPattern))
    proto.initializer.append(tensor)
    return name
  }

  /// A constant of whole numbers, such as a shape.
  mutating func constant(_ values: [Int], named name: String) -> String {
    var tensor = ONNXTensorProto()
    tensor.name = unique(name)
    tensor.dims = [Int64(values.count)]
    tensor.dataType = Int32(ONNXTensorProto.DataType.int64.rawValue)
    tensor.rawData = littleEndian(values.map(Int64.init))
    proto.initializer.append(tensor)
    return tensor.name
  }

  mutating func declareInput(_ value: ONNXValueInfoProto) { proto.input.append(value) }

  /// Gives a value the name under which it leaves the graph.
  mutating func declareOutput(_ value: ONNXValueInfoProto, made name: String) {
    proto.output = [value]
    guard let index = proto.node.firstIndex(where: { $0.output == [name] }) else {
      // Nothing was done to the input.
      let made = add("Identity", [name], at: value.name)
      return declareOutput(value, made: made)
    }
    proto.node[index].output = [value.name]
    for index in proto.node.indices {
      proto.node[index].input = proto.node[index].input.map { $0 == name ? value.name : $0 }
    }
  }

  mutating func describe(name: String, about: String) { (proto.name, proto.docString) = (name, about) }

  private mutating func unique(_ name: String) -> String {
    uses[name, default: 0] += 1
    return uses[name] == 1 ? name : "\(name).\(uses[name]!)"
  }
}

private func littleEndian<Number: FixedWidthInteger>(_ numbers: [Number]) -> Data {
  numbers.map(\.littleEndian).withUnsafeBytes { Data($0) }
}

extension ONNXAttributeProto {
  static func int(_ name: String, _ value: Int) -> ONNXAttributeProto {
    var attribute = ONNXAttributeProto()
    (attribute.name, attribute.type, attribute.i) = (name, .int, Int64(value))
    return attribute
  }

  static func ints(_ name: String, _ values: [Int]) -> ONNXAttributeProto {
    var attribute = ONNXAttributeProto()
    (attribute.name, attribute.type, attribute.ints) = (name, .ints, values.map(Int64.init))
    return attribute
  }

  static func float(_ name: String, _ value: Float) -> ONNXAttributeProto {
    var attribute = ONNXAttributeProto()
    (attribute.name, attribute.type, attribute.f) = (name, .float, value)
    return attribute
  }

  static func string(_ name: String, _ value: String) -> ONNXAttributeProto {
    var attribute = ONNXAttributeProto()
    (attribute.name, attribute.type, attribute.s) = (name, .string, Data(value.utf8))
    return attribute
  }
}

extension ONNXValueInfoProto {
  /// A tensor of 32-bit floats; an extent is a number, or the name of one that is known only later.
  init(_ name: String, _ extents: [ExportedValue.Extent], about: String) {
    self.init()
    self.name = name
    docString = about
    type.tensorType.elemType = Int32(ONNXTensorProto.DataType.float.rawValue)
    type.tensorType.shape.dim = extents.map { extent in
      var dimension = ONNXTensorShapeProto.Dimension()
      switch extent {
      case .known(let count): dimension.dimValue = Int64(count)
      case .named(let name): dimension.dimParam = name
      }
      return dimension
    }
  }
}
