import CCairo
import Foundation
import Pictures

/// A white page, measured in points from the top left corner, on which Cairo draws.
final class Canvas {
  let context: OpaquePointer

  private init(surface: OpaquePointer?, scale: Double) {
    context = cairo_create(surface)
    cairo_scale(context, scale, scale)
    Typesetter.prepare(context)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    setColour(Palette.paper)
    cairo_paint(context)
  }

  deinit { cairo_destroy(context) }

  /// A page as an image, with `FigureStyle.resolution` pixels per point.
  static func image(_ size: Size, draw: (Canvas) throws -> Void) throws -> Image {
    let scale = FigureStyle.resolution
    let width = Int((size.width * Double(scale)).rounded(.up))
    let height = Int((size.height * Double(scale)).rounded(.up))
    guard
      let surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, Int32(clamping: width), Int32(clamping: height))
    else { throw FigureError("A figure of \(width) x \(height) pixels could not be made.") }
    defer { cairo_surface_destroy(surface) }
    try check(cairo_surface_status(surface), "A figure of \(width) x \(height) pixels")
    let canvas = Canvas(surface: surface, scale: Double(scale))
    try draw(canvas)
    try check(cairo_status(canvas.context), "A figure of \(width) x \(height) pixels")
    cairo_surface_flush(surface)
    return pixels(of: surface, width: width, height: height)
  }

  /// A page as SVG.
  static func svg(_ size: Size, draw: (Canvas) throws -> Void) throws -> Data {
    let output = Output()
    let surface = cairo_svg_surface_create_for_stream(
      { target, bytes, count in
        guard let target, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Output>.fromOpaque(target).takeUnretainedValue().data.append(bytes, count: Int(count))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(output).toOpaque(), size.width, size.height)
    defer { cairo_surface_destroy(surface) }
    try check(cairo_surface_status(surface), "An SVG figure")
    do {
      let canvas = Canvas(surface: surface, scale: 1)
      try draw(canvas)
      try check(cairo_status(canvas.context), "An SVG figure")
    }
    cairo_surface_finish(surface)
    try check(cairo_surface_status(surface), "An SVG figure")
    return SVGIdentifiers.renumbered(output.data)
  }

  private final class Output { var data = Data() }

  private static func check(_ status: cairo_status_t, _ what: String) throws {
    guard status != CAIRO_STATUS_SUCCESS else { return }
    throw FigureError(
      "\(what) could not be drawn: Cairo says \"\(String(cString: cairo_status_to_string(status)))\".")
  }

  private static func pixels(of surface: OpaquePointer, width: Int, height: Int) -> Image {
    let stride = Int(cairo_image_surface_get_stride(surface))
    let data = UnsafeRawPointer(cairo_image_surface_get_data(surface)!)
    let bytes = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
      for y in 0..<height {
        for x in 0..<width {
          let pixel = data.load(fromByteOffset: y * stride + x * 4, as: UInt32.self)
          buffer[count] = UInt8(truncatingIfNeeded: pixel >> 16)
          buffer[count + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
          buffer[count + 2] = UInt8(truncatingIfNeeded: pixel)
          count += 3
        }
      }
    }
    return Image(width: width, height: height, channels: 3, pixels: bytes)
  }
}

// MARK: - Shapes

