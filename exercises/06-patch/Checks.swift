import ExerciseKit
import GANKit

/// A convolution along one axis of an image.
struct Convolution {
  let kernel, stride: Int
  /// What is added on each side of the image.
  let padding: Int
}

/// What the learner writes.
protocol PatchFinder: SendableMetatype {
  static func patch(of logit: Int, layers: [Convolution]) -> ClosedRange<Int>
}

func checks<E: PatchFinder>(_: E.Type) -> [Check] {
  [
    Check("of a single layer, a logit sees as many pixels as the kernel has") { conditions in
      let random = conditions.random("single")
      let layer = Convolution(kernel: 2 + random.integer(below: 5), stride: 2, padding: 1)
      let patch = E.patch(of: random.integer(below: 8), layers: [layer])
      try expect(
        patch.count == layer.kernel,
        "A single layer has kernels of \(layer.kernel) pixels, and your range \(patch) has \(patch.count). "
          + "If a kernel begins at pixel 5, which is the last pixel that it covers?")
    },
    Check("of a single layer, patches lie a stride apart, and the first begins in the padding") {
      conditions in
      let random = conditions.random("stride")
      let (stride, padding) = (2 + random.integer(below: 3), 2 + random.integer(below: 2))
      let layer = Convolution(kernel: 5, stride: stride, padding: padding)
      let (first, second) = (E.patch(of: 0, layers: [layer]), E.patch(of: 1, layers: [layer]))
      let distance = second.lowerBound - first.lowerBound
      try expect(
        distance == stride,
        "A single layer has the stride \(stride), and the first pixels of logits 0 and 1 differ by "
          + "\(distance). How far does a kernel move from one output to the next?")
      try expect(
        first.lowerBound == -padding,
        "A single layer adds \(padding) pixels on each side, and the range of logit 0 begins at pixel "
          + "\(first.lowerBound). Where is the first kernel before it has moved at all?")
    },
    Check("D of the chapter sees 16, 34, 70 or 142 pixels") { _ in
      for (downsamplings, expected) in [(1, 16), (2, 34), (3, 70), (4, 142)] {
        let halving = Convolution(kernel: 4, stride: 2, padding: 1)
        let last = Convolution(kernel: 4, stride: 1, padding: 1)
        let layers = [Convolution](repeating: halving, count: downsamplings) + [last, last]
        let found = E.patch(of: 7, layers: layers).count
        try expect(
          found == expected,
          "With the strides \(layers.map(\.stride)) and kernels of 4 pixels, a logit sees \(found) "
            + "pixels. If the layers came in the opposite order, would it see as many?")
      }
    },
    Check("the range holds the pixels at which a logit's gradient is not zero") { conditions in
      let random = conditions.random("gradient")
      let layers = [2, 1 + random.integer(below: 2), 1 + random.integer(below: 2)].map {
        Convolution(kernel: 3 + random.integer(below: 3), stride: $0, padding: 1)
      }
      // All weights are positive, so that no two paths cancel out.
      let weights = layers.map { Tensor.uniform([$0.kernel, $0.kernel, 1, 1], in: 0.5...1, using: random) }
      let image = Tensor.uniform([1, 40, 40, 1], using: random)
      func logits(_ image: Tensor) -> Tensor {
        zip(layers, weights).reduce(image) { x, layer in
          convolution(x, weight: layer.1, stride: layer.0.stride, padding: .explicit(layer.0.padding))
        }
      }
      let count = logits(image).shape[1]
      for logit in [count / 2, 0, count - 1] {
        let slopes = gradient(at: image) { logits($0)[0, logit, logit].sum() }.sum(axes: [0, 2, 3]).scalars
        // Rounding may leave traces outside.
        let least = 1e-5 * (slopes.max() ?? 0)
        let seen = slopes.indices.filter { slopes[$0] > least }
        let patch = E.patch(of: logit, layers: layers)
        let inside = patch.clamped(to: 0...39)
        try expect(
          inside == seen[0]...seen[seen.count - 1],
          "Three layers with the strides \(layers.map(\.stride)) add 1 pixel on each side of their inputs. "
            + "Of \(count) logits along an axis of 40 pixels, logit \(logit) has slopes at the pixels "
            + "\(seen[0]) to \(seen[seen.count - 1]), and your range is \(patch). How many pixels of the "
            + "image does 1 pixel of the second layer's input stand for?")
      }
    },
  ]
}
