import GANKit

// snippet.blur
/// A fixed blur of each channel, and an activation: every pixel becomes the mean of its neighbourhood, weighted 1, 2, 1
/// in each direction.
///
/// A pattern that alternates from pixel to pixel, as uneven stamps leave it, becomes an even grey. G learns to put the
/// contrast of edges back in before the blur.
struct Blur: Layer {
  private let weight: Tensor
  private let channels: Int
  private let activation: Activation

  init(channels: Int, activation: Activation) {
    (self.channels, self.activation) = (channels, activation)
    let window = Tensor([1, 2, 1, 2, 4, 2, 1, 2, 1].map { $0 / 16 }, shape: [3, 3, 1, 1])
    weight = window + Tensor.zeros([3, 3, 1, channels])
  }

  var label: String { "Blur" }

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    convolution(x, weight: weight, padding: .same, groups: channels).activated(by: activation)
  }
}
// snippet.end

extension Blur: FilterLayer {
  var operations: [LayerOperation] { [.other("blur 3 × 3"), .activation(activation)] }

  var filter: ChannelFilter {
    ChannelFilter(taps: Tensor([0.25, 0.5, 0.25], shape: [1, 3]), border: .zero, activation: activation)
  }
}
