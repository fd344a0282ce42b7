// exercise: 06-patch

enum Solution: PatchFinder {
  /// The pixels, along one axis of the image, that one logit depends on. They may lie outside of the image.
  /// - Parameters:
  ///   - logit: the position of the logit along this axis, from 0.
  ///   - layers: the convolutions, from the one that reads the image to the one that returns the logits.
  static func patch(of logit: Int, layers: [Convolution]) -> ClosedRange<Int> {
    layers.reversed().reduce(logit...logit) { outputs, layer in
      let first = outputs.lowerBound * layer.stride - layer.padding
      let last = outputs.upperBound * layer.stride - layer.padding + layer.kernel - 1
      return first...last
    }
  }
}
