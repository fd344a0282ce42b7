import GANKit

/// A diagram's page: title, networks one below another, and the key.
struct NetworkDiagramLayout {
  private(set) var sketch = DiagramSketch()
  private(set) var size: Size

  private static let networkGap = 26.0

  init(_ diagram: NetworkDiagram, _ typesetter: Typesetter) {
    let margin = FigureStyle.margin
    let bodies = NetworkBody.all(diagram.networks, room: FigureStyle.width - 2 * margin, typesetter)
    // Only networks that cannot be made narrower widen the page.
    let widest = bodies.map(\.size.width).max() ?? 0
    let width = max(FigureStyle.width, (widest + 2 * margin).rounded(.up))
    let caption = [diagram.caption, diagram.networks.key].filter { !$0.isEmpty }.joined(separator: " ")
    let page = PageText(
      title: diagram.title, subtitle: "", caption: caption, entries: [], width: width, typesetter)
    var y = margin + page.headHeight
    for (network, body) in zip(diagram.networks, bodies) {
      let (symbol, index) = network.symbol
      let name = typesetter.place(
        symbol, .diagramName, at: Point(x: margin, y: y), .left, .top, role: .label)
      let lowered = typesetter.place(
        index, .diagramIndex, at: Point(x: name.bounds.maxX + 1, y: name.bounds.maxY + 2), .left, .bottom,
        role: .label)
      sketch.text(index.isEmpty ? [name] : [name, lowered])
      let trained = Ticks.plain(Double(network.outline.trained), decimals: 0, groupsAll: true)
      sketch.text(
        typesetter.place(
          "\(trained) trained parameters", .diagramDetail,
          at: Point(x: max(name.bounds.maxX, lowered.bounds.maxX) + 12, y: name.bounds.maxY - 1), .left,
          .bottom,
          role: .note))
      y = name.bounds.maxY + 10
      sketch.add(body.sketch, at: Point(x: margin, y: y))
      y += body.size.height + Self.networkGap
    }
    if !bodies.isEmpty { y -= Self.networkGap }
    let captionTop = y + page.footHeight - page.caption.height
    sketch.text(page.place(top: margin, captionTop: captionTop, typesetter))
    size = Size(width: width, height: (captionTop + page.caption.height + margin).rounded(.up))
  }
}

/// One network, drawn from the origin.
struct NetworkBody {
  let sketch: DiagramSketch
  let size: Size
  private let isOnOneLine: Bool

  /// All networks of a diagram in one style: the most generous in which each fits on a line. If there is none, networks
  /// without skips take several lines.
  static func all(_ networks: [DrawnNetwork], room: Double, _ typesetter: Typesetter) -> [NetworkBody] {
    let candidates = ChainStyle.all.map { style in
      networks.map { NetworkBody($0, among: networks, style, room: room, typesetter) }
    }
    let fitting = candidates.first { $0.allSatisfy { $0.isOnOneLine && $0.size.width <= room } }
    let canWrap = networks.allSatisfy { $0.outline.skips.isEmpty }
    return fitting ?? (canWrap ? candidates[0] : candidates[candidates.count - 1])
  }

  private init(
    _ network: DrawnNetwork, among all: [DrawnNetwork], _ style: ChainStyle, room: Double,
    _ typesetter: Typesetter
  ) {
    if network.outline.isUShaped {
      (sketch, size) = UShapeLayout(network, among: all, room: room, typesetter).result
      isOnOneLine = true
    } else {
      let chain = ChainLayout(network, among: all, style, room: room, typesetter)
      (sketch, size, isOnOneLine) = (chain.sketch, chain.size, chain.lineCount == 1)
    }
  }
}

extension TextStyle {
  static let diagramName = TextStyle(size: 16, isBold: true)
  static let diagramIndex = TextStyle(size: 12, isBold: true)
  static let diagramShape = TextStyle(size: 14.5, isBold: true)
  static let diagramOperation = TextStyle(size: 14.5)
  static let diagramDetail = TextStyle(size: 13, colour: Palette.softInk)
}

extension DrawnNetwork {
  /// "D_B" as a letter and its index.
  fileprivate var symbol: (letter: String, index: String) {
    let parts = name.split(separator: "_", maxSplits: 1).map(String.init)
    return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
  }
}

extension NetworkOutline {
  /// Whether the two halves mirror each other and are joined by skips.
  var isUShaped: Bool {
    let last = stages.count - 1
    let pairs = skips.filter { $0.join == .concatenation && $0.from + $0.to == last - 1 }
    return skips.count == pairs.count && stages.count % 2 == 0 && skips.count > 1
      && stages.allSatisfy { $0.block.isEmpty }
  }
}
