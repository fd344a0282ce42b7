// exercise: 09-masks
import GANKit

enum Solution: BeliefMasks {
  /// The masks of a belief network with one hidden layer.
  /// - Parameters:
  ///   - inputs: the place of each variable in the order: the numbers 1...D, in any order.
  ///   - hidden: the degree of each of the H hidden units, 1..<D.
  /// - Returns: the mask of the first layer, `[D, H]`, and that of the second, `[H, D]`.
  static func masks(inputs: [Int], hidden: [Int]) -> (first: Tensor, second: Tensor) {
    let (places, degrees) = (inputs.map { Float($0) }, hidden.map { Float($0) })
    let first = Tensor(places, shape: [places.count, 1]) .<= Tensor(degrees, shape: [1, degrees.count])
    let second = Tensor(degrees, shape: [degrees.count, 1]) .< Tensor(places, shape: [1, places.count])
    return (first, second)
  }
}
