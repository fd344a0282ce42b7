/// Numbers that a chart can draw: arrays and ranges of `Double`, `Float` or `Int`, and tensors.
public protocol ChartValues {
  /// The numbers, in order.
  var chartValues: [Double] { get }
}

/// A number that an axis can show.
public protocol ChartNumber {
  /// The same number as a `Double`.
  var chartValue: Double { get }
}

extension Double: ChartNumber {
  public var chartValue: Double { self }
}

extension Float: ChartNumber {
  public var chartValue: Double { Double(self) }
}

extension Int: ChartNumber {
  public var chartValue: Double { Double(self) }
}

extension Array: ChartValues where Element: ChartNumber {
  public var chartValues: [Double] { map(\.chartValue) }
}

extension ArraySlice: ChartValues where Element: ChartNumber {
  public var chartValues: [Double] { map(\.chartValue) }
}

extension Range: ChartValues where Bound == Int {
  public var chartValues: [Double] { map(Double.init) }
}

extension ClosedRange: ChartValues where Bound == Int {
  public var chartValues: [Double] { map(Double.init) }
}
