import GANKit

// snippet.asking
/// The digits 0 to 9 in turn: sample i is asked to be the digit `i % 10`.
func digitsInTurn(_ count: Int) -> [Int] { (0..<count).map { $0 % 10 } }

extension Generator {
  /// Images of the given digits from noise `[N, latentSize]`, some at a time, so that memory does not grow with their
  /// number.
  func draw(_ digits: [Int], from z: Tensor) -> Tensor {
    let labels = Tensor.oneHot(digits, classes: 10)
    let starts = stride(from: 0, to: digits.count, by: 500)
    return concatenate(
      starts.map { start in
        let rows = start..<min(start + 500, digits.count)
        return self(z.rows(rows), labels.rows(rows), .inference)
      })
  }
}
// snippet.end
