import GANKit

/// A network with two halves that mirror each other, drawn as a U: down on the left, up on the right, skips across.
struct UShapeLayout {
  private(set) var result: (sketch: DiagramSketch, size: Size) = (DiagramSketch(), Size(width: 0, height: 0))

  /// The height of an arrow from one level to the next.
  private static let step = 30.0

  init(_ network: DrawnNetwork, among all: [DrawnNetwork], room: Double, _ typesetter: Typesetter) {
    let outline = network.outline
    let depth = outline.stages.count / 2
    let scale = SlabScale(all, tallest: depth > 6 ? 96 : 110, thickest: 34)
    var sketch = DiagramSketch()

    func label(_ stage: Int) -> TextBlock {
      typesetter.block(outline.shape(after: stage).text, .diagramShape, maxWidth: .infinity)
    }
    let labels = (-1..<outline.stages.count).map(label)
    let widest = labels.map(\.width).max() ?? 0
    let halfSlab =
      0.5 * ((0..<outline.stages.count).map { scale.slab(outline.shape(after: $0)).size.width }.max() ?? 0)
    let (leftAxis, rightAxis) = (widest + 12 + halfSlab, room - widest - 12 - halfSlab)
    let middle = (leftAxis + rightAxis) / 2

    /// Draws what comes out of a stage, with its shape beside it.
    func add(_ stage: Int, x: Double, axis: Double, labelOn side: HorizontalAnchor) -> Rect {
      var slab = scale.slab(outline.shape(after: stage))
      var copied = 0.0
      if let skip = outline.skips.first(where: { $0.to == stage }) {
        copied = scale.thickness(ofChannels: outline.shape(after: skip.from).dimensions[2])
        slab.thickness = 2 * copied
      }
      let rect = Rect(
        x: x - slab.size.width / 2, y: axis - slab.size.height / 2, width: slab.size.width,
        height: slab.size.height)
      sketch.slab(slab, at: Point(x: rect.x, y: rect.y), network.tint(ofStage: stage), copied: copied)
      let name = stage < 0 ? network.inputText : stage == outline.stages.count - 1 ? network.output : ""
      let lines = labels[stage + 1]
      let named = typesetter.block(name, .diagramDetail, maxWidth: .infinity)
      let height = lines.height + (name.isEmpty ? 0 : named.height + 2)
      let place =
        switch side {
        case .right: Point(x: rect.x - 8, y: axis - height / 2)
        case .left: Point(x: rect.maxX + 8, y: axis - height / 2)
        case .centre: Point(x: x, y: rect.maxY + 6)
        }
      sketch.text(typesetter.place(lines, at: place, side, .top, role: .label))
      sketch.text(
        typesetter.place(
          named, at: Point(x: place.x, y: place.y + lines.height + 2), side, .top, role: .note))
      return rect
    }

    /// What a layer does, on the inner side of its arrow.
    func addWords(
      of stage: Int, x: Double, y: Double, _ side: HorizontalAnchor, _ anchor: VerticalAnchor = .middle
    ) {
      let stage = outline.stages[stage]
      let operation = typesetter.width(stage.operationText, .diagramOperation)
      let details = typesetter.width(stage.detailText, .diagramDetail)
      let total = operation + (details > 0 ? 8 + details : 0)
      let left = side == .left ? x : side == .right ? x - total : x - total / 2
      let text = typesetter.place(
        stage.operationText, .diagramOperation, at: Point(x: left, y: y), .left, anchor, role: .label)
      sketch.text(text)
      guard details > 0 else { return }
      sketch.text(
        typesetter.place(
          stage.detailText, .diagramDetail,
          at: Point(x: left + operation + 8, y: text.bounds.maxY - 0.6), .left, .bottom, role: .note))
    }

    var (y, above): (Double, (left: Rect, right: Rect)?) = (0, nil)
    for level in 0..<depth {
      let (down, up) = (level - 1, outline.stages.count - 1 - level)
      let tallest = scale.slab(outline.shape(after: down)).size.height
      let axis = y + tallest / 2
      let left = add(down, x: leftAxis, axis: axis, labelOn: .right)
      let right = add(up, x: rightAxis, axis: axis, labelOn: .left)
      if let above {
        sketch.arrow(
          [Point(x: leftAxis, y: above.left.maxY + 3), Point(x: leftAxis, y: left.y - 2)], Palette.ink)
        addWords(of: down, x: leftAxis + 10, y: (above.left.maxY + left.y) / 2, .left)
        sketch.arrow(
          [Point(x: rightAxis, y: right.y - 2), Point(x: rightAxis, y: above.right.maxY + 3)], Palette.ink)
        addWords(of: up + 1, x: rightAxis - 10, y: (above.right.maxY + right.y) / 2, .right)
      }
      if outline.skips.contains(where: { $0.to == up }) {
        sketch.arrow(
          [Point(x: left.maxX + 6, y: axis), Point(x: right.x - 6, y: axis)], Palette.softInk, width: 1.4,
          dash: [6, 4])
        if level == 1 {
          sketch.text(
            typesetter.place(
              "skip: concatenated along channels", .diagramDetail, at: Point(x: middle, y: axis - 4),
              .centre, .bottom, role: .note))
        }
      }
      above = (left, right)
      y += tallest + Self.step
    }

    // The innermost stage stands between the two halves.
    let innermost = depth - 1
    let slab = scale.slab(outline.shape(after: innermost))
    let axis = y + slab.size.height / 2
    let rect = add(innermost, x: middle, axis: axis, labelOn: .centre)
    if let above {
      sketch.arrow(
        [
          Point(x: leftAxis, y: above.left.maxY + 3), Point(x: leftAxis, y: axis),
          Point(x: rect.x - 5, y: axis),
        ], Palette.ink)
      addWords(of: innermost, x: (leftAxis + rect.x) / 2, y: axis - 5, .centre, .bottom)
      sketch.arrow(
        [
          Point(x: rect.maxX + 4, y: axis), Point(x: rightAxis, y: axis),
          Point(x: rightAxis, y: above.right.maxY + 3),
        ], Palette.ink)
      addWords(of: innermost + 1, x: (rect.maxX + rightAxis) / 2, y: axis - 5, .centre, .bottom)
    }
    result = (sketch, Size(width: room, height: axis + slab.size.height / 2 + 6 + labels[0].height))
  }
}
