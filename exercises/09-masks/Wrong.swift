import GANKit

// Answers that look right, for the test of the checks.

/// Strict where it must not be, and not strict where it must be: "an output sees the units of its degree".
enum SeesItself: BeliefMasks {
  static func masks(inputs: [Int], hidden: [Int]) -> (first: Tensor, second: Tensor) {
    let (places, degrees) = (inputs.map { Float($0) }, hidden.map { Float($0) })
    let first = Tensor(places, shape: [places.count, 1]) .<= Tensor(degrees, shape: [1, degrees.count])
    let second = Tensor(degrees, shape: [degrees.count, 1]) .<= Tensor(places, shape: [1, places.count])
    return (first, second)
  }
}

/// "Only what comes before": strict in both layers, to be on the safe side.
enum StrictTwice: BeliefMasks {
  static func masks(inputs: [Int], hidden: [Int]) -> (first: Tensor, second: Tensor) {
    let (places, degrees) = (inputs.map { Float($0) }, hidden.map { Float($0) })
    let first = Tensor(places, shape: [places.count, 1]) .< Tensor(degrees, shape: [1, degrees.count])
    let second = Tensor(degrees, shape: [degrees.count, 1]) .< Tensor(places, shape: [1, places.count])
    return (first, second)
  }
}

/// The code of the chapter, where the variable in row d has the place d.
enum RowsForPlaces: BeliefMasks {
  static func masks(inputs: [Int], hidden: [Int]) -> (first: Tensor, second: Tensor) {
    Solution.masks(inputs: Array(1...inputs.count), hidden: hidden)
  }
}

/// The shape of a weight as PyTorch has it: outputs first.
enum OutputsFirst: BeliefMasks {
  static func masks(inputs: [Int], hidden: [Int]) -> (first: Tensor, second: Tensor) {
    let masks = Solution.masks(inputs: inputs, hidden: hidden)
    return (masks.first.transposed(), masks.second.transposed())
  }
}
