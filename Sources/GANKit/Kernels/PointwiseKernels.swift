import CKernels

extension Kernels {
  /// f(x), element by element.
  static func unary(_ f: gk_unary, _ x: Tensor) -> Tensor {
    fill(x.shape, reading: x) { sources, out, range in
      gk_unary_apply(f, sources[0] + range.lowerBound, out + range.lowerBound, range.count)
    }
  }

  /// a op b, element by element; the shapes broadcast.
  static func binary(_ op: gk_binary, _ a: Tensor, _ b: Tensor) -> Tensor {
    if a.shape == b.shape {
      return fill(a.shape, reading: a, b) { sources, out, range in
        let start = range.lowerBound
        gk_binary_same(op, sources[0] + start, sources[1] + start, out + start, range.count)
      }
    }
    let shape = a.shape.broadcast(with: b.shape, in: "elementwise operation")
    if b.count == 1 {
      let value = b.withScalars { $0[0] }
      return fill(shape, reading: a) { sources, out, range in
        gk_binary_scalar(op, sources[0] + range.lowerBound, value, out + range.lowerBound, range.count)
      }
    }
    if a.count == 1 {
      let value = a.withScalars { $0[0] }
      return fill(shape, reading: b) { sources, out, range in
        gk_scalar_binary(op, value, sources[0] + range.lowerBound, out + range.lowerBound, range.count)
      }
    }
    if a.count == shape.elementCount && b.count == shape.elementCount {
      return binary(op, a.viewed(as: shape), b.viewed(as: shape))
    }
    return stretched(op, a, b, to: shape)
  }

  /// x * scale + shift
  static func affine(_ x: Tensor, scale: Float, shift: Float) -> Tensor {
    fill(x.shape, reading: x) { sources, out, range in
      gk_scale_shift(sources[0] + range.lowerBound, scale, shift, out + range.lowerBound, range.count)
    }
  }

  /// The sum of two gradients; reuses the first one's buffer if nothing else holds it.
  static func sum(consuming a: consuming Tensor, _ b: Tensor) -> Tensor {
    guard isKnownUniquelyReferenced(&a.storage) else { return binary(GK_ADD, a, b) }
    let target = Shared(a.storage.pointer + a.offset)
    let source = SharedConstant(b)
    Parallel.ranges(b.count) { range in
      gk_accumulate(source.pointer + range.lowerBound, target.pointer + range.lowerBound, range.count)
    }
    withExtendedLifetime(b) {}
    return a
  }

  /// values = decay * values + (1 - decay) * x, in place.
  static func mix(_ x: Tensor, into values: UnsafeMutableBufferPointer<Float>, decay: Float) {
    guard let base = values.baseAddress else { return }
    let (source, target) = (SharedConstant(x), Shared(base))
    Parallel.ranges(values.count) { range in
      gk_average(source.pointer + range.lowerBound, decay, target.pointer + range.lowerBound, range.count)
    }
    withExtendedLifetime(x) {}
  }

  static func activate(_ f: Activation, _ x: Tensor) -> Tensor {
    fill(x.shape, reading: x) { sources, out, range in
      gk_activation_forward(
        f.code, f.slope, sources[0] + range.lowerBound, out + range.lowerBound, range.count)
    }
  }

  /// dy f'(x), from the output y = f(x).
  static func activationGradient(_ f: Activation, output y: Tensor, _ dy: Tensor) -> Tensor {
    if f == .identity { return dy }
    return fill(y.shape, reading: y, dy) { sources, out, range in
      let start = range.lowerBound
      gk_activation_backward(
        f.code, f.slope, sources[0] + start, sources[1] + start, out + start, range.count)
    }
  }

  /// b where the mask is not 0, a elsewhere; all of one shape.
  static func select(_ mask: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    fill(mask.shape, reading: mask, a, b) { sources, out, range in
      let start = range.lowerBound
      gk_select(sources[0] + start, sources[1] + start, sources[2] + start, out + start, range.count)
    }
  }

  /// f(x + bias) along the last axis, written over x, whose buffer must not be shared yet.
  static func addBias(_ bias: Tensor?, activation f: Activation, inPlace x: Tensor) {
    if bias == nil && f == .identity { return }
    let columns = x.shape.last ?? 1
    let target = Shared(x.storage.pointer + x.offset)
    let biasValues = bias.map(SharedConstant.init)
    Parallel.ranges(columns == 0 ? 0 : x.count / columns, grain: Parallel.elementGrain / max(columns, 1) + 1)
    { rows in
      let start = target.pointer + rows.lowerBound * columns
      if let biasValues {
        gk_bias_activation(f.code, f.slope, start, biasValues.pointer, rows.count, columns)
      } else {
        gk_activation_forward(f.code, f.slope, start, start, rows.count * columns)
      }
    }
    withExtendedLifetime(bias) {}
  }

  /// x with each element zeroed with probability `rate`, and otherwise scaled by 1 / (1 - rate).
  static func dropout(_ x: Tensor, rate: Float, _ random: RandomRange) -> Tensor {
    fill(x.shape, reading: x) { sources, out, range in
      let start = range.lowerBound
      gk_dropout(
        random.key, random.start &+ UInt64(start), rate, sources[0] + start, out + start, range.count)
    }
  }

  static func uniform(_ shape: Shape, _ random: RandomRange) -> Tensor {
    fill(shape) { _, out, range in
      gk_random_uniform(
        random.key, random.start &+ UInt64(range.lowerBound), out + range.lowerBound, range.count)
    }
  }

  static func normal(_ shape: Shape, _ random: RandomRange) -> Tensor {
    fill(shape) { _, out, range in
      gk_random_normal(
        random.key, random.start &+ UInt64(range.lowerBound), out + range.lowerBound, range.count)
    }
  }
}
