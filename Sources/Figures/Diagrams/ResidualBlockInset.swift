import GANKit

/// One residual block of a stage: its layers, and the way past them.
struct ResidualBlockInset {
  private(set) var sketch = DiagramSketch()
  let size: Size

  private static let padding = 14.0

  init(_ stage: NetworkOutline.Stage, _ colour: Colour, _ style: ChainStyle, _ typesetter: Typesetter) {
    let (padding, radius) = (Self.padding, DiagramSketch.joinRadius)
    let heading = stage.repeats == 1 ? "the residual block" : "one of the \(stage.repeats) residual blocks"
    let title = typesetter.place(
      heading, style.detail, at: Point(x: padding, y: padding - 3), .left, .top, role: .note)
    let boxes = stage.block.map { layer in
      (
        operation: typesetter.block(layer.operation.text, style.operation, maxWidth: .infinity),
        details: typesetter.block(layer.detailText, style.detail, maxWidth: .infinity)
      )
    }
    let boxHeight = (boxes.map { $0.operation.height + $0.details.height }.max() ?? 0) + 14
    let axis = title.bounds.maxY + 26 + boxHeight / 2
    let arrow = 30.0

    var x = padding
    let input = typesetter.place("x", style.operation, at: Point(x: x, y: axis), .left, .middle, role: .label)
    x = input.bounds.maxX + 6
    let fork = x + 12
    var parts: [(Rect, operation: TextBlock, details: TextBlock)] = []
    var arrows: [(Double, Double)] = []
    for (operation, details) in boxes {
      arrows.append((x, x + arrow))
      let width = max(operation.width, details.width) + 22
      parts.append(
        (Rect(x: x + arrow, y: axis - boxHeight / 2, width: width, height: boxHeight), operation, details))
      x += arrow + width
    }
    arrows.append((x, x + arrow - 4))
    let join = Point(x: x + arrow - 4 + radius, y: axis)
    x = join.x + radius
    arrows.append((x, x + arrow))
    let output = typesetter.place(
      "x + F(x)", style.operation, at: Point(x: x + arrow + 6, y: axis), .left, .middle, role: .label)
    size = Size(
      width: max(output.bounds.maxX, title.bounds.maxX) + padding, height: axis + boxHeight / 2 + padding)

    let panel = Rect(x: 0, y: 0, width: size.width, height: size.height)
    sketch.area(panel.rounded(10), fill: Palette.panel, outline: Palette.axis.over(0.7))
    for (from, to) in arrows {
      sketch.arrow([Point(x: from, y: axis), Point(x: to, y: axis)], Palette.ink, width: 1.4)
    }
    let top = axis - boxHeight / 2 - 14
    sketch.arrow(
      [
        Point(x: fork, y: axis), Point(x: fork, y: top), Point(x: join.x, y: top),
        Point(x: join.x, y: axis - radius),
      ], Palette.softInk, width: 1.4)
    for (rect, operation, details) in parts {
      sketch.area(rect.rounded(6), fill: colour.over(0.22), outline: colour.over(0.92))
      let height = operation.height + details.height
      sketch.text(
        typesetter.place(
          operation, at: Point(x: rect.midX, y: axis - height / 2), .centre, .top, role: .label))
      sketch.text(
        typesetter.place(
          details, at: Point(x: rect.midX, y: axis + height / 2), .centre, .bottom, role: .note))
    }
    sketch.join(at: join, .sum)
    sketch.text([title, input, output])
  }
}
