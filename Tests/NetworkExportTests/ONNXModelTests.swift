import Foundation
import GANKit
import SwiftProtobuf
import TestSupport
import Testing

@testable import NetworkExport

@Suite("ONNX files") struct ONNXModelTests {
  private func model(_ network: ExportedNetwork) throws -> ONNXModelProto {
    try ONNXModelProto(serializedBytes: ONNXModel(network).bytes())
  }

  private func model(_ network: ExportCase) throws -> ONNXModelProto { try model(network.exported()) }

  private func named(_ name: String) throws -> ExportCase {
    try #require(ExportCase.all.first { $0.name == name })
  }

  /// How often each operator stands in a graph.
  private func operators(_ name: String) throws -> [String: Int] {
    try model(named(name)).graph.node.reduce(into: [:]) { $0[$1.opType, default: 0] += 1 }
  }

  @Test(arguments: ExportCase.all) func everyValueIsMadeOnceBeforeItIsRead(_ network: ExportCase)
    throws
  {
    let model = try model(network)
    let graph = model.graph
    #expect(model.irVersion == 8)
    #expect(model.opsetImport.map(\.version) == [17])
    var known = Set(graph.input.map(\.name))
    for name in graph.initializer.map(\.name) { #expect(known.insert(name).inserted, "\(name) twice") }
    for node in graph.node {
      for input in node.input where !input.isEmpty {
        #expect(known.contains(input), "\(node.name): \(input)")
      }
      for output in node.output { #expect(known.insert(output).inserted, "\(output) twice") }
    }
    #expect(graph.output.map(\.name) == ["output"])
    #expect(known.contains("output"))
    #expect(Set(graph.node.map(\.name)).count == graph.node.count)
    for tensor in graph.initializer {
      let count = tensor.dims.reduce(1, *)
      let size = tensor.dataType == Int32(ONNXTensorProto.DataType.float.rawValue) ? 4 : 8
      #expect(Int(count) * size == tensor.rawData.count, "\(tensor.name)")
    }
  }

  @Test(arguments: ExportCase.all) func theSameNetworkGivesTheSameBytes(_ network: ExportCase) throws {
    let exported = try network.exported()
    #expect(try ONNXModel(exported).bytes() == ONNXModel(exported).bytes())
  }

  @Test func eachLayerBecomesTheOperatorThatItIs() throws {
    #expect(
      try operators("vanilla") == [
        "Gemm": 4, "LeakyRelu": 3, "BatchNormalization": 3, "Tanh": 1, "Reshape": 1,
      ])
    #expect(
      try operators("dcgan-light") == [
        "Gemm": 2, "BatchNormalization": 3, "Relu": 3, "Reshape": 1, "Transpose": 1, "ConvTranspose": 2,
        "Tanh": 1,
      ])
    // Five levels, four of them with a skip; dropout is left out.
    #expect(
      try operators("pix2pix") == [
        "Conv": 5, "ConvTranspose": 5, "InstanceNormalization": 7, "LeakyRelu": 4, "Relu": 5, "Concat": 4,
        "Tanh": 1,
      ])
    // Nine blocks of two convolutions.
    #expect(
      try operators("cyclegan") == [
        "Conv": 22, "ConvTranspose": 2, "InstanceNormalization": 23, "Relu": 14, "Pad": 20, "Add": 9,
        "Tanh": 1,
      ])
    // The bicubic way beside the network: two axes of two mirrored edges, a convolution and a shuffle.
    #expect(
      try operators("srgan-one-shuffle") == [
        "Conv": 8, "PRelu": 2, "Add": 4, "DepthToSpace": 2, "Slice": 4, "Concat": 2,
      ])
  }

  private func extents(_ value: ONNXValueInfoProto) -> [String] {
    value.type.tensorType.shape.dim.map { $0.dimParam.isEmpty ? "\($0.dimValue)" : $0.dimParam }
  }

  @Test func theBatchIsAlwaysOpenAndTheSizeWhereAllLayersAreConvolutions() throws {
    let graph = try model(named("cyclegan")).graph
    #expect(graph.input.map(extents) == [["batch", "3", "height", "width"]])
    #expect(graph.output.map(extents) == [["batch", "3", "output_height", "output_width"]])
    let judge = try model(named("dcgan-document-d")).graph
    #expect(judge.input.map(extents) == [["batch", "1", "28", "28"]])
    #expect(judge.output.map(extents) == [["batch", "1"]])
  }

  @Test func aLabelComesBesideTheNoiseAsLoudAsInTraining() throws {
    let graph = try model(named("conditional-convolutional")).graph
    #expect(graph.input.map(\.name) == ["noise", "label"])
    #expect(graph.input.map(extents) == [["batch", "100"], ["batch", "10"]])
    #expect(graph.node.prefix(2).map(\.opType) == ["Mul", "Concat"])
    #expect(graph.node[1].input.first == "noise")
    let loudness = try #require(graph.initializer.first { $0.name == "loudness" })
    #expect(loudness.rawData == withUnsafeBytes(of: Float(2.5).bitPattern.littleEndian) { Data($0) })
  }

  @Test func aFileSaysWhatGoesInAndWhatComesOut() throws {
    let model = try model(named("pix2pix"))
    let facts = Dictionary(uniqueKeysWithValues: model.metadataProps.map { ($0.key, $0.value) })
    #expect(facts["input.image"]?.contains("in [-1, 1]") == true)
    #expect(facts["input.image"]?.contains("multiples of 32") == true)
    #expect(facts["output.output"]?.contains("pictures in [-1, 1]") == true)
    #expect(facts["written_by"] == "GANLessons 0.0")
    #expect(model.docString == "The network pix2pix of a test.")
  }

  @Test func kernelsAreInTheOrderOfONNX() throws {
    let layer = Conv2D(2, 3, kernel: [1, 2], using: Random(seed: 1))
    let graph = try model(
      ExportedNetwork(
        Sequential([layer]), name: "one", about: "", input: .pictures(channels: 2), version: "0")
    ).graph
    let weight = try #require(graph.initializer.first { $0.name == "0.weight" })
    #expect(weight.dims == [3, 2, 1, 2])
    let found = weight.rawData.withUnsafeBytes { bytes in
      (0..<12).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self) }
    }.map { Float(bitPattern: UInt32(littleEndian: $0)) }
    let expected = (0..<3).flatMap { out in
      (0..<2).flatMap { input in (0..<2).map { layer.weight.value.at(0, $0, input, out) } }
    }
    #expect(found == expected)
  }

  @Test func aNetworkThatDoesNothingIsAFileAsWell() throws {
    let network = ExportCase("nothing", .pictures()) { _ in Sequential([Dropout(0.5)]) }
    #expect(try model(network).graph.node.map(\.opType) == ["Identity"])
  }
}
