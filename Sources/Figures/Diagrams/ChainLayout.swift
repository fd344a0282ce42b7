import GANKit

/// A network as a chain of slabs from left to right, on as many lines as it needs.
struct ChainLayout {
  private(set) var sketch = DiagramSketch()
  private(set) var size = Size(width: 0, height: 0)

  private let network: DrawnNetwork
  private let style: ChainStyle
  private let typesetter: Typesetter
  private let nodes: [ChainNode]
  /// The rectangle of each slab.
  private var bodies: [Int: Rect] = [:]

  private(set) var lineCount = 0

  private static let lineGap = 30.0
  private static let arcStep = 24.0

  init(
    _ network: DrawnNetwork, among all: [DrawnNetwork], _ style: ChainStyle, room: Double,
    _ typesetter: Typesetter
  ) {
    (self.network, self.style, self.typesetter) = (network, style, typesetter)
    let scale = SlabScale(all, tallest: style.tallest, thickest: style.thickest)
    nodes = (-1..<network.outline.stages.count).map {
      ChainNode(stage: $0, of: network, scale, style, typesetter)
    }
    let lines = lines(in: room)
    lineCount = lines.count
    var y = 0.0
    for line in lines { y = add(line, top: y, room: room) + Self.lineGap }
    size.height = y - Self.lineGap
    if let stage = network.outline.stages.firstIndex(where: { !$0.block.isEmpty }) {
      addBlock(stage, room: room)
    }
  }

  // MARK: Lines

  /// Which slabs stand on each line.
  private func lines(in room: Double) -> [Range<Int>] {
    guard network.outline.skips.isEmpty, positions(of: 0..<nodes.count).width > room else {
      return [0..<nodes.count]
    }
    for count in 2...max(nodes.count, 2) {
      let lines = (0..<count).map { line in
        nodes.count * line / count..<nodes.count * (line + 1) / count
      }
      // The way to the next line needs some room at the end.
      if lines.allSatisfy({ positions(of: $0).width <= room - 16 }) || count == nodes.count { return lines }
    }
    return [0..<nodes.count]
  }

  /// The left edge of each slab of a line, and how wide the line is.
  private func positions(of line: Range<Int>) -> (lefts: [Double], width: Double) {
    var (lefts, body, label) = ([Double](), 0.0, 0.0)
    for index in line {
      let node = nodes[index]
      let overhang = (node.footWidth - node.bodyWidth) / 2
      // A line that continues another begins with an arrow.
      let isFirst = index == line.lowerBound
      var left = isFirst ? (index == 0 ? 0 : node.gap) : body + node.gap
      left = max(left, (isFirst ? 0 : label + 9) + overhang)
      lefts.append(left)
      (body, label) = (left + node.bodyWidth, left + node.bodyWidth + overhang)
    }
    return (lefts, max(body, label))
  }

  /// Adds a line and returns where it ends.
  private mutating func add(_ line: Range<Int>, top: Double, room: Double) -> Double {
    var (lefts, width) = positions(of: line)
    // What is left over widens the arrows, up to a point.
    let arrows = Double(line.lowerBound == 0 ? line.count - 1 : line.count)
    let extra = max(0, min(46, (room - width) / max(arrows, 1)))
    for index in lefts.indices { lefts[index] += extra * Double(line.lowerBound == 0 ? index : index + 1) }
    width += extra * arrows
    size.width = max(size.width, width)

    let arcs = arcLevels
    let head = arcs.isEmpty ? 0 : Double(arcs.values.max()! + 1) * Self.arcStep + 6
    // Half of the height of the tallest slab, or of the text on an arrow where that is taller.
    let reach =
      nodes[line].map { max($0.slab.size.height / 2, $0.operation.height + 5, $0.details.height + 5) }.max()
      ?? 0
    let axis = top + head + reach
    for (position, index) in line.enumerated() {
      let (node, left) = (nodes[index], lefts[position])
      if index > 0 {
        if position == 0 {
          addTurn(from: index - 1, below: top - Self.lineGap / 2, axis: axis)
          addArrow(to: node, from: 0, to: left - 4, axis: axis)
        } else {
          let start = lefts[position - 1] + nodes[index - 1].bodyWidth
          addArrow(to: node, from: start + 4, to: left - 4, axis: axis)
        }
      }
      add(node, left: left, axis: axis)
      bodies[index] = Rect(
        x: left, y: axis - node.slab.size.height / 2, width: node.bodyWidth, height: node.slab.size.height)
      sketch.text(
        typesetter.place(
          node.label, at: Point(x: left + node.bodyWidth / 2, y: axis + reach + 7), .centre, .top,
          role: .label))
      sketch.text(
        typesetter.place(
          node.name, at: Point(x: left + node.bodyWidth / 2, y: axis + reach + 9 + node.label.height),
          .centre, .top, role: .note))
    }
    for skip in network.outline.skips {
      let level = arcs[skip.key] ?? 0
      addArc(skip, lefts: lefts, axis: axis, y: axis - reach - 10 - Double(level) * Self.arcStep)
    }
    let foot =
      nodes[line].map { $0.label.height + ($0.name.lines.isEmpty ? 0 : 2 + $0.name.height) }.max() ?? 0
    return axis + reach + 7 + foot
  }

