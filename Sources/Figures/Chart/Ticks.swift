import Foundation
import GANKit

/// A labelled position on an axis.
struct Tick: Hashable, Sendable {
  var value: Double
  var label: String
}

enum Ticks {
  /// Round numbers from `lower` to `upper`, at most `count` of them, 1, 2 or 5 times a power of ten apart.
  static func linear(from lower: Double, to upper: Double, atMost count: Int) -> [Tick] {
    guard lower.isFinite, upper.isFinite, upper > lower, count > 0 else { return [] }
    let span = upper - lower
    guard span.isFinite, span / max(abs(lower), abs(upper)) > 1e-12 else { return [] }
    var exponent = Int(floor(log10(span / Double(count)))) - 1
    while true {
      for mantissa in [1, 2, 5] {
        let first = (lower / step(mantissa, exponent) - 1e-9).rounded(.up)
        let last = (upper / step(mantissa, exponent) + 1e-9).rounded(.down)
        guard last - first + 1 <= Double(count) else { continue }
        guard last >= first else { return [] }
        let values = (0...Int(last - first)).map { value((first + Double($0)) * Double(mantissa), exponent) }
        return label(values, exponent: exponent)
      }
      exponent += 1
    }
  }

  /// Powers of ten from `lower` to `upper`, with multiples in between if the axis is short.
  static func logarithmic(from lower: Double, to upper: Double, atMost count: Int) -> [Tick] {
    guard lower > 0, lower.isFinite, upper.isFinite, upper > lower, count > 0 else { return [] }
    let (low, high) = (Int(floor(log10(lower))), Int(ceil(log10(upper))))
    let inside = lower * (1 - 1e-9)...upper * (1 + 1e-9)
    func values(_ mantissas: [Double], every: Int = 1) -> [(value: Double, mantissa: Double, exponent: Int)] {
      stride(from: low, through: high, by: 1).filter { $0 % every == 0 }.flatMap { exponent in
        mantissas.map { (value($0, exponent), $0, exponent) }
      }.filter { inside.contains($0.0) }
    }
    let finer: [[Double]] = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3]]
    for mantissas in finer where values(mantissas).count <= min(count, 7) {
      let ticks = values(mantissas)
      if ticks.count >= 2 { return logarithmicLabels(ticks) }
    }
    var every = 1
    while values([1], every: every).count > count { every += 1 }
    return logarithmicLabels(values([1], every: every))
  }

  /// `number` as people write it: thousands grouped from 10,000 on, a true minus sign.
  ///
  /// - Parameter groupsAll: whether 1000 is 1,000, as it should be beside 10,000.
  static func plain(_ number: Double, decimals: Int, groupsAll: Bool = false) -> String {
    let digits = String(format: "%.\(max(decimals, 0))f", abs(number))
    let parts = digits.split(separator: ".", maxSplits: 1)
    var whole = String(parts[0])
    if whole.count > 4 || groupsAll {
      var grouped = ""
      for (index, digit) in whole.enumerated() {
        if index > 0 && (whole.count - index) % 3 == 0 { grouped += "," }
        grouped.append(digit)
      }
      whole = grouped
    }
    let isZero = !digits.contains { $0 != "0" && $0 != "." }
    return (number < 0 && !isZero ? "\u{2212}" : "") + whole + (parts.count > 1 ? "." + parts[1] : "")
  }

  /// Labels for bars: all with the same number of decimals, and three digits for the largest number.
  static func short(_ numbers: [Double]) -> [String] {
    let finite = numbers.filter(\.isFinite)
    let largest = finite.map(abs).max() ?? 0
    if largest >= 1e6 || largest > 0 && largest < 1e-3 {
      let power = Int(floor(log10(largest) + 1e-9))
      return numbers.map { number in
        guard number.isFinite else { return "" }
        return number == 0 ? "0" : plain(value(number, -power), decimals: 2) + timesTen(to: power)
      }
    }
    let digits = largest >= 100 ? 0 : largest >= 10 ? 1 : largest >= 1 ? 2 : 3
    let areWhole = finite.allSatisfy { $0 == $0.rounded() }
    return numbers.map { $0.isFinite ? plain($0, decimals: areWhole ? 0 : digits) : "" }
  }

  private static func step(_ mantissa: Int, _ exponent: Int) -> Double { value(Double(mantissa), exponent) }

  /// `mantissa` times a power of ten; dividing by a positive power keeps 0.1 the number that is written 0.1.
  private static func value(_ mantissa: Double, _ exponent: Int) -> Double {
    exponent >= 0 ? mantissa * pow(10, Double(exponent)) : mantissa / pow(10, Double(-exponent))
  }

  private static func label(_ values: [Double], exponent: Int) -> [Tick] {
    let largest = values.map(abs).max() ?? 0
    guard largest > 0, largest >= 1e6 || exponent < -5 else {
      return values.map {
        Tick(value: $0, label: plain($0, decimals: -exponent, groupsAll: largest >= 10_000))
      }
    }
    let power = Int(floor(log10(largest) + 1e-9))
    return values.map { value in
      guard value != 0 else { return Tick(value: 0, label: "0") }
      let mantissa = plain(Self.value(value, -power), decimals: power - exponent)
      return Tick(value: value, label: mantissa + timesTen(to: power))
    }
  }

  /// Labels of one kind: where one of them has to be a power of ten, all but 1 and 10 are.
  private static func logarithmicLabels(
    _ ticks: [(value: Double, mantissa: Double, exponent: Int)]
  ) -> [Tick] {
    let arePlain = ticks.allSatisfy { (-3...5).contains($0.exponent) }
    let largest = ticks.map(\.value).max() ?? 0
    return ticks.map { value, mantissa, exponent in
      let label =
        arePlain || (0...1).contains(exponent)
        ? plain(value, decimals: -exponent, groupsAll: arePlain && largest >= 10_000)
        : mantissa == 1
          ? "10" + superscript(exponent) : plain(mantissa, decimals: 0) + timesTen(to: exponent)
      return Tick(value: value, label: label)
    }
  }

  private static func timesTen(to exponent: Int) -> String { "\u{00D7}10" + superscript(exponent) }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (number < 0 ? "⁻" : "")
      + String(String(abs(number)).compactMap(\.wholeNumberValue).map { digits[$0] })
  }
}
