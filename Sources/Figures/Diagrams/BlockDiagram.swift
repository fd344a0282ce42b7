import Foundation
import GANKit
import Pictures

/// Blocks joined by arrows: what goes where, and in which direction.
///
/// ```swift
/// BlockDiagram("One step of training", columns: 3, rows: 1)
///   .block("z", "noise", .vector, column: 0, row: 0)
///   .block("G", "generator", .widening, column: 1, row: 0, colour: .generator)
///   .block("x", "fake", .box, column: 2, row: 0, colour: .generated)
///   .arrow("z", "G").arrow("G", "x")
/// ```
///
/// Blocks stand on a grid of equal cells; columns and rows need not be whole numbers.
public struct BlockDiagram: VectorFigure, Equatable {
  /// The outline of a block.
  public enum Form: Hashable, Sendable {
    case box
    /// A column of numbers.
    case vector
    /// Some pages, one behind the other: a set of data.
    case stack
    /// A network that makes much of little: narrow on the left, wide on the right.
    case widening
    /// A network that makes little of much.
    case narrowing
  }

  /// Which way of a block an arrow leaves or enters.
  public enum Side: Hashable, Sendable { case left, right, top, bottom }

  struct Block: Hashable, Sendable {
    var name: String
    var note: String
    var form: Form
    var column, row: Double
    /// How many rows the block reaches across; 0 for its usual height.
    var tall: Double
    var colour: Colour?
  }

  struct Arrow: Hashable, Sendable {
    var from, to: String
    var leaving, entering: Side
    var label: String
    var colour: Colour?
    var isDashed: Bool
    /// How far above its usual place it runs, in points.
    var offset: Double
  }

  var title: String
  var caption = ""
  var columns, rows: Int
  var blocks: [Block] = []
  var arrows: [Arrow] = []
  /// Shown in a line above the blocks.
  var keys: [LegendEntry] = []
  private(set) var words = ""

  /// A diagram without blocks.
  ///
  /// - Parameters:
  ///   - title: what the diagram shows.
  ///   - columns: of the grid.
  ///   - rows: of the grid.
  public init(_ title: String = "", columns: Int, rows: Int) {
    require(columns > 0 && rows > 0, "BlockDiagram: a grid of \(columns) columns and \(rows) rows is empty.")
    (self.title, self.columns, self.rows) = (title, columns, rows)
  }

  /// Adds a block.
  ///
  /// - Parameters:
  ///   - name: what is written in it, and how arrows refer to it.
  ///   - note: what is written below it.
  ///   - form: its outline.
  ///   - column: of its middle, from 0.
  ///   - row: of its middle, from 0.
  ///   - tall: how many rows it reaches across, from middle to middle; 0 for its usual height.
  ///   - colour: grey if nil.
  public func block(
    _ name: String, _ note: String = "", _ form: Form = .box, column: Double, row: Double, tall: Double = 0,
    colour: Colour? = nil
  ) -> BlockDiagram {
    with {
      $0.blocks.append(
        Block(name: name, note: note, form: form, column: column, row: row, tall: tall, colour: colour))
    }
  }

  /// Adds an arrow between two blocks, which must have been added before. It is straight or has right angles.
  ///
  /// - Parameters:
  ///   - leaving: the side of the first block that it leaves.
  ///   - entering: the side of the second block that it enters.
  ///   - label: what is written above it.
  ///   - colour: black if nil.
  ///   - isDashed: whether it is dashed.
  ///   - offset: how far it runs beside its usual place, in points: above it if positive.
  public func arrow(
    _ from: String, _ to: String, leaving: Side = .right, entering: Side = .left, label: String = "",
    colour: Colour? = nil, isDashed: Bool = false, offset: Double = 0
  ) -> BlockDiagram {
    for name in [from, to] {
      require(
        blocks.contains { $0.name == name },
        "BlockDiagram: there is no block \"\(name)\"; the blocks are \(blocks.map(\.name)).")
    }
    return with {
      $0.arrows.append(
        Arrow(
          from: from, to: to, leaving: leaving, entering: entering, label: label, colour: colour,
          isDashed: isDashed, offset: offset))
    }
  }

  /// Says what arrows of one kind mean.
  public func key(_ text: String, colour: Colour? = nil, isDashed: Bool = false) -> BlockDiagram {
    with {
      $0.keys.append(
        LegendEntry(name: text, colour: colour ?? Palette.ink, symbol: .line(isDashed ? .dashed : .solid)))
    }
  }

  /// Small print below the diagram.
  public func caption(_ text: String) -> BlockDiagram { with { $0.caption = text } }

  /// The diagram in words, for those who cannot see it.
  public func described(as text: String) -> BlockDiagram { with { $0.words = text } }

  /// The diagram in words.
  public var plainDescription: String { words }

  /// The diagram as a PNG file, two pixels per point.
  public func png() throws -> Data {
    let layout = BlockDiagramLayout(self, Typesetter())
    return try PNG.encode(Canvas.image(layout.size) { layout.draw(on: $0) })
  }

  /// The diagram as an SVG file.
  public func svg() throws -> Data {
    let layout = BlockDiagramLayout(self, Typesetter())
    return Canvas.svg(layout.size, FigureWords(title: title, description: plainDescription)) { layout.draw(on: $0) }
  }

  private func with(_ change: (inout BlockDiagram) -> Void) -> BlockDiagram {
    var copy = self
    change(&copy)
    return copy
  }
}
