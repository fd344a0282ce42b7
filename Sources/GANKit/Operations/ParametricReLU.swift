import CKernels

/// x where x is positive, slope * x elsewhere, with a slope for each channel (PReLU; He et al. 2015, equation 1).
///
/// - Parameters:
///   - x: `[N, ..., C]`.
///   - slope: `[C]`, usually trained.
public func parametricReLU(_ x: Tensor, slope: Tensor) -> Tensor {
  require(
    x.rank >= 1 && slope.shape == [x.shape[x.rank - 1]],
    "parametricReLU: needs [N, ..., C] and a slope for each channel [C], found \(x.shape) and \(slope.shape)")
  let (input, a) = (x.detached, slope.detached)
  return Kernels.parametricReLU(input, slope: a)
    .derivative(wrt: x) { dy in Kernels.parametricReLUGradient(input, slope: a, dy) }
    .derivative(wrt: slope) { dy in
      let terms = Kernels.fill(input.shape, reading: input, dy) { sources, out, range in
        let start = range.lowerBound
        gk_prelu_slopes(sources[0] + start, sources[1] + start, out + start, range.count)
      }
      return Kernels.columnSums(terms, columns: a.count)
    }
}

extension Kernels {
  fileprivate static func parametricReLU(_ x: Tensor, slope: Tensor) -> Tensor {
    let columns = slope.count
    return fillRows(x.shape, columns: columns, reading: x, slope) { sources, out, rows in
      let start = rows.lowerBound * columns
      gk_prelu(sources[0] + start, sources[1], out + start, rows.count, columns)
    }
  }

  fileprivate static func parametricReLUGradient(_ x: Tensor, slope: Tensor, _ dy: Tensor) -> Tensor {
    let columns = slope.count
    return fillRows(x.shape, columns: columns, reading: x, slope, dy) { sources, out, rows in
      let start = rows.lowerBound * columns
      gk_prelu_backward(
        sources[0] + start, sources[1], sources[2] + start, out + start, rows.count, columns)
    }
  }
}

extension GradientCase {
  static var parametricReLU: [GradientCase] {
    [
      GradientCase("parametricReLU, dense", [[5, 3], [3]]) {
        GANKit.parametricReLU($0[0], slope: $0[1])
      },
      GradientCase("parametricReLU, images", [[2, 3, 2, 5], [5]]) {
        GANKit.parametricReLU($0[0], slope: $0[1])
      },
    ]
  }
}
