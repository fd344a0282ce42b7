import Foundation
import GANKit
import TestSupport
import Testing

/// What PyTorch or Keras computed with a lesson's networks: see `Fixtures/make_dcgan_reference.py`.
///
/// Weights and inputs are not in the file, but follow from a formula; of large results there are samples and sums.
struct NetworkReference {
  private struct Fill: Decodable {
    let name: String
    let shape: [Int]
    let seed: UInt32
    let scale, offset: Float
  }

  private let results: Checkpoint
  private let fills: [Fill]
  /// What goes in, named `generator.0.weight`, `z` and so on.
  let inputs: Checkpoint

  init(_ name: String) throws {
    let url = try fixture("\(name).safetensors")
    results = try Checkpoint(contentsOf: url)
    fills = try JSONDecoder().decode([Fill].self, from: Data(try #require(results.metadata["fills"]).utf8))
    var inputs = Checkpoint()
    for fill in fills { inputs[tensor: fill.name] = Self.filled(fill) }
    self.inputs = inputs
  }

  /// One of the inputs.
  func input(_ name: String) throws -> Tensor { try #require(inputs[tensor: name], "no input \(name)") }

  /// The names of all results, without the endings of those that are saved in parts.
  var names: Set<String> {
    Set(
      results.names.map { name in
        for part in [".entries", ".sums", ".size"] where name.hasSuffix(part) {
          return String(name.dropLast(part.count))
        }
        return name
      })
  }

  /// Compares with the result of this name: every element within `tolerance` of the largest magnitude.
  ///
  /// Where the result was large, 512 of its elements are compared so, and sums over all of them within `tolerance` of
  /// the norm.
  func expect(
    _ name: String, _ found: Tensor, within tolerance: Double = 1e-4,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if let whole = results[tensor: name] {
      #expect(whole.scalars.contains { $0 != 0 }, "\(name)", sourceLocation: sourceLocation)
      expectClose(
        found, whole, within: .ofLargest(tolerance), name, sourceLocation: sourceLocation)
      return
    }
    func part(_ ending: String, _ count: Int) throws -> [Float] {
      let numbers = try #require(results[tensor: "\(name).\(ending)"], "\(name) is not in the file").scalars
      try #require(numbers.count == count, "\(name).\(ending)", sourceLocation: sourceLocation)
      return numbers
    }
    let (entries, sums, size) = (try part("entries", 512), try part("sums", 8), try part("size", 2))
    let scalars = found.scalars
    try #require(!scalars.isEmpty, "\(name)", sourceLocation: sourceLocation)
    let places = entries.indices.map { Int(Self.hash(UInt32($0), seed: 1)) % scalars.count }
    expectClose(
      places.map { scalars[$0] }, entries, within: .absolute(tolerance * Double(size[0])), name,
      sourceLocation: sourceLocation)
    let foundSums = sums.indices.map { k in
      scalars.indices.reduce(0.0) { sum, i in
        sum + Double(Self.hash(UInt32(i), seed: 100 + UInt32(k)) >> 31 == 1 ? -scalars[i] : scalars[i])
      }
    }
    expectClose(
      foundSums, sums, within: .absolute(tolerance * Double(size[1])), "\(name), sums",
      sourceLocation: sourceLocation)
  }

  // MARK: The formula

  private static func hash(_ index: UInt32, seed: UInt32) -> UInt32 {
    var h = index &* 0x9E37_79B1 &+ seed &* 0x85EB_CA77
    h = (h ^ h >> 16) &* 0x7FEB_352D
    h = (h ^ h >> 15) &* 0x846C_A68B
    return h ^ h >> 16
  }

  private static func filled(_ fill: Fill) -> Tensor {
    let shape = Shape(fill.shape)
    let scalars = (0..<UInt32(shape.elementCount)).map { index in
      fill.offset + fill.scale * (Float(hash(index, seed: fill.seed) >> 8) / 0x1p23 - 1)
    }
    return Tensor(scalars).reshaped(to: shape)
  }
}
