import Foundation
import TestSupport
import Testing

@testable import Figures

@Suite struct PaletteTests {
  private static let roles: [(name: String, colour: Colour)] = [
    ("real", .real), ("generated", .generated), ("discriminator", .discriminator), ("generator", .generator),
    ("reference", .reference),
  ]

  /// What people with the three kinds of dichromacy see, on linear sRGB: Machado, Oliveira and Fernandes, "A
  /// Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.
  private static let visions: [(name: String, matrix: [[Double]])] = [
    ("full colour vision", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "protanopia",
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    (
      "deuteranopia",
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    (
      "tritanopia",
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
  ]

  private func seen(_ colour: Colour, _ matrix: [[Double]]) -> LabColour {
    let (r, g, b) = colour.linear
    let light = matrix.map { $0[0] * r + $0[1] * g + $0[2] * b }
    return Colour(linearRed: light[0], green: light[1], blue: light[2]).lab
  }

  @Test func lightnessIsKnown() {
    expectClose(Colour(hex: 0xFFFFFF).lightness, 100.0, within: 0.01)
    #expect(abs(Colour(hex: 0x000000).lightness) < 0.01)
    expectClose(Colour(hex: 0x777777).lightness, 50.03, within: 0.1)
    expectClose(Colour(hex: 0xFF0000).lightness, 53.24, within: 0.01)
    for hex: UInt32 in [0x1B5091, 0xEBA116, 0x000000, 0xFFFFFF, 0x12AB9F] {
      #expect(Colour(Colour(hex: hex).lab).pixel == hex, "there and back")
    }
  }

  @Test func rolesCanBeToldApartInGrey() {
    for (index, a) in Self.roles.enumerated() {
      for b in Self.roles[..<index] {
        #expect(abs(a.colour.lightness - b.colour.lightness) > 9, "\(a.name) and \(b.name)")
      }
    }
  }

  @Test(arguments: 0..<4) func rolesCanBeToldApartInColour(vision: Int) {
    let (name, matrix) = Self.visions[vision]
    for (index, a) in Self.roles.enumerated() {
      for b in Self.roles[..<index] {
        // 20 is about ten times what an eye just notices.
        #expect(
          seen(a.colour, matrix).distance(to: seen(b.colour, matrix)) > 20, "\(a.name), \(b.name), \(name)")
      }
    }
  }

  @Test func rolesStandOutFromThePage() {
    for role in Self.roles { #expect(Palette.paper.lab.distance(to: role.colour.lab) > 35, "\(role.name)") }
    for ink in [Palette.ink, Palette.softInk, Palette.paleInk] {
      // The contrast that the Web Content Accessibility Guidelines ask of text: 4.5.
      let (r, g, b) = ink.linear
      #expect(1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) > 4.5)
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
    // Points in the colours of both kinds of data must show on it.
    #expect(colours[0].distance(to: Palette.real.lab) > 60 && colours[64].distance(to: Palette.real.lab) > 25)
    #expect(
      colours[0].distance(to: Palette.generated.lab) > 20
        && colours[64].distance(to: Palette.generated.lab) > 60)
  }

  @Test func mapsClampTheirEnds() {
    for map in [Palette.sequential, Palette.diverging, Palette.grey] {
      #expect(map.colour(at: -3) == map.colour(at: 0))
      #expect(map.colour(at: 7) == map.colour(at: 1))
      #expect(map.colour(at: .nan) == map.colour(at: 0))
    }
  }
}
