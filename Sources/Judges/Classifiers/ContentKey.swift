import Files
import GANKit

/// Twelve hexadecimal digits that change with a judge's training data, for the name of the file that it is kept in.
public struct ContentKey: Sendable, CustomStringConvertible {
  private var hash = ContentHash()

  /// - Parameter design: a number to increase whenever the same data would give a different judge.
  public init(design: Int) { add(UInt64(design)) }

  /// Adds one word.
  public mutating func add(_ word: UInt64) { hash.add(word) }

  /// Adds the shape and every 97th element, which tells data sets apart without reading all of them.
  public mutating func add(_ tensor: Tensor) {
    for extent in tensor.shape { add(UInt64(extent)) }
    tensor.withScalars { scalars in
      for index in stride(from: 0, to: scalars.count, by: 97) { add(UInt64(scalars[index].bitPattern)) }
    }
  }

  public var description: String { String(hash.description.suffix(12)) }
}
