import Foundation

/// A number with so many decimals: "0.693".
public func format(_ value: some BinaryFloatingPoint, _ decimals: Int) -> String {
  String(format: "%.\(decimals)f", Double(value))
}

/// A share as a percentage: "12.5 %".
public func percent(_ share: Double, _ decimals: Int = 1) -> String { format(100 * share, decimals) + " %" }

/// A count with its digits in groups of three: "1,493,520".
public func grouped(_ count: Int) -> String {
  count < 1000 ? "\(count)" : "\(grouped(count / 1000))," + String(format: "%03d", count % 1000)
}
