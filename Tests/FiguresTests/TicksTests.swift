import Foundation
import Testing

@testable import Figures

@Suite struct TicksTests {
  @Test(
    arguments: [
      (0.0, 1.0), (0, 12_000), (-3, 3), (0.1, 0.35), (-1e-7, 3e-7), (1e9, 2e9), (99.5, 100.5),
      (-0.004, 0.0001), (7, 7.1),
      (-1e12, 4e13), (1, 1.0001),
    ], [1, 2, 3, 5, 8, 12])
  func linearTicksAreRoundAndInside(range: (Double, Double), count: Int) {
    let ticks = Ticks.linear(from: range.0, to: range.1, atMost: count)
    let span = range.1 - range.0
    #expect(ticks.count <= count)
    if count >= 5 { #expect(ticks.count >= 2, "\(range), \(count)") }
    for tick in ticks {
      #expect(tick.value >= range.0 - 1e-6 * span && tick.value <= range.1 + 1e-6 * span)
    }
    #expect(
      Set(ticks.map(\.label)).count == ticks.count, "two ticks with the same label: \(ticks.map(\.label))")
    guard ticks.count >= 2 else { return }
    let step = ticks[1].value - ticks[0].value
    for (a, b) in zip(ticks, ticks.dropFirst()) { #expect(abs((b.value - a.value) / step - 1) < 1e-6) }
    let mantissa = step / pow(10, floor(log10(step) + 1e-6))
    #expect([1, 2, 5].contains { abs(mantissa / $0 - 1) < 1e-6 }, "a step of \(step)")
  }

  @Test func labelsAreWhatPeopleWrite() {
    #expect(
      Ticks.linear(from: 0, to: 1, atMost: 6).map(\.label) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(Ticks.linear(from: -2, to: 2, atMost: 5).map(\.label) == ["−2", "−1", "0", "1", "2"])
    #expect(Ticks.linear(from: 0, to: 12_000, atMost: 4).map(\.label) == ["0", "5,000", "10,000"])
    #expect(Ticks.linear(from: 0, to: 8000, atMost: 5).map(\.label).last == "8000")
    #expect(Ticks.linear(from: 0, to: 2.5e6, atMost: 6).map(\.label).last == "2.5×10⁶")
    #expect(Ticks.linear(from: 0, to: 3e-7, atMost: 4).map(\.label) == ["0", "1×10⁻⁷", "2×10⁻⁷", "3×10⁻⁷"])
    #expect(Ticks.linear(from: 0.1, to: 0.35, atMost: 3).map(\.value) == [0.1, 0.2, 0.3])
    #expect(Ticks.short([9.8, 12.1, 10]) == ["9.8", "12.1", "10.0"])
    #expect(Ticks.short([910, 1205]) == ["910", "1205"])
    #expect(Ticks.short([0.5, .nan, 0]) == ["0.500", "", "0.000"])
  }

  @Test(arguments: [2, 3, 4, 6, 9])
  func logarithmicTicksAreInsideAndGrow(count: Int) {
    for (lower, upper) in [(1.0, 1000.0), (0.001, 1), (1e-12, 1e8), (3, 40), (2.5, 2.9), (0.9, 1.1)] {
      let ticks = Ticks.logarithmic(from: lower, to: upper, atMost: count)
      #expect(ticks.count <= max(count, 1))
      for tick in ticks { #expect(tick.value >= lower * 0.999999 && tick.value <= upper * 1.000001) }
      for (a, b) in zip(ticks, ticks.dropFirst()) { #expect(a.value < b.value) }
      #expect(Set(ticks.map(\.label)).count == ticks.count)
    }
    #expect(
      Ticks.logarithmic(from: 1e-4, to: 10, atMost: 12).map(\.label) == [
        "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1", "10",
      ])
    #expect(
      Ticks.logarithmic(from: 0.001, to: 1000, atMost: 7).map(\.label) == [
        "0.001", "0.01", "0.1", "1", "10", "100", "1000",
      ])
  }

  @Test func impossibleRangesHaveNoTicks() {
    for (lower, upper) in [
      (1.0, 1.0), (2, 1), (.nan, 1), (0, .infinity), (-.greatestFiniteMagnitude, .greatestFiniteMagnitude),
      (1e15, 1e15 + 0.125),
    ] {
      #expect(Ticks.linear(from: lower, to: upper, atMost: 5).isEmpty, "\(lower) ... \(upper)")
    }
    #expect(Ticks.logarithmic(from: 0, to: 1, atMost: 5).isEmpty)
    #expect(Ticks.logarithmic(from: -1, to: 1, atMost: 5).isEmpty)
  }

  @Test func tickLabelsKeepTheirDistance() {
    for width in stride(from: 200.0, through: 1200, by: 37) {
      let layout = ChartLayout(Chart().line("", [0, 11_990], [0, 1]).size(width: width), Typesetter())
      let labels = layout.texts.filter { $0.role == .tick && $0.bounds.y > layout.plot.plot.maxY }
        .sorted { $0.bounds.x < $1.bounds.x }
      #expect(labels.count >= 2)
      for (a, b) in zip(labels, labels.dropFirst()) { #expect(a.bounds.maxX + 8 <= b.bounds.x) }
    }
  }

  @Test func automaticRangesShowEverything() {
    let axes = Axes(Chart().scatter("", [-1, 3], [2, 8]).reference(y: 12).line("", [0, 1], [5, 6]))
    #expect(axes.x.lower < -1 && axes.x.upper > 3)
    #expect(axes.y.lower < 2 && axes.y.upper > 12)
    #expect(Axes(Chart().line("", [0, 11_990], [0, 1])).x == Axis(lower: 0, upper: 12_000))
    #expect(Axes(Chart().area("", [0, 1], [2, 3])).y.lower == 0, "densities stand on zero")
    #expect(Axes(Chart().line("", [0, 1], [0.1, 3])).y.lower == 0, "losses from near zero begin at zero")
  }

  @Test func fixedRangesAreKept() {
    let axes = Axes(Chart().line("", [0, 10], [0, 100]).xRange(2...5).yRange(-1...7))
    #expect(axes == Axes(x: Axis(lower: 2, upper: 5), y: Axis(lower: -1, upper: 7)))
    // The vertical axis fits what is visible, not what lies outside the horizontal range.
    let zoomed = Axes(Chart().line("", [0, 1, 2, 3], [1000, 1, 2, 3]).xRange(1...3))
    #expect(zoomed.y.upper < 5)
  }
}
