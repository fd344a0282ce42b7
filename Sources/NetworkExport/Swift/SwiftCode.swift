import GANKit

/// An expression in Swift, which makes a layer, and the entries of the checkpoint that it brings.
struct SwiftCode {
  /// Such as `Dense`, or the head of a loop.
  let head: String
  /// Between parentheses.
  var arguments: [String] = []
  /// Closures behind the expression, each with its label and the layers that it lists.
  var closures: [(label: String?, layers: [SwiftCode])] = []
  /// With their names below the layer's own.
  var entries: [Entry] = []

  /// A parameter or a buffer.
  struct Entry {
    var name: String
    /// The cell that holds the value in the exported network.
    let cell: ObjectIdentifier
    let value: Tensor
  }

  /// A call that makes a layer, with its values.
  init(_ head: String, _ arguments: [String?] = [], of layer: (any Layer)? = nil) {
    self.head = head
    self.arguments = arguments.compactMap(\.self)
    guard let layer else { return }
    entries =
      layer.parameters.map { Entry(name: $0, cell: ObjectIdentifier($1), value: $1.value) }
      + layer.buffers.map { Entry(name: $0, cell: ObjectIdentifier($1), value: $1.value) }
  }

  /// A call with closures, each of which becomes a sequence under a name of its own.
  init(_ head: String, sequences: [(label: String?, name: String, layers: [SwiftCode])]) {
    self.head = head
    closures = sequences.map { ($0.label, $0.layers) }
    entries = sequences.flatMap { sequence in
      sequence.layers.numberedEntries.map { $0.below(sequence.name) }
    }
  }

  // MARK: - Text

  /// The length of a line of the book's own code.
  private static let width = 110

  /// - Parameter indentation: of the place where it stands, in spaces.
  func lines(indentation: Int) -> [String] {
    let space = String(repeating: " ", count: indentation)
    guard !closures.isEmpty else { return call(space) }
    var lines: [String] = []
    for (index, closure) in closures.enumerated() {
      lines.append(index == 0 ? "\(space)\(head) {" : "\(space)} \(closure.label ?? "_"): {")
      lines += closure.layers.lines(indentation: indentation + 2)
    }
    return lines + ["\(space)}"]
  }

  /// On one line, or with as many arguments on each line as fit.
  private func call(_ space: String) -> [String] {
    let line = "\(space)\(head)(\(arguments.joined(separator: ", ")))"
    guard line.count > Self.width else { return [line] }
    var lines = ["\(space)\(head)("]
    var rest = "\(space)  "
    for (index, argument) in arguments.enumerated() {
      let end = index == arguments.count - 1 ? ")" : ","
      let isFirst = rest.allSatisfy { $0 == " " }
      if !isFirst, rest.count + 1 + argument.count + end.count > Self.width {
        lines.append(rest)
        rest = "\(space)  \(argument)\(end)"
      } else {
        rest += "\(isFirst ? "" : " ")\(argument)\(end)"
      }
    }
    return lines + [rest]
  }
}

extension SwiftCode.Entry {
  func below(_ name: String) -> SwiftCode.Entry {
    var entry = self
    entry.name = "\(name).\(self.name)"
    return entry
  }
}

extension SwiftCode {
  /// Whether it is the same text; the entries may have other values.
  func hasText(of other: SwiftCode) -> Bool { lines(indentation: 0) == other.lines(indentation: 0) }
}

extension [SwiftCode] {
  /// The entries of layers one after another, which begin with their numbers.
  var numberedEntries: [SwiftCode.Entry] {
    enumerated().flatMap { number, code in code.entries.map { $0.below("\(number)") } }
  }

  /// The layers of a sequence. Equal neighbours of several lines are written once, in a loop.
  func lines(indentation: Int) -> [String] {
    var (lines, rest) = ([String](), self[...])
    while let code = rest.first {
      let count = code.closures.isEmpty ? 1 : rest.prefix { $0.hasText(of: code) }.count
      if count > 1 {
        var loop = SwiftCode("for _ in 0..<\(count)")
        loop.closures = [(nil, [code])]
        lines += loop.lines(indentation: indentation)
      } else {
        lines += code.lines(indentation: indentation)
      }
      rest = rest.dropFirst(count)
    }
    return lines
  }
}
