/// A network as drawings show it: normalization and activation are part of the layer that they follow, and residual
/// blocks of one design that follow each other are one stage.
public struct NetworkOutline: Sendable, Equatable {
  /// A layer with what belongs to it, or some residual blocks.
  public struct Stage: Sendable, Equatable {
    public let operation: LayerOperation
    /// What is done to the result: normalization, activation, dropout.
    public var details: [LayerOperation] = []
    /// The shape of what comes out, without the batch axis.
    public var output: Shape
    /// The number of trained values, together for all blocks.
    public var trained: Int
    /// The stages of one residual block; empty if the stage is a single layer.
    public var block: [Stage] = []
    /// How many residual blocks there are.
    public var repeats = 1
  }

  /// A way past some stages.
  public struct Skip: Sendable, Equatable {
    /// The stage whose output is passed on; -1 for the network's input.
    public let from: Int
    /// The stage whose output it is joined with.
    public let to: Int
    public let join: NetworkPart.Join
    /// What is done on the way.
    public let detour: [LayerOperation]
  }

  /// The shape of an input without the batch axis.
  public let input: Shape
  /// What is done to the input before the first layer.
  public private(set) var inputDetails: [LayerOperation] = []
  public private(set) var stages: [Stage] = []
  public private(set) var skips: [Skip] = []
  /// The number of trained values.
  public let trained: Int

  public init(_ table: NetworkTable) {
    (input, trained) = (table.input, table.trained)
    add(table.rows)
    // A network may end by laying its result out anew, as from one pixel to a vector.
    if let last = table.rows.last, !stages.isEmpty { stages[stages.count - 1].output = last.output }
  }

  private init(_ block: [NetworkTable.Row], input: Shape) {
    (self.input, trained) = (input, 0)
    add(block)
  }

  /// The shape after a stage; -1 for the network's input.
  public func shape(after stage: Int) -> Shape { stage < 0 ? input : stages[stage].output }

  private mutating func add(_ rows: [NetworkTable.Row]) {
    for row in rows {
      if let block = block(row) {
        add(block, trained: row.trained)
      } else if let join = row.join {
        let from = stages.count - 1
        add(row.parts)
        skips.append(Skip(from: from, to: stages.count - 1, join: join, detour: row.detour))
        stages[stages.count - 1].output = row.output
      } else if row.operations.isEmpty {
        add(row.parts)
      } else {
        add(row)
      }
    }
  }

  private mutating func add(_ row: NetworkTable.Row) {
    var trained = row.trained
    for operation in row.operations {
      switch operation {
      // A dense layer's result becomes an image; otherwise the new shape is that in which the next layer takes it.
      case .reshape:
        if let last = stages.last, last.operation == .dense { stages[stages.count - 1].output = row.output }
      case .padding: break
      case _ where operation.makesFeatures:
        stages.append(Stage(operation: operation, output: row.output, trained: trained))
        trained = 0
      case _ where stages.isEmpty: inputDetails.append(operation)
      default:
        stages[stages.count - 1].details.append(operation)
        stages[stages.count - 1].trained += trained
        trained = 0
      }
    }
  }

  private mutating func add(_ block: [Stage], trained: Int) {
    if let last = stages.last, last.block == block, last.details.isEmpty {
      stages[stages.count - 1].repeats += 1
      stages[stages.count - 1].trained += trained
    } else {
      stages.append(
        Stage(
          operation: .other("residual block"), output: block[block.count - 1].output, trained: trained,
          block: block))
    }
  }

  /// The stages of a row that is a residual block: layers without skips of their own, added to what goes past them.
  private func block(_ row: NetworkTable.Row) -> [Stage]? {
    if row.join == nil, row.parts.count == 1 { return block(row.parts[0]) }
    guard row.join == .sum, row.detour.isEmpty, row.output == shape(after: stages.count - 1) else {
      return nil
    }
    let inside = NetworkOutline(row.parts, input: row.output)
    let isPlain = inside.skips.isEmpty && inside.stages.allSatisfy { $0.block.isEmpty }
    return isPlain && !inside.stages.isEmpty ? inside.stages : nil
  }
}
