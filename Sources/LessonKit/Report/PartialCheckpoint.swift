import Foundation
import GANKit

/// A loop saved before its step's end: the lesson's state, the loop's own, its history and how far it got.
enum PartialCheckpoint {
  private enum Key {
    static let (count, conditions) = ("count", "conditions")
    static let (record, columns, build) = ("record", "columns", "build")
    static let (iterations, values) = ("history.iterations", "history.values")
  }

  static func save(_ loop: Loop) throws {
    let context = loop.context
    var checkpoint = Checkpoint()
    for (name, value) in context.lessonState { value.save(to: &checkpoint, as: "state.\(name)") }
    for (name, value) in loop.extraState { value.save(to: &checkpoint, as: "loop.\(name)") }
    let history = loop.history
    checkpoint[integers: Key.iterations] = history.rows.map { UInt64($0.iteration) }
    checkpoint[integers: Key.values] = history.rows.flatMap { row in
      // Logged values are finite, so that NaN can stand for "not logged".
      history.names.map { (row.values[$0] ?? .nan).bitPattern }
    }
    var record = context.record
    record.seconds = context.seconds
    checkpoint.metadata = context.run.metadata(ofStep: context.id).merging([
      Key.count: "\(loop.count)", CheckpointKey.completed: "\(loop.completed)", Key.build: context.build,
      Key.conditions: try json(context.conditions), Key.record: try json(record),
      Key.columns: try json(history.names),
    ]) { $1 }
    try checkpoint.write(
      to: context.folder.place(context.folder.partial(of: context.index, loop: loop.ordinal)))
  }

  /// Restores the loop if it was saved under the same conditions.
  /// - Returns: the number of iterations that are done, or `nil` if the loop starts afresh; if there was
  ///   something to resume, a note says why it is not.
  static func restore(_ loop: Loop) -> Int? {
    let (file, narrator) = (file(of: loop), loop.context.narrator)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    do {
      return try restore(loop, from: Checkpoint(contentsOf: file))
    } catch let reason as Unsuitable {
      narrator.note("Starting \(loop.context.id) afresh instead of resuming: \(reason.text).")
    } catch {
      narrator.warn("Starting \(loop.context.id) afresh instead of resuming: \(error)")
    }
    return nil
  }

  private static func restore(_ loop: Loop, from checkpoint: Checkpoint) throws -> Int {
    let context = loop.context
    let earlier: Conditions = try value(Key.conditions, in: checkpoint)
    let differences = context.conditions.differences(from: earlier)
    guard differences.isEmpty else { throw Unsuitable(text: Wording.list(differences)) }
    let (count, completed): (Int, Int) = try (
      value(Key.count, in: checkpoint), value(CheckpointKey.completed, in: checkpoint)
    )
    guard count == loop.count, (0...count).contains(completed) else {
      throw Unsuitable(text: "it now has \(loop.count) iterations (had \(count))")
    }
    let history = try history(in: checkpoint)
    let record: StepRecord = try value(Key.record, in: checkpoint)
    if checkpoint.metadata[Key.build] != context.build {
      context.narrator.warn(
        """
        The program was built anew since the interruption; the result may differ from that of a run in one go. \
        --restart begins again.
        """)
    }
    // A checkpoint that lacks something is noticed before anything is changed: a half-restored lesson
    // could not start afresh.
    var current = Checkpoint()
    for (name, value) in context.lessonState { value.save(to: &current, as: "state.\(name)") }
    for (name, value) in loop.extraState { value.save(to: &current, as: "loop.\(name)") }
    do {
      for (name, value) in context.lessonState { try value.load(from: checkpoint, as: "state.\(name)") }
      for (name, value) in loop.extraState { try value.load(from: checkpoint, as: "loop.\(name)") }
    } catch {
      for (name, value) in context.lessonState { try value.load(from: current, as: "state.\(name)") }
      for (name, value) in loop.extraState { try value.load(from: current, as: "loop.\(name)") }
      throw error
    }
    loop.history = history
    context.resume(record)
    return completed
  }

  private static func history(in checkpoint: Checkpoint) throws -> History {
    let names: [String] = try value(Key.columns, in: checkpoint)
    let iterations = checkpoint[integers: Key.iterations] ?? []
    let values = try checkpoint.integers(named: Key.values, count: iterations.count * names.count)
    var history = History()
    for (row, iteration) in iterations.enumerated() {
      let cells = names.indices.map { (names[$0], Double(bitPattern: values[row * names.count + $0])) }
      history.append(iteration: Int(iteration), cells.filter { !$0.1.isNaN })
    }
    return history
  }

  private struct Unsuitable: Error {
    let text: String
  }

  private static func file(of loop: Loop) -> URL {
    let context = loop.context
    return context.folder.file(context.folder.partial(of: context.index, loop: loop.ordinal))
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func value<Value: Decodable>(_ key: String, in checkpoint: Checkpoint) throws -> Value {
    guard let text = checkpoint.metadata[key],
      let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
    else { throw Unsuitable(text: "the saved loop lacks its \(key)") }
    return value
  }
}
