import GANKit

// snippet.asking
/// The digits 0 to 9 in turn: sample i is asked to be the digit `i % 10`.
func digitsInTurn(_ count: Int) -> [Int] { (0..<count).map { $0 % 10 } }

extension Generator {
  /// Images of the given digits from noise `[N, latentSize]`.
  func draw(_ digits: [Int], from z: Tensor) -> Tensor {
    draw(.oneHot(digits, classes: 10), from: z)
  }

  /// Images for labels `[N, K]` from noise `[N, latentSize]`, some at a time, so that memory does not grow with their
  /// number.
  func draw(_ labels: Tensor, from z: Tensor) -> Tensor {
    let starts = stride(from: 0, to: z.shape[0], by: 500)
    return concatenate(
      starts.map { start in
        let rows = start..<min(start + 500, z.shape[0])
        return self(z.rows(rows), labels.rows(rows), .inference)
      })
  }
}
// snippet.end
