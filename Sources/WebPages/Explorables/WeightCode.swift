import Foundation
import GANKit

/// The weights of a layer as small whole numbers: each output channel has a scale, and a weight is a whole number times
/// its channel's scale.
struct WeightCode {
  /// One row of weights for each tap and output channel, in the order in which the page's script reads them: the numbers
  /// of one row belong to the inputs.
  let numbers: [Int32]
  /// One for each output channel.
  let scales: [Float]
  let bits: Int
  private let inputs: Int

  /// - Parameters:
  ///   - rows: `[..., out, in]`.
  ///   - bits: of each number, 2 to 16, its sign included.
  init(_ rows: Tensor, bits: Int) {
    self.bits = bits
    let (outputs, inputs) = (rows.shape[rows.shape.rank - 2], rows.shape[rows.shape.rank - 1])
    self.inputs = inputs
    let largest = Float((1 << (bits - 1)) - 1)
    var scales = [Float](repeating: 0, count: outputs)
    var numbers = [Int32](repeating: 0, count: rows.count)
    rows.withScalars { weights in
      for row in 0..<weights.count / max(inputs, 1) {
        var top = scales[row % outputs]
        for index in row * inputs..<(row + 1) * inputs { top = max(top, abs(weights[index])) }
        scales[row % outputs] = top
      }
      for channel in scales.indices { scales[channel] /= largest }
      for row in 0..<weights.count / max(inputs, 1) where scales[row % outputs] > 0 {
        let scale = scales[row % outputs]
        for index in row * inputs..<(row + 1) * inputs {
          numbers[index] = Int32((weights[index] / scale).rounded())
        }
      }
    }
    (self.numbers, self.scales) = (numbers, scales)
  }

  /// The weights that the numbers stand for.
  func weights(shape: Shape) -> Tensor {
    let outputs = scales.count
    return Tensor(
      numbers.indices.map { Float(numbers[$0]) * scales[$0 / inputs % outputs] }, shape: shape)
  }

  /// The numbers one after another, each in `bits` bits and raised so that none is negative; the lowest bits first.
  var bytes: Data {
    var bytes = Data(capacity: (numbers.count * bits + 7) / 8)
    let raise = Int32(1) << (bits - 1)
    var (waiting, count): (UInt64, Int) = (0, 0)
    for number in numbers {
      waiting |= UInt64(number + raise) << count
      count += bits
      while count >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: waiting))
        waiting >>= 8
        count -= 8
      }
    }
    if count > 0 { bytes.append(UInt8(truncatingIfNeeded: waiting)) }
    return bytes
  }
}

extension FoldedNetwork.Layer {
  /// The weights as rows `[..., out, in]`.
  var rows: Tensor? {
    switch kind {
    case .dense: weight?.transposed()
    case .convolution: weight?.permuted([0, 1, 3, 2])
    case .transposedConvolution: weight
    case .scaling, .upsampling: nil
    }
  }

  /// The layer's weight made of such rows.
  func weight(ofRows rows: Tensor) -> Tensor {
    switch kind {
    case .dense: rows.transposed()
    case .convolution: rows.permuted([0, 1, 3, 2])
    case .transposedConvolution, .scaling, .upsampling: rows
    }
  }
}