  private mutating func add(_ node: ChainNode, left: Double, axis: Double) {
    for copy in 0..<node.copies {
      sketch.slab(
        node.slab,
        at: Point(x: left + Double(copy) * ChainNode.copyOffset, y: axis - node.slab.size.height / 2),
        node.tint)
    }
  }

  /// An arrow, what the layer does above it, and what is done to its result below.
  private mutating func addArrow(to node: ChainNode, from start: Double, to end: Double, axis: Double) {
    var textEnd = end
    if let join = node.join {
      let centre = Point(x: end - 9 - DiagramSketch.joinRadius, y: axis)
      sketch.line(
        [Point(x: start, y: axis), Point(x: centre.x - DiagramSketch.joinRadius, y: axis)], Palette.ink)
      sketch.arrow(
        [Point(x: centre.x + DiagramSketch.joinRadius, y: axis), Point(x: end, y: axis)], Palette.ink)
      sketch.join(at: centre, join)
      textEnd = centre.x - DiagramSketch.joinRadius
    } else {
      sketch.arrow([Point(x: start, y: axis), Point(x: end, y: axis)], Palette.ink)
    }
    let middle = (start + textEnd) / 2
    sketch.text(
      typesetter.place(node.operation, at: Point(x: middle, y: axis - 4), .centre, .bottom, role: .label))
    sketch.text(
      typesetter.place(node.details, at: Point(x: middle, y: axis + 5), .centre, .top, role: .note))
  }

  /// The way from the last slab of a line to where the next line begins.
  private mutating func addTurn(from node: Int, below y: Double, axis: Double) {
    guard let body = bodies[node] else { return }
    let overhang = max(0, (nodes[node].footWidth - body.width) / 2)
    let right = body.maxX + overhang + 10
    sketch.line(
      [
        Point(x: body.maxX + 4, y: body.midY), Point(x: right, y: body.midY), Point(x: right, y: y),
        Point(x: 0, y: y), Point(x: 0, y: axis), Point(x: 6, y: axis),
      ], Palette.ink, width: 1.6)
  }

  // MARK: Skips

  /// How high each skip's arc is: one that reaches around another is above it.
  private var arcLevels: [NetworkOutline.Skip.Key: Int] {
    var levels: [NetworkOutline.Skip.Key: Int] = [:]
    let skips = network.outline.skips.sorted { $0.to - $0.from < $1.to - $1.from }
    for (index, skip) in skips.enumerated() {
      let below = skips[..<index].filter { $0.from < skip.to && skip.from < $0.to }
      levels[skip.key] = 1 + (below.compactMap { levels[$0.key] }.max() ?? -1)
    }
    return levels
  }

