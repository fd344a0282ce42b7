import Foundation

/// Ways to see colours: with all three kinds of cones, with one kind missing, or as lightness only, as in
/// black-and-white print.
enum ColourVision: CaseIterable {
  case full, protanopia, deuteranopia, tritanopia, grey

  /// Two series differ enough if their colours are this far apart in CIE L*a*b*: about ten times what an eye just
  /// notices side by side.
  static let leastDifference = 20.0
  /// In grey, where only lightness is left, this many of the 100 steps of L* tell two series apart.
  static let leastDifferenceInGrey = 9.0
  /// The contrast that the Web Content Accessibility Guidelines (2.1, criterion 1.4.11) ask of graphics before their
  /// background.
  static let leastContrast = 3.0
  /// Points on a map are small: their colour has to be at least this much darker than every colour of the map.
  static let leastDifferenceFromGround = 20.0

  /// What becomes of light, red, green and blue in linear sRGB: Machado, Oliveira and Fernandes, "A
  /// Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.
  private var matrix: [[Double]] {
    switch self {
    case .full, .grey: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deuteranopia:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritanopia:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }

  /// What a colour looks like to someone who sees this way.
  func appearance(of colour: Colour) -> LabColour {
    let (r, g, b) = colour.overWhite.linear
    let light = matrix.map { $0[0] * r + $0[1] * g + $0[2] * b }
    let seen = Colour(linearRed: light[0], green: light[1], blue: light[2]).lab
    return self == .grey ? LabColour(lightness: seen.lightness, a: 0, b: 0) : seen
  }

  /// Whether two series in these colours can be told apart.
  func distinguishes(_ a: Colour, _ b: Colour) -> Bool {
    appearance(of: a).distance(to: appearance(of: b))
      >= (self == .grey ? Self.leastDifferenceInGrey : Self.leastDifference)
  }
}

extension Colour {
  /// Whether everybody can tell two series in these colours apart, in colour and in black-and-white print.
  func isDistinct(from other: Colour) -> Bool {
    ColourVision.allCases.allSatisfy { $0.distinguishes(self, other) }
  }

  /// The light that the colour reflects, from 0 to 1.
  private var luminance: Double {
    let (r, g, b) = overWhite.linear
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  /// The contrast between two colours, from 1 to 21: Web Content Accessibility Guidelines 2.1.
  func contrast(to other: Colour) -> Double {
    let (dark, light) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
  }
}
