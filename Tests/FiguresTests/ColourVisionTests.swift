import Testing

@testable import Figures

/// Which colours have to be told apart by whom, and how far apart they are. The thresholds are those of ``ColourVision``:
/// 20 in CIE L*a*b* with full colour vision and with each kind of dichromacy, 9 of 100 steps of lightness in grey.
@Suite struct ColourVisionTests {
  private static let roles: [(name: String, colour: Colour)] = [
    ("real", .real), ("generated", .generated), ("discriminator", .discriminator), ("generator", .generator),
    ("accent", .accent), ("reference", .reference),
  ]

  /// The pairs that charts of the book draw as marks of one kind: two curves, two sets of points, two areas or two sets of
  /// bars. (The reference grey stands beside others as a dashed line, or as a curve under another.)
  private static let usedTogether: [(Colour, Colour, where: String)] = [
    (.real, .generated, "points on maps (1), densities (2), bars (1, 4), spectra (8)"),
    (.discriminator, .generator, "losses (all), paths of play (1)"),
    (.discriminator, .accent, "paths of play (1), accuracy and divergence, two ways (2)"),
    (.generator, .accent, "the generator's losses (1, 2), paths of play (1)"),
    (.real, .generator, "cycle losses (7), the hidden message (7), data and the pull of D (1)"),
    (.generated, .generator, "points and the pull of D (1), cycle losses (7)"),
    (.real, .discriminator, "kernels (4), D over densities (2), cycle losses (7)"),
    (.generated, .discriminator, "kernels (4), D over densities (2), two ways (2)"),
    (.generated, .accent, "two ways (2), spectra (8)"),
    (.real, .accent, "spectra (8)"),
    (.discriminator, .reference, "found and best D (1), D and D* (2)"),
    (.generator, .reference, "learned and exact map (2)"),
  ]

  @Test(arguments: usedTogether.indices) func pairsUsedTogetherAreDistinct(index: Int) {
    let (a, b, place) = Self.usedTogether[index]
    for vision in ColourVision.allCases {
      let distance = vision.appearance(of: a).distance(to: vision.appearance(of: b))
      #expect(vision.distinguishes(a, b), "\(place): \(distance) with \(vision)")
    }
  }

  /// Any other two as well, but for the grey, which is as light as two of the others.
  @Test func allRolesAreDistinct() {
    for (index, a) in Self.roles.enumerated() {
      for b in Self.roles[..<index] {
        for vision in ColourVision.allCases where vision != .grey || a.colour != .reference {
          #expect(vision.distinguishes(a.colour, b.colour), "\(a.name), \(b.name), \(vision)")
        }
      }
    }
  }

