import Foundation
import GANKit
import Testing

/// One file of values that PyTorch or Keras computed: see `Fixtures/make_reference_values.py`.
public struct ReferenceFamily: Sendable {
  public let cases: [ReferenceCase]

  public init(_ name: String) throws {
    let checkpoint = try Checkpoint(contentsOf: fixture("\(name).safetensors"))
    let settings = try #require(checkpoint.metadata["cases"])
    cases = try JSONDecoder().decode([String: ReferenceSettings].self, from: Data(settings.utf8))
      .map { ReferenceCase(name: $0.key, settings: $0.value, values: checkpoint) }
      .sorted { $0.name < $1.name }
  }

  /// The cases of a family, for the arguments of a test.
  public static func cases(_ name: String) -> [ReferenceCase] {
    do {
      return try ReferenceFamily(name).cases
    } catch {
      fatalError("The reference values of family \(name) cannot be read: \(error)")
    }
  }
}

/// What a case was computed with; each family uses some of these.
public struct ReferenceSettings: Decodable, Sendable {
  public var activation, padding, loss, mode, optimizer: String?
  public var inputs, outputs, kernel, stride, outputPadding, channels, steps, groups, frozenSteps: Int?
  /// One number for each axis of the images.
  public var kernels, strides, paddings, outputPaddings, dilations: [Int]?
  public var bias, nesterov: Bool?
  public var momentum, epsilon, target, learningRate, beta1, beta2, decay, weightDecay, limit: Float?
}

public struct ReferenceCase: Sendable, CustomTestStringConvertible {
  public let name: String
  public let settings: ReferenceSettings
  public let values: Checkpoint

  public var testDescription: String { name }

  /// A tensor of this case.
  public func callAsFunction(_ what: String) throws -> Tensor {
    try #require(values[tensor: "\(name).\(what)"], "\(name).\(what) is not in the file")
  }

  /// A setting that this case has to have.
  public func callAsFunction<Value>(_ setting: KeyPath<ReferenceSettings, Value?>) throws -> Value {
    try #require(settings[keyPath: setting], "\(name) has no setting \(setting)")
  }

  /// Compares with the tensor of this name: every element within `tolerance` of the largest magnitude.
  public func expect(
    _ what: String, _ found: Tensor, within tolerance: Double = 1e-5,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    expectClose(
      found, try self(what), within: .ofLargest(tolerance), "\(name).\(what)", sourceLocation: sourceLocation)
  }

  /// Compares with the tensor of this name: every element within `tolerance` of its own magnitude.
  public func expectEach(
    _ what: String, _ found: Tensor, within tolerance: Double = 1e-5,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    expectClose(
      found, try self(what), within: .ofEach(tolerance), "\(name).\(what)", sourceLocation: sourceLocation)
  }

  /// Compares a layer's output, and the gradients for its input and for each of its parameters.
  ///
  /// The layer's parameters are loaded from the case first.
  public func expect(_ layer: some Layer, mode: Mode = .inference) throws {
    try layer.load(from: values, as: name)
    let (input, cotangent) = (try self("input"), try self("cotangent"))
    try expect("output", layer(input, mode))
    try expect("gradient.input", gradient(at: input) { (layer($0, mode) * cotangent).sum() })
    let (_, found) = gradients(of: layer) { (layer(input, mode) * cotangent).sum() }
    for (path, parameter) in layer.parameters {
      try expect("gradient.\(path)", try #require(found[parameter], "no gradient for \(path)"))
    }
  }
}
