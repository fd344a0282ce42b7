/// A layer that GANKit does not have, and that a file brings with it where it needs it.
enum SwiftHelper: Int, CaseIterable {
  case concatenation, sumOfWays, concatenationOfWays, enlargement, filter

  var name: String {
    switch self {
    case .concatenation: "Concatenation"
    case .sumOfWays: "SumOfWays"
    case .concatenationOfWays: "ConcatenationOfWays"
    case .enlargement: "Enlargement"
    case .filter: "Filter"
    }
  }

  /// Whether it needs the target Pictures.
  var needsPictures: Bool { self == .enlargement }

  var source: String {
    switch self {
    case .concatenation:
      """
      /// Layers whose result stands behind their input, along the channels.
      struct Concatenation: Layer {
        let body: Sequential

        init(@LayerBuilder _ layers: () -> [any Layer]) { body = Sequential(layers) }

        func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
          concatenate([x, body(x, mode)], axis: -1)
        }
      }
      """
    case .sumOfWays:
      Self.ways("SumOfWays", about: "whose results are added", result: "detour(x, mode) + body(x, mode)")
    case .concatenationOfWays:
      Self.ways(
        "ConcatenationOfWays", about: "whose results stand one behind the other, along the channels",
        result: "concatenate([detour(x, mode), body(x, mode)], axis: -1)")
    case .enlargement:
      """
      /// Images enlarged by a whole number with a fixed rule, which has no weights.
      struct Enlargement: Layer {
        let factor: Int
        let rule: Resampling

        init(_ factor: Int, _ rule: Resampling) { (self.factor, self.rule) = (factor, rule) }

        func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
          x.resized(height: factor * x.shape[1], width: factor * x.shape[2], rule)
        }
      }
      """
    case .filter:
      """
      /// A fixed filter for each channel, the same along both axes, with zeros around the image.
      struct Filter: Layer {
        let taps: [Float]

        func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
          let (length, channels) = (taps.count, x.shape[3])
          let column = Tensor(taps, shape: [length, 1, 1, 1])
          let row = Tensor(taps, shape: [1, length, 1, 1])
          let weight = column * row + Tensor.zeros([length, length, 1, channels])
          return convolution(x, weight: weight, padding: .same, groups: channels)
        }
      }
      """
    }
  }

  private static func ways(_ name: String, about: String, result: String) -> String {
    """
    /// Two ways through layers, \(about).
    struct \(name): Layer {
      let detour: Sequential
      let body: Sequential

      init(@LayerBuilder _ detour: () -> [any Layer], @LayerBuilder and layers: () -> [any Layer]) {
        (self.detour, body) = (Sequential(detour), Sequential(layers))
      }

      func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
        \(result)
      }
    }
    """
  }
}
