import CKernels

extension Kernels {
  /// Mean and biased variance of each column of a `[rows, columns]` view, both `[columns]`.
  static func moments(_ x: Tensor, columns: Int) -> (mean: Tensor, variance: Tensor) {
    let rows = x.count / columns
    let blocks = rowBlocks(x)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * blocks * columns) { partial in
      let results = Shared(partial.baseAddress!)
      let source = SharedConstant(x)
      Parallel.each(blocks) { index in
        let (from, to) = (rows * index / blocks, rows * (index + 1) / blocks)
        let mean = results.pointer + 2 * index * columns
        gk_moments(source.pointer + from * columns, mean, mean + columns, to - from, columns)
      }
      withExtendedLifetime(x) {}
      let (mean, variance) = (Storage(count: columns), Storage(count: columns))
      for column in 0..<columns {
        // Chan, Golub and LeVeque's rule for merging the moments of two sets.
        var (count, m, s) = (0.0, 0.0, 0.0)
        for index in 0..<blocks {
          let size = Double(rows * (index + 1) / blocks - rows * index / blocks)
          if size == 0 { continue }
          let delta = partial[2 * index * columns + column] - m
          let total = count + size
          s += partial[(2 * index + 1) * columns + column] + delta * delta * count * size / total
          m += delta * size / total
          count = total
        }
        mean.pointer[column] = Float(m)
        variance.pointer[column] = Float(s / Double(rows))
      }
      return (Tensor(storage: mean, shape: [columns]), Tensor(storage: variance, shape: [columns]))
    }
  }

  /// f(x * scale + shift), with scale and shift by column.
  static func affineActivation(_ f: Activation, _ x: Tensor, scale: Tensor, shift: Tensor) -> Tensor {
    let columns = scale.count
    return fillRows(x.shape, columns: columns, reading: x, scale, shift) { sources, out, rows in
      let start = rows.lowerBound * columns
      gk_affine_activation(
        f.code, f.slope, sources[0] + start, sources[1], sources[2], out + start, rows.count, columns)
    }
  }

  /// With g = dy f'(x * scale + shift): the sums by column of g, and of g * (x - mean).
  static func affineActivationSums(
    _ f: Activation, _ x: Tensor, dy: Tensor, scale: Tensor, shift: Tensor, mean: Tensor
  ) -> (g: [Double], gx: [Double]) {
    let columns = scale.count
    let rows = x.count / columns
    let blocks = rowBlocks(x)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * blocks * columns) { partial in
      partial.initialize(repeating: 0)
      let results = Shared(partial.baseAddress!)
      let sources = [x, dy, scale, shift, mean].map(SharedConstant.init)
      Parallel.each(blocks) { index in
        let (from, to) = (rows * index / blocks, rows * (index + 1) / blocks)
        let sums = results.pointer + 2 * index * columns
        gk_affine_activation_sums(
          f.code, f.slope, sources[0].pointer + from * columns, sources[1].pointer + from * columns,
          sources[2].pointer, sources[3].pointer, sources[4].pointer, sums, sums + columns, to - from, columns
        )
      }
      withExtendedLifetime((x, dy, scale, shift, mean)) {}
      func total(_ part: Int) -> [Double] {
        (0..<columns).map { column in
          (0..<blocks).reduce(0.0) { $0 + partial[(2 * $1 + part) * columns + column] }
        }
      }
      return (total(0), total(1))
    }
  }

  /// With the same g: g * a + x * b + d, with a, b and d by column.
  static func affineActivationGradient(
    _ f: Activation, _ x: Tensor, dy: Tensor, scale: Tensor, shift: Tensor, a: Tensor, b: Tensor, d: Tensor
  ) -> Tensor {
    let columns = scale.count
    return fillRows(x.shape, columns: columns, reading: x, dy, scale, shift, a, b, d) { s, out, rows in
      let start = rows.lowerBound * columns
      gk_affine_activation_backward(
        f.code, f.slope, s[0] + start, s[1] + start, s[2], s[3], s[4], s[5], s[6], out + start, rows.count,
        columns)
    }
  }

  /// How many blocks of rows a reduction is cut into: by the size alone, so that the bits are the same on any number
  /// of threads.
  private static func rowBlocks(_ x: Tensor) -> Int { max(1, min(16, x.count / 65_536)) }
}