  @Test func rolesStandOutFromThePage() {
    for role in Self.roles {
      for vision in ColourVision.allCases {
        let seen = Colour(vision.appearance(of: role.colour))
        #expect(
          seen.contrast(to: Palette.paper) >= ColourVision.leastContrast, "\(role.name), \(vision)")
      }
    }
    for ink in [Palette.ink, Palette.softInk, Palette.paleInk] {
      // What the guidelines ask of text.
      #expect(ink.contrast(to: Palette.paper) > 4.5)
    }
  }

  /// Points of both kinds and the arrows of D's pull lie on all parts of D's map.
  @Test(arguments: ColourVision.allCases) func pointsStandOutFromTheMap(vision: ColourVision) {
    for role in Self.roles where [.real, .generated, .generator].contains(role.colour) {
      let point = vision.appearance(of: role.colour).lightness
      for index in 0...64 {
        let ground = vision.appearance(of: Palette.diverging.colour(at: Double(index) / 64)).lightness
        #expect(
          ground - point >= ColourVision.leastDifferenceFromGround,
          "\(role.name) at \(Double(index) / 64), \(vision)")
      }
    }
  }

  @Test(arguments: ColourVision.allCases) func theSidesOfTheMapAreDistinct(vision: ColourVision) {
    let (fake, unsure, real) = (
      Palette.diverging.colour(at: 0), Palette.diverging.colour(at: 0.5), Palette.diverging.colour(at: 1)
    )
    let distance = vision.appearance(of: fake).distance(to: vision.appearance(of: real))
    // Large areas are told apart at less than thin lines.
    #expect(distance >= (vision == .grey ? 6 : 25), "\(distance), \(vision)")
    for side in [fake, real] {
      let distance = vision.appearance(of: side).distance(to: vision.appearance(of: unsure))
      #expect(distance >= (vision == .grey ? 6 : 15), "\(distance), \(vision)")
    }
  }

  /// Dichromacy leaves grey grey, and the formulas do not turn a colour into itself.
  @Test func visionsAreWhatTheyAreCalled() {
    for vision in ColourVision.allCases {
      let grey = vision.appearance(of: Colour(hex: 0x777777))
      #expect(grey.distance(to: Colour(hex: 0x777777).lab) < 0.5, "\(vision)")
    }
    #expect(ColourVision.full.distinguishes(Colour(hex: 0xB05A32), Colour(hex: 0x7E7430)))
    #expect(!ColourVision.deuteranopia.distinguishes(Colour(hex: 0xB05A32), Colour(hex: 0x7E7430)))
    #expect(!ColourVision.grey.distinguishes(Colour(hex: 0x0000FF), Colour(hex: 0x9E0000)))
    #expect(!ColourVision.tritanopia.distinguishes(Colour(hex: 0x1B5091), Colour(hex: 0x0E6E5A)))
  }

  // MARK: - Series that colour does not tell apart

  private func lines(_ colours: [(String, Colour)], style: LineStyle? = nil) -> [LineStyle] {
    let chart = colours.reduce(Chart("")) { $0.line($1.0, [0, 1], [0, 1], colour: $1.1, style: style) }
    return Self.styles(of: ChartLayout(chart, Typesetter()).plot.chart)
  }

  private static func styles(of chart: Chart) -> [LineStyle] {
    chart.marks.compactMap { if case .line(let line) = $0 { line.style } else { nil } }
  }

  @Test func curvesInSimilarColoursDifferByStyle() {
    #expect(lines([("D", .discriminator), ("G", .generator), ("c", .accent)]) == [.solid, .solid, .solid])
    #expect(lines([("q", .generated), ("D*", .reference)]) == [.solid, .dashed])
    let four = (0..<4).map { ("\($0)", Colour.real) }
    #expect(lines(four) == [.solid, .dashed, .dotted, .dashDotted])
    #expect(lines(four, style: .dashed) == [.dashed, .dashed, .dashed, .dashed])
    // Any two colours of the palette: different, or drawn differently.
    for a in Self.roles {
      for b in Self.roles {
        let found = lines([("a", a.colour), ("b", b.colour)])
        #expect(a.colour.isDistinct(from: b.colour) == (found[0] == found[1]), "\(a.name), \(b.name)")
      }
    }
  }

  @Test func whatWasAskedForIsKept() {
    let chart = Chart("").line("a", [0, 1], [0, 1], colour: .real)
      .line("b", [0, 1], [1, 0], colour: .real, style: .solid)
      .line("", [0, 1], [1, 1], colour: .real)
    // The unnamed curve belongs to another mark.
    #expect(Self.styles(of: ChartLayout(chart, Typesetter()).plot.chart) == [.dashed, .solid, .solid])
  }

  @Test func pointsInSimilarColoursDifferByMarker() {
    let chart = Chart("").scatter("a", [0], [0], colour: .generated).scatter(
      "b", [1], [1], colour: .reference
    )
    .scatter("c", [1], [1], colour: .real)
    let markers = ChartLayout(chart, Typesetter()).legend.items.map(\.entry.symbol)
    #expect(markers == [.marker(.circle), .marker(.square), .marker(.circle)])
  }

  @Test func aSeriesLooksTheSameInAllPanels() {
    let first = Chart("1").line("mean", [0, 1], [0, 1], colour: .generated)
    let second = Chart("2").line("other", [0, 1], [0, 1], colour: .reference)
      .line("mean", [0, 1], [0, 1], colour: .generated)
    let layout = PanelsLayout(Panels("", columns: 2, [first, second]), Typesetter())
    #expect(layout.plots.map { Self.styles(of: $0.chart) } == [[.solid], [.dashed, .solid]])
    #expect(layout.legend.items.map(\.entry.name) == ["mean", "other"])
  }
}
