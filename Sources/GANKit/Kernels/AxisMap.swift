import CKernels

/// A linear map along one axis: each position of the result is a weighted sum of a few positions of the input.
struct AxisMap: Sendable {
  struct Term: Sendable {
    let position: Int
    let weight: Float
  }

  /// The number of positions that are read.
  let extent: Int
  /// The sum for each position of the result.
  let sums: [[Term]]

  /// The map that takes a gradient of the result to one of the input.
  var transposed: AxisMap {
    var sums = [[Term]](repeating: [], count: extent)
    for (result, terms) in self.sums.enumerated() {
      for term in terms { sums[term.position].append(Term(position: result, weight: term.weight)) }
    }
    return AxisMap(extent: self.sums.count, sums: sums)
  }
}

extension Kernels {
  /// x with `map` applied along an axis, whose extent becomes the number of the map's sums.
  static func apply(_ map: AxisMap, to x: Tensor, axis: Int) -> Tensor {
    let (_, extent, inner) = x.shape.split(at: axis)
    let sums = map.sums
    return fillRows(x.shape.replacing(axis: axis, with: sums.count), columns: inner, reading: x) {
      sources, out, rows in
      for row in rows {
        let (source, target) = (sources[0] + row / sums.count * extent * inner, out + row * inner)
        let terms = sums[row % sums.count]
        guard let first = terms.first else {
          target.update(repeating: 0, count: inner)
          continue
        }
        gk_scale_shift(source + first.position * inner, first.weight, 0, target, inner)
        for term in terms.dropFirst() {
          gk_accumulate_scaled(source + term.position * inner, term.weight, target, inner)
        }
      }
    }
  }
}
