import GANKit

/// The inner products of every row of one set of features with every row of another, block by block: all of them at
/// once would need as much memory as the number of pairs.
struct InnerProducts {
  private static let block = 512

  /// Calls `body` with each row of `a` and the products of that row with a range of the rows of `b`; all calls for one
  /// row come from one thread, with ranges in ascending order.
  static func forEachRow(
    of a: Tensor, against b: Tensor,
    _ body: @Sendable (_ row: Int, _ others: Range<Int>, _ products: UnsafeBufferPointer<Double>) -> Void
  ) {
    let (rows, others, size) = (a.shape[0], b.shape[0], a.shape[1])
    let (x, y) = (SharedConstant(a), SharedConstant(b))
    Parallel.each((rows + block - 1) / block) { index in
      let range = index * block..<min((index + 1) * block, rows)
      let left = doubles(x.pointer + range.lowerBound * size, range.count * size)
      var products = [Double](repeating: 0, count: range.count * block)
      for start in stride(from: 0, to: others, by: block) {
        let count = min(block, others - start)
        let right = doubles(y.pointer + start * size, count * size)
        MatrixLibrary.multiply(
          left, right, &products, m: range.count, n: count, k: size, transposeB: true)
        products.withUnsafeBufferPointer { products in
          for row in range {
            let first = (row - range.lowerBound) * count
            body(row, start..<start + count, UnsafeBufferPointer(rebasing: products[first..<first + count]))
          }
        }
      }
    }
    withExtendedLifetime((a, b)) {}
  }

  /// The squared length of each row.
  static func squares(of a: Tensor) -> [Double] {
    let size = a.shape[1]
    return a.withScalars { x in
      (0..<a.shape[0]).map { row in
        x[row * size..<(row + 1) * size].reduce(0) { $0 + Double($1) * Double($1) }
      }
    }
  }

  private static func doubles(_ values: UnsafePointer<Float>, _ count: Int) -> [Double] {
    UnsafeBufferPointer(start: values, count: count).map(Double.init)
  }
}

/// Results by row, written by several threads at once, each its own rows.
extension Array where Element: Sendable {
  static func byRow(
    count: Int, initially value: Element, _ body: (_ values: Shared<Element>) -> Void
  ) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      buffer.initialize(repeating: value)
      filled = count
      if let base = buffer.baseAddress { body(Shared(base)) }
    }
  }
}
