import Foundation
import GANKit
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
    let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "safetensors"))
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
    _ name: String, _ found: Tensor, within tolerance: Float = 1e-4,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let scalars = found.scalars
    if let whole = results[tensor: name] {
      let largest = whole.scalars.reduce(0) { max($0, abs($1)) }
      #expect(found.count == whole.count && largest > 0, "\(name)", sourceLocation: sourceLocation)
      compare(name, scalars, whole.scalars, tolerance * largest, sourceLocation)
      return
    }
    func part(_ ending: String) throws -> [Float] {
      try #require(results[tensor: "\(name).\(ending)"], "\(name) is not in the file").scalars
    }
    let (entries, sums, size) = (try part("entries"), try part("sums"), try part("size"))
    let places = entries.indices.map { Int(Self.hash(UInt32($0), seed: 1)) % scalars.count }
    compare(name, places.map { scalars[$0] }, entries, tolerance * size[0], sourceLocation)
    let foundSums = sums.indices.map { k in
      Float(
        scalars.indices.reduce(0.0) { sum, i in
          sum + Double(Self.hash(UInt32(i), seed: 100 + UInt32(k)) >> 31 == 1 ? -scalars[i] : scalars[i])
        })
    }
    compare("\(name), sums", foundSums, sums, tolerance * size[1], sourceLocation)
  }

  private func compare(
    _ name: String, _ found: [Float], _ expected: [Float], _ allowed: Float, _ sourceLocation: SourceLocation
  ) {
    let worst = zip(found, expected).reduce(0) { $1.0.isFinite ? max($0, abs($1.0 - $1.1)) : .infinity }
    #expect(worst <= allowed, "\(name) is \(worst) off", sourceLocation: sourceLocation)
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
