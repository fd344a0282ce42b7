import ExerciseKit
import GANKit

/// What the learner writes.
protocol BeliefMasks: SendableMetatype {
  static func masks(inputs: [Int], hidden: [Int]) -> (first: Tensor, second: Tensor)
}

/// A belief network with random weights behind the learner's masks. It has two hidden units of each degree.
private struct Network {
  let places: [Int]
  let first, second: MaskedDense

  /// - Throws: `Complaint` if the masks are none.
  init<E: BeliefMasks>(_: E.Type, places: [Int], using random: Random) throws {
    let variables = places.count
    let hidden = random.permutation(2 * (variables - 1)).map { 1 + $0 / 2 }
    let masks = E.masks(inputs: places, hidden: hidden)
    for (name, mask, shape) in [
      ("first", masks.first, [variables, hidden.count] as Shape),
      ("second", masks.second, [hidden.count, variables]),
    ] {
      try expect(
        mask.shape == shape,
        "With \(variables) variables and \(hidden.count) hidden units, the \(name) mask has the shape "
          + "\(mask.shape). A layer computes x (W * M): how many rows does W need there?")
      let other = mask.scalars.first { $0 != 0 && $0 != 1 }
      try expect(
        other == nil, "The \(name) mask holds \(other ?? 0). Which two values can a connection have?")
    }
    self.places = places
    first = MaskedDense(mask: masks.first, activation: .tanh, initializer: .normal(1), using: random)
    second = MaskedDense(mask: masks.second, initializer: .normal(1), using: random)
  }

  func logits(of x: Tensor) -> Tensor { second(first(x, .inference), .inference) }

  /// All states of the variables, `[2^D, D]`.
  var states: Tensor {
    let count = places.count
    return Tensor(
      (0..<1 << count).flatMap { row in (0..<count).map { Float(row >> $0 & 1) } },
      shape: [1 << count, count])
  }

  /// The row of the variable in this place of the order.
  func row(ofPlace place: Int) -> Int { places.firstIndex(of: place)! }

  /// Whether the output in some place moves, in any state, if the variable in another place is changed.
  func output(in place: Int, dependsOn other: Int) -> Bool {
    let x = states
    let isChanged = Tensor.oneHot([row(ofPlace: other)], classes: places.count)
    let difference = abs(logits(of: x + (1 - 2 * x) * isChanged) - logits(of: x))
    return difference.sliced(axis: 1, row(ofPlace: place)..<row(ofPlace: place) + 1).maximum().scalar > 1e-6
  }

  /// The places of an output, and of a variable that it depends on and must not: as far behind as possible.
  var leak: (output: Int, variable: Int)? {
    let count = places.count
    for distance in (0..<count).reversed() {
      for place in 1...count - distance where output(in: place, dependsOn: place + distance) {
        return (place, place + distance)
      }
    }
    return nil
  }
}

/// The places 1...count in random order, but not in their own.
private func shuffledPlaces(_ count: Int, _ random: Random) -> [Int] {
  let places = random.permutation(count).map { $0 + 1 }
  return places == Array(1...count) ? places.reversed() : places
}

func checks<E: BeliefMasks>(_: E.Type) -> [Check] {
  [
    Check("the masks have the shapes of the two weights, and hold zeros and ones") { conditions in
      let random = conditions.random("shapes")
      for count in [3, 6] {
        _ = try Network(E.self, places: shuffledPlaces(count, random), using: random)
      }
    },
    Check("in the order of the rows, no output depends on its own variable or a later one") { conditions in
      let network = try Network(E.self, places: Array(1...5), using: conditions.random("rows"))
      guard let leak = network.leak else { return }
      try expect(
        leak.output == leak.variable,
        "The five variables come in the order of the rows. The output of variable \(leak.output) moves if "
          + "variable \(leak.variable) is changed. Which variables does its factor of p(x) know?")
      throw Complaint(
        "No output depends on a later variable. But the output of variable \(leak.output) moves if this very "
          + "variable is changed. Through a hidden unit of which degree does it see itself?")
    },
    Check("the same holds in any order, and the first variable depends on nothing") { conditions in
      let random = conditions.random("order")
      let network = try Network(E.self, places: shuffledPlaces(5, random), using: random)
      let question = "Where does the order enter your masks?"
      let first = network.row(ofPlace: 1) + 1
      if let other = (1...5).first(where: { network.output(in: 1, dependsOn: $0) }) {
        throw Complaint(
          "The variables have the places \(network.places). The one in row \(first) comes first, and its "
            + "output moves if the one in row \(network.row(ofPlace: other) + 1) is changed. " + question)
      }
      if let leak = network.leak {
        throw Complaint(
          "The variables have the places \(network.places). The output of the one in place \(leak.output) "
            + "moves if the one in place \(leak.variable) is changed. " + question)
      }
    },
    Check("every path that the degrees allow is there") { conditions in
      let random = conditions.random("paths")
      let network = try Network(E.self, places: shuffledPlaces(6, random), using: random)
      let paths = matmul(network.first.mask, network.second.mask)
      for output in 2...6 {
        for variable in 1..<output {
          let found = Int(paths.at(network.row(ofPlace: variable), network.row(ofPlace: output)))
          // There are two hidden units of each degree.
          let allowed = 2 * (output - variable)
          try expect(
            found == allowed,
            "From the variable in place \(variable) to the output in place \(output) there are \(found) "
              + "paths, and the degrees allow \(allowed). Which variables does a hidden unit of degree "
              + "\(variable) see in your network?")
        }
      }
    },
    Check("the probabilities of all states sum to 1") { conditions in
      let random = conditions.random("sum")
      let network = try Network(E.self, places: shuffledPlaces(7, random), using: random)
      let states = network.states
      let sum = exp(bernoulliLogLikelihood(of: states, logits: network.logits(of: states))).sum().scalar
      try expect(
        sum, near: 1, within: 1e-3,
        "The probabilities of all 128 states of seven variables sum to \(sum). Is each factor a probability "
          + "of its variable, given others that are already known?")
    },
  ]
}