  private mutating func addArc(_ skip: NetworkOutline.Skip, lefts: [Double], axis: Double, y: Double) {
    let (from, to) = (skip.from + 1, skip.to + 1)
    let (start, end) = (nodes[from], nodes[to])
    let startX = lefts[from] + (start.bodyWidth + start.slab.depth.width) / 2
    let endX = lefts[to] - 13 - DiagramSketch.joinRadius
    sketch.arrow(
      [
        Point(x: startX, y: axis - start.slab.size.height / 2 - 3), Point(x: startX, y: y),
        Point(x: endX, y: y), Point(x: endX, y: axis - DiagramSketch.joinRadius),
      ], Palette.softInk)
    guard !skip.detour.isEmpty, end.join != nil else { return }
    sketch.text(
      typesetter.place(
        skip.detour.map(\.text).joined(separator: ", "), style.operation,
        at: Point(x: (startX + endX) / 2, y: y - 3), .centre, .bottom, role: .label))
  }

  // MARK: Residual blocks

  /// Draws one residual block below the chain, in a box that points to the stage.
  private mutating func addBlock(_ stage: Int, room: Double) {
    let inset = ResidualBlockInset(network.outline.stages[stage], network.colour, style, typesetter)
    guard let body = bodies[stage + 1] else { return }
    let top = size.height + 20
    let left = max(0, min(body.midX - inset.size.width / 2, max(room, size.width) - inset.size.width))
    sketch.add(inset.sketch, at: Point(x: left, y: top))
    let tip = Point(x: body.midX, y: top - 14)
    sketch.area(
      [tip, Point(x: tip.x + 11, y: top + 0.6), Point(x: tip.x - 11, y: top + 0.6)], fill: Palette.panel)
    sketch.line(
      [Point(x: tip.x - 11, y: top), tip, Point(x: tip.x + 11, y: top)], Palette.axis.over(0.7), width: 1)
    size = Size(width: max(size.width, left + inset.size.width), height: top + inset.size.height)
  }
}

/// A slab of a chain with its texts.
struct ChainNode {
  let slab: Slab
  /// Residual blocks are drawn as a few slabs, one behind the other.
  let copies: Int
  let tint: Colour
  let label, name, operation, details: TextBlock
  /// How a skip is joined with what leads here.
  let join: DiagramSketch.NetworkJoin?
  /// The room that the arrow to this slab needs.
  let gap: Double

  static let copyOffset = 13.0

  var bodyWidth: Double { slab.size.width + Double(copies - 1) * Self.copyOffset }
  /// The width of what is written below.
  var footWidth: Double { max(label.width, name.width) }

  init(
    stage index: Int, of network: DrawnNetwork, _ scale: SlabScale, _ style: ChainStyle,
    _ typesetter: Typesetter
  ) {
    let outline = network.outline
    let stage = index < 0 ? nil : outline.stages[index]
    let shape = outline.shape(after: index)
    slab = scale.slab(shape)
    copies = min(stage?.repeats ?? 1, 3)
    tint = network.tint(ofStage: index)
    let text =
      style.breaksShapes && shape.rank == 3
      ? "\(shape.dimensions[0])×\(shape.dimensions[1])\n×\(shape.dimensions[2])" : shape.text
    label = typesetter.block(text, style.shape, maxWidth: .infinity)
    let isLast = index == outline.stages.count - 1
    name = typesetter.block(
      index < 0 ? network.inputText : isLast ? network.output : "", style.detail, maxWidth: .infinity)
    let words = stage?.operationText ?? ""
    operation = typesetter.balancedBlock(words, style.operation, maxWidth: style.operationWidth)
    details = typesetter.block(
      (stage?.details ?? []).map(\.text).joined(separator: style.breaksShapes ? "\n" : ", "), style.detail,
      maxWidth: 96)
    join = outline.skips.first { $0.to == index }.map { $0.join == .sum ? .sum : .concatenation }
    let room = max(operation.width, details.width, 18) + 2 * style.padding
    gap = index < 0 ? 0 : room + (join == nil ? 0 : 2 * DiagramSketch.joinRadius + 12)
  }
}

extension NetworkOutline.Skip {
  struct Key: Hashable { let from, to: Int }
  var key: Key { Key(from: from, to: to) }
}
