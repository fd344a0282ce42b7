// Attention: a model learns to read the one place in a list that the list's first symbol points to.
//
//     swift run -c release --package-path Examples Attention

import Foundation
import GANKit

let random = Random(seed: 1)
let (length, digits) = (6, 10)

/// Symbols 0 to 9 are digits; symbols 10 to 14 point to positions 1 to 5.
struct Pointer: Module {
  let symbols, positions: Embedding
  let query, key, value, output: Dense

  init(using random: Random) {
    (symbols, positions) = (Embedding(15, 32, using: random), Embedding(6, 32, using: random))
    query = Dense(32, 32, using: random)
    key = Dense(32, 32, using: random)
    value = Dense(32, 32, using: random)
    output = Dense(32, 10, using: random)
  }

  /// The logits of the ten digits, `[N, 10]`, for N lists of six symbols, given one after another.
  func callAsFunction(_ lists: [Int]) -> Tensor {
    let count = lists.count / 6
    let x = symbols(lists) + positions(lists.indices.map { $0 % 6 })
    let first = x.reshaped(to: [count, 6, 32]).sliced(axis: 1, 0..<1).reshaped(to: [count, 32])
    let attended = attention(
      query: query(first, .inference).reshaped(to: [count, 1, 32]),
      key: key(x, .inference).reshaped(to: [count, 6, 32]),
      value: value(x, .inference).reshaped(to: [count, 6, 32]))
    return output(attended.reshaped(to: [count, 32]), .inference)
  }
}

let examples = { (count: Int) -> (lists: [Int], answers: [Int]) in
  let lists = (0..<count).map { _ in
    [digits + random.integer(below: length - 1)] + (1..<length).map { _ in random.integer(below: digits) }
  }
  return (lists.flatMap(\.self), lists.map { $0[$0[0] - digits + 1] })
}

let model = Pointer(using: random)
let optimizer = Adam(for: model, learningRate: 3e-3)
for iteration in 1...1000 {
  let (lists, answers) = examples(128)
  let (loss, found) = gradients(of: model) { softmaxCrossEntropy(logits: model(lists), labels: answers) }
  optimizer.update(with: found)
  if iteration % 250 == 0 { print("iteration \(iteration): loss \(loss)") }
}
let (lists, answers) = examples(1000)
let right = zip(model(lists).argmax(), answers).count { $0 == $1 }
print("\(right) of 1000 new lists are read correctly")
exit(right > 950 ? 0 : 1)
