/// Twelve hexadecimal digits that change with what a judge was trained on, for the name of the file that keeps it.
public struct ContentKey: Sendable, CustomStringConvertible {
  private var hash: UInt64 = 14_695_981_039_346_656_037

  /// - Parameter design: to be counted up whenever what is kept under the key would come out differently.
  public init(design: Int) { add(UInt64(design)) }

  public mutating func add(_ word: UInt64) { hash = (hash ^ word) &* 1_099_511_628_211 }

  /// Adds every 97th element, which tells data sets apart without reading all of them.
  public mutating func add(_ tensor: Tensor) {
    for extent in tensor.shape { add(UInt64(extent)) }
    tensor.withScalars { scalars in
      for index in stride(from: 0, to: scalars.count, by: 97) { add(UInt64(scalars[index].bitPattern)) }
    }
  }

  public var description: String {
    let digits = String(hash, radix: 16)
    return String((String(repeating: "0", count: 12) + digits).suffix(12))
  }
}
