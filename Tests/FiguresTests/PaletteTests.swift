import Foundation
import TestSupport
import Testing

@testable import Figures

@Suite struct PaletteTests {
  @Test func lightnessIsKnown() {
    expectClose(Colour(hex: 0xFFFFFF).lightness, 100.0, within: 0.01)
    #expect(abs(Colour(hex: 0x000000).lightness) < 0.01)
    expectClose(Colour(hex: 0x777777).lightness, 50.03, within: 0.1)
    expectClose(Colour(hex: 0xFF0000).lightness, 53.24, within: 0.01)
    for hex: UInt32 in [0x104494, 0xCB7A04, 0x000000, 0xFFFFFF, 0x12AB9F] {
      #expect(Colour(Colour(hex: hex).lab).pixel == hex, "there and back")
    }
  }

  @Test func sequentialMapIsUniform() {
    let colours = (0...64).map { Palette.sequential.colour(at: Double($0) / 64).lab }
    let steps = zip(colours, colours.dropFirst()).map { $0.distance(to: $1) }
    let mean = steps.reduce(0, +) / Double(steps.count)
    for step in steps { #expect(abs(step / mean - 1) < 0.25, "a step of \(step), where the mean is \(mean)") }
    for (a, b) in zip(colours, colours.dropFirst()) { #expect(a.lightness > b.lightness, "darker is more") }
    #expect(colours.first!.lightness > 95 && colours.last!.lightness < 15)
  }

  @Test func divergingMapIsLightestInTheMiddle() {
    let colours = (0...64).map { Palette.diverging.colour(at: Double($0) / 64).lab }
    for index in 0..<32 {
      #expect(colours[index].lightness < colours[index + 1].lightness)
      #expect(colours[64 - index].lightness < colours[63 - index].lightness)
    }
    #expect(colours[32].lightness > 95)
  }

  @Test func mapsClampTheirEnds() {
    for map in [Palette.sequential, Palette.diverging, Palette.grey] {
      #expect(map.colour(at: -3) == map.colour(at: 0))
      #expect(map.colour(at: 7) == map.colour(at: 1))
      #expect(map.colour(at: .nan) == map.colour(at: 0))
    }
  }
}
