/// The colours of the book, each with one meaning throughout.
///
/// They can be told apart with any of the common forms of colour blindness and, because no two are equally light, in
/// black-and-white print; only the grey of ``reference``, whose lines are dashed, is as light as another. What is
/// required, and of which pairs, is in ``ColourVision`` and in its tests.
public enum Palette {
  /// Data from the training set, and its density.
  public static let real = Colour(hex: 0x104494)
  /// Data from the generator, and its density.
  public static let generated = Colour(hex: 0xCB7A04)
  /// The discriminator: its output and its loss.
  public static let discriminator = Colour(hex: 0x45104A)
  /// The generator: its loss and its path.
  public static let generator = Colour(hex: 0xA53B0B)
  /// Lines to compare with, such as theoretical values.
  public static let reference = Colour(hex: 0x8E9298)
  /// A sixth colour, for things without a role.
  public static let accent = Colour(hex: 0x168653)

  /// The colours that marks without a specified colour get, in this order.
  public static let series = [real, generated, discriminator, generator, accent, reference]

  /// From light (low) to dark (high), in steps that look equal.
  public static let sequential = ColourMap(
    through: [0xFCFAF0, 0xCFE6D0, 0x83C3BE, 0x3F94B5, 0x2F619F, 0x2B3277, 0x1C1440].map(Colour.init(hex:)))

  /// From the colour of generated data (low) through near-white to the colour of real data (high): for the output of
  /// a discriminator, whose middle value means that it cannot tell. All of it is much lighter than the points of both
  /// kinds that are drawn on it, and the low end is lighter than the high end, so that print in grey shows the sides.
  public static let diverging = ColourMap(
    through: [0xF9DFB5, 0xFAECD5, 0xF8F6F2, 0xDAE4F2, 0xBBD1F1].map(Colour.init(hex:)), isDiverging: true)

  /// Black to white, for pictures.
  public static let grey = ColourMap(through: [Colour(hex: 0x000000), Colour(hex: 0xFFFFFF)])

  static let ink = Colour(hex: 0x1F2328)
  static let softInk = Colour(hex: 0x4A5058)
  static let paleInk = Colour(hex: 0x656B73)
  static let axis = Colour(hex: 0xA4A9B0)
  static let grid = Colour(hex: 0xE7E9EC)
  /// The ground of a box that explains a detail.
  static let panel = Colour(hex: 0xF5F6F8)
  static let missing = Colour(hex: 0xD4D6D9)
  static let paper = Colour(hex: 0xFFFFFF)
  /// The rim of text that lies on data.
  static let halo = paper.opacity(0.9)
}

extension Colour {
  /// Data from the training set. See ``Palette``.
  public static var real: Colour { Palette.real }
  /// Data from the generator. See ``Palette``.
  public static var generated: Colour { Palette.generated }
  /// The discriminator. See ``Palette``.
  public static var discriminator: Colour { Palette.discriminator }
  /// The generator. See ``Palette``.
  public static var generator: Colour { Palette.generator }
  /// Lines to compare with. See ``Palette``.
  public static var reference: Colour { Palette.reference }
  /// Things without a role. See ``Palette``.
  public static var accent: Colour { Palette.accent }
}
