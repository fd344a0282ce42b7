// exercise: 09-masks
import GANKit

enum Exercise: BeliefMasks {
  /// The masks of a belief network with one hidden layer.
  /// - Parameters:
  ///   - inputs: the place of each variable in the order: the numbers 1...D, in any order.
  ///   - hidden: the degree of each of the H hidden units, 1..<D.
  /// - Returns: the mask of the first layer, `[D, H]`, and that of the second, `[H, D]`.
  static func masks(inputs: [Int], hidden: [Int]) -> (first: Tensor, second: Tensor) {
    // Write this. Here everything is connected with everything.
    (.ones([inputs.count, hidden.count]), .ones([hidden.count, inputs.count]))
  }
}
