// Answers that look right, for the test of the checks.

/// The first pixel plus the kernel's size, which is the first pixel after the window.
enum OnePixelTooMany: PatchFinder {
  static func patch(of logit: Int, layers: [Convolution]) -> ClosedRange<Int> {
    layers.reversed().reduce(logit...logit) { outputs, layer in
      let first = outputs.lowerBound * layer.stride - layer.padding
      return first...(outputs.upperBound * layer.stride - layer.padding + layer.kernel)
    }
  }
}

/// Each layer adds its kernel's reach, as if neighbouring outputs were always neighbours in the input.
enum StrideForgotten: PatchFinder {
  static func patch(of logit: Int, layers: [Convolution]) -> ClosedRange<Int> {
    layers.reversed().reduce(logit...logit) { outputs, layer in
      let first = outputs.lowerBound - layer.padding
      return first...(outputs.upperBound - layer.padding + layer.kernel - 1)
    }
  }
}

/// The size of the patch is right, and the zeros around the image are taken for pixels of it.
enum PaddingForgotten: PatchFinder {
  static func patch(of logit: Int, layers: [Convolution]) -> ClosedRange<Int> {
    layers.reversed().reduce(logit...logit) { outputs, layer in
      outputs.lowerBound * layer.stride...outputs.upperBound * layer.stride + layer.kernel - 1
    }
  }
}

/// From the image to the logit, in the order in which the network computes.
enum Forwards: PatchFinder {
  static func patch(of logit: Int, layers: [Convolution]) -> ClosedRange<Int> {
    layers.reduce(logit...logit) { outputs, layer in
      let first = outputs.lowerBound * layer.stride - layer.padding
      return first...(outputs.upperBound * layer.stride - layer.padding + layer.kernel - 1)
    }
  }
}

/// All paddings are subtracted at the end, as if each were counted in pixels of the image.
enum PaddingUnscaled: PatchFinder {
  static func patch(of logit: Int, layers: [Convolution]) -> ClosedRange<Int> {
    let padding = layers.map(\.padding).reduce(0, +)
    let patch = PaddingForgotten.patch(of: logit, layers: layers)
    return patch.lowerBound - padding...patch.upperBound - padding
  }
}
