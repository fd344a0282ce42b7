import Foundation
import GANKit
import SwiftProtobuf

/// A network as an ONNX file.
///
/// Source: <https://github.com/onnx/onnx/blob/main/docs/IR.md>.
public struct ONNXModel {
  /// The version of the operators: 17, of 2022, which all current runtimes read.
  public static let operatorVersion = 17
  /// The version of the file's structure that belongs to it.
  static let structureVersion = 8

  let proto: ONNXModelProto

  /// Takes the weights as they are now.
  public init(_ network: ExportedNetwork) {
    var operations = ONNXOperations()
    for input in network.inputs { operations.graph.declareInput(ONNXValueInfoProto(input)) }
    var value = network.inputs[0].name
    if case .noise(_, let label?) = network.input {
      let loudness = operations.graph.constant(Tensor(label.loudness), named: "loudness")
      let loud = operations.graph.add("Mul", ["label", loudness], at: "label")
      value = operations.graph.add("Concat", [value, loud], at: "", [.int("axis", 1)])
    }
    value = operations.add(network.block, to: value)
    operations.graph.declareOutput(ONNXValueInfoProto(network.output), made: value)
    operations.graph.describe(name: network.name, about: network.about)
    proto = ONNXModelProto(operations.graph, of: network)
  }

  /// The file. The same network gives the same bytes.
  ///
  /// - Throws: `BinaryEncodingError`, if the weights are 2 GB or more, which a file of this kind cannot hold.
  public func bytes() throws -> Data { try proto.serializedData() }
}

extension ONNXModelProto {
  fileprivate init(_ graph: ONNXGraph, of network: ExportedNetwork) {
    self.init()
    irVersion = Int64(ONNXModel.structureVersion)
    (producerName, producerVersion) = ("GANLessons", network.version)
    docString = network.about
    var operators = ONNXOperatorSetIdProto()
    (operators.domain, operators.version) = ("", Int64(ONNXModel.operatorVersion))
    opsetImport = [operators]
    self.graph = graph.proto
    let values =
      network.inputs.map { ("input.\($0.name)", $0) } + [("output.\(network.output.name)", network.output)]
    let facts =
      values.map { ($0, "\($1.shape) float32, \($1.about)") } + [
        ("layout", "images are [batch, channels, height, width]"),
        ("written_by", "GANLessons \(network.version)"),
      ]
    metadataProps = facts.map { key, value in
      var entry = ONNXStringStringEntryProto()
      (entry.key, entry.value) = (key, value)
      return entry
    }
  }
}

extension ONNXValueInfoProto {
  fileprivate init(_ value: ExportedValue) {
    self.init(value.name, value.extents, about: value.about)
  }
}
