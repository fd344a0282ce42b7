import CCairo

/// A size, a weight and a colour of DejaVu Sans.
struct TextStyle: Hashable, Sendable {
  var size: Double
  var isBold = false
  var colour = Palette.ink

  static let title = TextStyle(size: 19, isBold: true)
  static let subtitle = TextStyle(size: 14.5, colour: Palette.softInk)
  static let panelTitle = TextStyle(size: 14.5, isBold: true)
  static let axisLabel = TextStyle(size: 14.5, colour: Palette.softInk)
  static let tick = TextStyle(size: 13, colour: Palette.softInk)
  static let legend = TextStyle(size: 14)
  static let reference = TextStyle(size: 13, colour: Palette.paleInk)
  static let note = TextStyle(size: 13)
  static let caption = TextStyle(size: 13, colour: Palette.paleInk)
}

/// Measures text before anything is drawn, so that the layout can make room for it.
final class Typesetter {
  private let context: OpaquePointer
  private var widths: [TextStyle: [String: Double]] = [:]
  private var heights: [TextStyle: (ascent: Double, height: Double)] = [:]

  init() {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
    context = cairo_create(surface)
    cairo_surface_destroy(surface)
    Self.prepare(context)
  }

  deinit { cairo_destroy(context) }

  /// Turns off everything that would make the width of text depend on the scale.
  static func prepare(_ context: OpaquePointer) {
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }

  static func select(_ style: TextStyle, in context: OpaquePointer) {
    cairo_select_font_face(
      context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
      style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, style.size)
  }

  /// The width of one line of text, in points.
  func width(_ text: String, _ style: TextStyle) -> Double {
    if let known = widths[style]?[text] { return known }
    Self.select(style, in: context)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    // Some letters extend a little beyond their advance.
    let width = max(extents.x_advance, extents.x_bearing + extents.width)
    widths[style, default: [:]][text] = width
    return width
  }

  /// How far text rises above its baseline, and how high a line is.
  func lineMetrics(_ style: TextStyle) -> (ascent: Double, height: Double) {
    if let known = heights[style] { return known }
    Self.select(style, in: context)
    var extents = cairo_font_extents_t()
    cairo_font_extents(context, &extents)
    let metrics = (ascent: extents.ascent, height: extents.ascent + extents.descent)
    heights[style] = metrics
    return metrics
  }
}