extension Canvas {
  func setColour(_ colour: Colour) {
    cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha)
  }

  func clipped(to rect: Rect, _ body: () -> Void) {
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    body()
    cairo_restore(context)
  }

  func fill(_ rect: Rect, _ colour: Colour) {
    setColour(colour)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_fill(context)
  }

  func stroke(_ rect: Rect, _ colour: Colour, width: Double = 1) {
    setColour(colour)
    cairo_set_line_width(context, width)
    cairo_set_dash(context, nil, 0, 0)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_stroke(context)
  }

  func line(from a: Point, to b: Point, _ colour: Colour, width: Double = 1, dash: [Double] = []) {
    stroke([a, b], colour, width: width, dash: dash, cap: CAIRO_LINE_CAP_BUTT)
  }

  func stroke(
    _ points: some Collection<Point>, _ colour: Colour, width: Double, dash: [Double] = [],
    cap: cairo_line_cap_t = CAIRO_LINE_CAP_ROUND
  ) {
    guard let first = points.first else { return }
    cairo_new_path(context)
    cairo_move_to(context, first.x, first.y)
    for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
    setColour(colour)
    cairo_set_line_width(context, width)
    cairo_set_line_cap(context, dash.isEmpty ? cap : CAIRO_LINE_CAP_BUTT)
    cairo_set_dash(context, dash, Int32(dash.count), 0)
    cairo_stroke(context)
  }

  /// Strokes separate pieces in one go, so that their ends do not show where they meet.
  func stroke(pieces: [(Point, Point)], _ colour: Colour, width: Double) {
    cairo_new_path(context)
    for (a, b) in pieces {
      cairo_move_to(context, a.x, a.y)
      cairo_line_to(context, b.x, b.y)
    }
    setColour(colour)
    cairo_set_line_width(context, width)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    cairo_set_dash(context, nil, 0, 0)
    cairo_stroke(context)
  }

  func fill(_ points: some Collection<Point>, _ colour: Colour) {
    guard let first = points.first else { return }
    cairo_new_path(context)
    cairo_move_to(context, first.x, first.y)
    for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
    cairo_close_path(context)
    setColour(colour)
    cairo_fill(context)
  }

  func circle(
    _ centre: Point, radius: Double, fill colour: Colour, outline: Colour? = nil, outlineWidth: Double = 0
  ) {
    cairo_new_path(context)
    cairo_arc(context, centre.x, centre.y, radius, 0, 2 * Double.pi)
    setColour(colour)
    guard let outline else {
      cairo_fill(context)
      return
    }
    cairo_fill_preserve(context)
    setColour(outline)
    cairo_set_line_width(context, outlineWidth)
    cairo_set_dash(context, nil, 0, 0)
    cairo_stroke(context)
  }

  /// Draws one line of text, with a white halo if it lies on top of data.
  func draw(_ text: PlacedText, halo: Bool = false) {
    Typesetter.select(text.style, in: context)
    cairo_save(context)
    cairo_translate(context, text.origin.x, text.origin.y)
    if text.isRotated { cairo_rotate(context, -Double.pi / 2) }
    cairo_move_to(context, 0, 0)
    if halo {
      cairo_text_path(context, text.text)
      setColour(Palette.paper.opacity(0.9))
      cairo_set_line_width(context, 4)
      cairo_set_dash(context, nil, 0, 0)
      cairo_stroke(context)
      cairo_move_to(context, 0, 0)
    }
    setColour(text.style.colour)
    cairo_show_text(context, text.text)
    cairo_restore(context)
  }

  /// Draws a picture, rows from top to bottom, stretched over `rect`; every pixel has sharp edges.
  func draw(_ picture: Picture, in rect: Rect) {
    let (columns, rows) = (picture.columns, picture.rows)
    guard columns > 0, rows > 0,
      let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows))
    else { return }
    defer { cairo_surface_destroy(surface) }
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    cairo_surface_flush(surface)
    for row in 0..<rows {
      for column in 0..<columns {
        UnsafeMutableRawPointer(data).storeBytes(
          of: picture.pixels[row * columns + column], toByteOffset: row * stride + column * 4, as: UInt32.self
        )
      }
    }
    cairo_surface_mark_dirty(surface)
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    cairo_translate(context, rect.x, rect.y)
    cairo_scale(context, rect.width / Double(columns), rect.height / Double(rows))
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }
}

/// Pixels in Cairo's order: `0x00RRGGBB`, row by row from the top.
struct Picture {
  let columns, rows: Int
  let pixels: [UInt32]
}
