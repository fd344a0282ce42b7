import Foundation
import GANKit
import LessonKit

/// A trained flow of the plane as a script of the site: what a page needs to map points in a browser.
///
/// Weights are kept in as few bits as they need: wherever a point and its partner are both in the pictures,
/// they are those of GANKit to within half of the last digit that the page shows, and so is the logarithm of
/// the determinant.
struct FlowExport {
  private let layers: [Layer]
  /// The bits of a weight.
  let bits: Int
  /// By how much a coordinate, or the logarithm of the determinant, differs from GANKit's at most.
  let error: Double

  /// How far from 0 the pictures reach, as in the lesson's figure.
  static let reach: Float = 3.2
  static let tolerance = 0.005
  /// How many places of the square are tried along each axis.
  private static let side = 41

  /// - Throws: `FoldedNetwork.Unsupported` for a layer that the page's script does not know; `TooCoarse`.
  init(_ flow: any CouplingFlow) throws {
    let layers = try flow.layers.map(Layer.init)
    let points = Self.square(reach: Self.reach, side: Self.side)
    let (data, noise) = (flow.inverse(points), flow.forward(points))
    let found = fewestBits(of: [12, 16, 20, 24], tolerance: Self.tolerance) { bits in
      let coded = layers.map { $0.coded(bits: bits) }
      let (z, logDeterminant) = coded.forward(points)
      return max(
        Self.difference(coded.inverse(points), data, where: data),
        Self.difference(z, noise.z, where: noise.z),
        Self.difference(logDeterminant, noise.logDeterminant, where: noise.z))
    }
    guard let found else { throw TooCoarse(bits: 24) }
    (self.layers, bits, error) = (layers, found.bits, found.error)
  }

  /// Places all over the square from -reach to reach, its edges included: `[side * side, 2]`.
  static func square(reach: Float, side: Int) -> Tensor {
    let values = (0..<side).map { reach * (2 * Float($0) / Float(side - 1) - 1) }
    return Tensor(
      (0..<side * side).flatMap { [values[$0 % side], values[$0 / side]] }, shape: [side * side, 2])
  }

  /// The largest difference in the rows whose partners `[N, 2]` are in the picture.
  private static func difference(_ found: Tensor, _ exact: Tensor, where partners: Tensor) -> Double {
    let columns = exact.count / partners.shape[0]
    let (found, exact, partners) = (found.scalars, exact.scalars, partners.scalars)
    return exact.indices.reduce(0) { largest, index in
      let row = index / columns
      let isOutside = abs(partners[2 * row]) > reach || abs(partners[2 * row + 1]) > reach
      let difference = Double(abs(found[index] - exact[index]))
      // What is no number is as far off as can be.
      return isOutside ? largest : max(largest, difference.isNaN ? .infinity : difference)
    }
  }

  // MARK: - The formulas of the page's script

  fileprivate struct Layer {
    let mask, scale: Tensor
    private(set) var network: FoldedNetwork

    init(_ layer: CouplingLayer) throws {
      (mask, scale) = (layer.mask, layer.scale.detached)
      network = try FoldedNetwork(layer.network, input: [mask.count])
    }

    func coded(bits: Int) -> Layer {
      var result = self
      result.network = network.coded(bits: bits)
      return result
    }

    func stretchAndShift(_ x: Tensor) -> (s: Tensor, t: Tensor) {
      let parts = network(mask * x).split(axis: 1, into: 2)
      return ((1 - mask) * scale * tanh(parts[0]), (1 - mask) * parts[1])
    }
  }

  // MARK: - The script

  private struct Script: Encodable {
    var bits: Int
    var error: Double
    var reach: Float
    var couplings: [Coupling]

    struct Coupling: Encodable {
      var mask: [Int]
      var scale: [Float]
      var layers: [LayerScript]
    }
  }

  /// The file: it puts the flow under a key into the page's list of generators.
  func script(key: String) throws -> Data {
    let couplings = layers.map { layer in
      Script.Coupling(
        mask: layer.mask.scalars.map { Int($0) }, scale: layer.scale.scalars,
        layers: layer.network.layers.map { LayerScript($0, bits: bits) })
    }
    // Rounded up: the page says "to within".
    let error = (error * 10_000).rounded(.up) / 10_000
    return try generatorScript(
      Script(bits: bits, error: error, reach: Self.reach, couplings: couplings), key: key)
  }
}

extension [FlowExport.Layer] {
  fileprivate func forward(_ x: Tensor) -> (z: Tensor, logDeterminant: Tensor) {
    reduce((x, Tensor.zeros([x.shape[0]]))) { passed, layer in
      let (s, t) = layer.stretchAndShift(passed.0)
      return (passed.0 * exp(s) + t, passed.1 + s.sum(axes: [1]))
    }
  }

  fileprivate func inverse(_ z: Tensor) -> Tensor {
    reversed().reduce(z) { z, layer in
      let (s, t) = layer.stretchAndShift(z)
      return (z - t) * exp(-s)
    }
  }
}
