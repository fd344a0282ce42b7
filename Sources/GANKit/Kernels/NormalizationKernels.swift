import CKernels

/// Normalization views a tensor as `[groups, rows, columns]`: the columns are the channels, and each group has its own
/// statistics. Batch normalization has one group; instance normalization has one for each image.
///
/// Statistics, scales and shifts are `[groups, columns]`.
extension Kernels {
  /// Mean and biased variance of each column of each group.
  static func moments(_ x: Tensor, groups: Int = 1, columns: Int) -> (mean: Tensor, variance: Tensor) {
    let (mean, variance) = (Storage(count: groups * columns), Storage(count: groups * columns))
    let results = (mean: Shared(mean.pointer), variance: Shared(variance.pointer))
    eachGroup(of: x, groups: groups, columns: columns, sums: 2) { group, blocks, partial in
      for column in 0..<columns {
        // Chan, Golub and LeVeque's rule for merging the moments of two sets.
        var (count, m, s) = (0.0, 0.0, 0.0)
        for (index, rows) in blocks.enumerated() where !rows.isEmpty {
          let size = Double(rows.count)
          let delta = partial[2 * index * columns + column] - m
          let total = count + size
          s += partial[(2 * index + 1) * columns + column] + delta * delta * count * size / total
          m += delta * size / total
          count = total
        }
        results.mean.pointer[group * columns + column] = Float(m)
        results.variance.pointer[group * columns + column] = Float(s / count)
      }
    } reducing: { x, rows, sums in
      gk_moments(x + rows.lowerBound * columns, sums, sums + columns, rows.count, columns)
    }
    let shape: Shape = [groups, columns]
    return (Tensor(storage: mean, shape: shape), Tensor(storage: variance, shape: shape))
  }

  /// f(x * scale + shift)
  static func affineActivation(_ f: Activation, _ x: Tensor, groups: Int = 1, scale: Tensor, shift: Tensor)
    -> Tensor
  {
    let columns = scale.count / groups
    let rowsPerGroup = x.count / max(scale.count, 1)
    return fillRows(x.shape, columns: columns, reading: x, scale, shift) { sources, out, rows in
      split(rows, every: rowsPerGroup) { group, rows in
        let (start, side) = (rows.lowerBound * columns, group * columns)
        gk_affine_activation(
          f.code, f.slope, sources[0] + start, sources[1] + side, sources[2] + side, out + start, rows.count,
          columns)
      }
    }
  }

  /// The sums over each group of g = dy f'(x * scale + shift), and of g * (x - mean).
  static func affineActivationSums(
    _ f: Activation, _ x: Tensor, dy: Tensor, groups: Int = 1, scale: Tensor, shift: Tensor, mean: Tensor
  ) -> (g: Tensor, gx: Tensor) {
    if x.count == 0 { return (.zeros(scale.shape), .zeros(scale.shape)) }
    let columns = scale.count / groups
    let (g, gx) = (Storage(count: scale.count), Storage(count: scale.count))
    let results = (g: Shared(g.pointer), gx: Shared(gx.pointer))
    let sources = [dy, scale, shift, mean].map(SharedConstant.init)
    let rowsPerGroup = x.count / max(scale.count, 1)
    eachGroup(of: x, groups: groups, columns: columns, sums: 2) { group, blocks, partial in
      for column in 0..<columns {
        var (first, second) = (0.0, 0.0)
        for index in blocks.indices {
          first += partial[2 * index * columns + column]
          second += partial[(2 * index + 1) * columns + column]
        }
        results.g.pointer[group * columns + column] = Float(first)
        results.gx.pointer[group * columns + column] = Float(second)
      }
    } reducing: { x, rows, sums in
      let (start, side) = (rows.lowerBound * columns, rows.lowerBound / rowsPerGroup * columns)
      gk_affine_activation_sums(
        f.code, f.slope, x + start, sources[0].pointer + start, sources[1].pointer + side,
        sources[2].pointer + side, sources[3].pointer + side, sums, sums + columns, rows.count, columns)
    }
    withExtendedLifetime((dy, scale, shift, mean)) {}
    return (Tensor(storage: g, shape: scale.shape), Tensor(storage: gx, shape: scale.shape))
  }

  /// g * a + x * b + d, with the same g.
  static func affineActivationGradient(
    _ f: Activation, _ x: Tensor, dy: Tensor, groups: Int = 1, scale: Tensor, shift: Tensor, a: Tensor,
    b: Tensor, d: Tensor
  ) -> Tensor {
    let columns = scale.count / groups
    let rowsPerGroup = x.count / max(scale.count, 1)
    return fillRows(x.shape, columns: columns, reading: x, dy, scale, shift, a, b, d) { s, out, rows in
      split(rows, every: rowsPerGroup) { group, rows in
        let (start, side) = (rows.lowerBound * columns, group * columns)
        gk_affine_activation_backward(
          f.code, f.slope, s[0] + start, s[1] + start, s[2] + side, s[3] + side, s[4] + side, s[5] + side,
          s[6] + side, out + start, rows.count, columns)
      }
    }
  }

  /// Calls `body` with the parts of `rows` that belong to one group each.
  private static func split(_ rows: Range<Int>, every size: Int, _ body: (_ group: Int, Range<Int>) -> Void) {
    var start = rows.lowerBound
    while start < rows.upperBound {
      let group = start / size
      let end = min((group + 1) * size, rows.upperBound)
      body(group, start..<end)
      start = end
    }
  }

  /// Sums over blocks of rows in parallel, and then merges the blocks' sums group by group.
  ///
  /// The number of blocks follows from the size alone, so that the bits are the same on any number of threads.
  private static func eachGroup(
    of x: Tensor, groups: Int, columns: Int, sums: Int,
    merging: (_ group: Int, _ blocks: [Range<Int>], _ partial: UnsafeMutablePointer<Double>) -> Void,
    reducing: @Sendable (UnsafePointer<Float>, Range<Int>, UnsafeMutablePointer<Double>) -> Void
  ) {
    let rows = x.count / (groups * columns)
    let blocks = max(1, min(16, x.count / groups / 65_536))
    withUnsafeTemporaryAllocation(of: Double.self, capacity: groups * blocks * sums * columns) { partial in
      partial.initialize(repeating: 0)
      let (results, source) = (Shared(partial.baseAddress!), SharedConstant(x))
      let range: @Sendable (Int, Int) -> Range<Int> = { group, block in
        (group * rows + rows * block / blocks)..<(group * rows + rows * (block + 1) / blocks)
      }
      Parallel.ranges(groups * blocks, grain: max(1, Parallel.elementGrain * groups * blocks / x.count)) {
        for index in $0 {
          reducing(
            source.pointer, range(index / blocks, index % blocks), results.pointer + index * sums * columns)
        }
      }
      withExtendedLifetime(x) {}
      for group in 0..<groups {
        merging(
          group, (0..<blocks).map { range(group, $0) },
          results.pointer + group * blocks * sums * columns)
      }
    }
  }
}
