/// A number of pixels for each of the two axes of an image, such as a stride or the size of a kernel.
///
/// `2` is 2 along both axes, `[1, 2]` is 1 along the height and 2 along the width.
public struct PerAxis: Hashable, Sendable {
  /// Along the height: from row to row.
  public let height: Int
  /// Along the width: from column to column.
  public let width: Int

  public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

  /// The same number along both axes.
  public init(_ both: Int) { self.init(height: both, width: both) }

  /// Whether both numbers are at least `least`.
  func isAtLeast(_ least: Int) -> Bool { height >= least && width >= least }
}

extension PerAxis: ExpressibleByIntegerLiteral {
  public init(integerLiteral both: Int) { self.init(both) }
}

extension PerAxis: ExpressibleByArrayLiteral {
  /// `[height, width]`
  public init(arrayLiteral numbers: Int...) {
    require(numbers.count == 2, "PerAxis: needs a height and a width, found \(numbers)")
    self.init(height: numbers[0], width: numbers[1])
  }
}

extension PerAxis: CustomStringConvertible {
  /// `2`, or `1x2` if the axes differ.
  public var description: String { height == width ? "\(height)" : "\(height)x\(width)" }
}
