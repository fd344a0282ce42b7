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
    .derivative(
      wrt: [x, slope],
      composition: { operands in
        let isPositive = Kernels.unary(GK_SIGN, relu(input))
        let (x, slope) = (operands[0]!, operands[1]!)
        return x * isPositive + slope * (x * (1 - isPositive))
      }
    ) { dy, wanted in
      [
        wanted[0] ? Kernels.parametricReLUGradient(input, slope: a, dy) : nil,
        wanted[1] ? Kernels.parametricReLUSlopeGradient(input, dy, channels: a.count) : nil,
      ]
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

  fileprivate static func parametricReLUSlopeGradient(_ x: Tensor, _ dy: Tensor, channels: Int) -> Tensor {
    let terms = fill(x.shape, reading: x, dy) { sources, out, range in
      let start = range.lowerBound
      gk_prelu_slopes(sources[0] + start, sources[1] + start, out + start, range.count)
    }
    return columnSums(terms, columns: channels)
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
