import CCairo
import Foundation
import Pictures

/// Draws pixels with Cairo.
final class CairoSurface: Surface {
  private let context: OpaquePointer

  let resolution = FigureStyle.resolution

  private init(_ surface: OpaquePointer) {
    context = cairo_create(surface)
    cairo_scale(context, Double(resolution), Double(resolution))
    Typesetter.prepare(context)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    setColour(Palette.paper)
    cairo_paint(context)
  }

  deinit { cairo_destroy(context) }

  /// The image of a page.
  static func image(_ size: Size, draw: (CairoSurface) throws -> Void) throws -> Image {
    let scale = Double(FigureStyle.resolution)
    let width = Int((size.width * scale).rounded(.up))
    let height = Int((size.height * scale).rounded(.up))
    guard
      let surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, Int32(clamping: width), Int32(clamping: height))
    else { throw FigureError("A figure of \(width) x \(height) pixels could not be made.") }
    defer { cairo_surface_destroy(surface) }
    try check(cairo_surface_status(surface), "A figure of \(width) x \(height) pixels")
    let canvas = CairoSurface(surface)
    try draw(canvas)
    try check(cairo_status(canvas.context), "A figure of \(width) x \(height) pixels")
    cairo_surface_flush(surface)
    return pixels(of: surface, width: width, height: height)
  }

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

  // MARK: - Shapes

  func clipped(to rect: Rect, _ body: () -> Void) {
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    body()
    cairo_restore(context)
  }

  func fill(_ shape: Shape, _ colour: Colour) {
    trace(shape)
    setColour(colour)
    cairo_fill(context)
  }

  func stroke(_ shape: Shape, _ pen: Pen) {
    trace(shape)
    setColour(pen.colour)
    cairo_set_line_width(context, pen.width)
    cairo_set_line_cap(context, pen.cap == .round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
    cairo_set_dash(context, pen.dash, Int32(pen.dash.count), 0)
    cairo_stroke(context)
  }

  func symbols(_ symbol: [FilledShape], at points: [Point]) {
    for point in points {
      cairo_save(context)
      cairo_translate(context, point.x, point.y)
      for part in symbol { fill(part.shape, part.colour) }
      cairo_restore(context)
    }
  }

  private func setColour(_ colour: Colour) {
    cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha)
  }

  private func trace(_ shape: Shape) {
    cairo_new_path(context)
    switch shape {
    case .rect(let rect): cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    case .circle(let centre, let radius):
      cairo_arc(context, centre.x, centre.y, radius, 0, 2 * Double.pi)
    case .polygon(let points):
      trace(points)
      cairo_close_path(context)
    case .lines(let lines): lines.forEach(trace)
    }
  }

  private func trace(_ points: [Point]) {
    guard let first = points.first else { return }
    cairo_move_to(context, first.x, first.y)
    for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
  }

  // MARK: - Text and pictures

  func draw(_ text: PlacedText, halo: Bool) {
    Typesetter.select(text.style, in: context)
    cairo_save(context)
    cairo_translate(context, text.origin.x, text.origin.y)
    if text.isRotated { cairo_rotate(context, -Double.pi / 2) }
    cairo_move_to(context, 0, 0)
    if halo {
      cairo_text_path(context, text.text)
      setColour(Palette.halo)
      cairo_set_line_width(context, FigureStyle.haloWidth)
      cairo_set_dash(context, nil, 0, 0)
      cairo_stroke(context)
      cairo_move_to(context, 0, 0)
    }
    setColour(text.style.colour)
    cairo_show_text(context, text.text)
    cairo_restore(context)
  }

  func draw(_ picture: Picture, in rect: Rect) {
    let (columns, rows) = (picture.columns, picture.rows)
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows))
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
