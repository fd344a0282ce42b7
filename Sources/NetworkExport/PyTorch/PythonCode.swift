/// An expression in Python, which makes a layer, and the entries of the state dict that it brings.
struct PythonCode: Equatable {
  /// Without the indentation of the place where it stands.
  var lines: [String]
  /// Their names below the layer's own.
  var entries: [String] = []

  init(_ lines: [String], entries: [String] = []) { (self.lines, self.entries) = (lines, entries) }

  init(_ line: String, entries: [String] = []) { self.init([line], entries: entries) }

  /// A call, with an argument a line; on one line if there is at most one short argument.
  init(call function: String, _ arguments: [PythonCode]) {
    entries = arguments.flatMap(\.entries)
    lines =
      arguments.count <= 1 && arguments.allSatisfy(\.isOneLine)
      ? ["\(function)(\(arguments.first?.lines[0] ?? ""))"]
      : ["\(function)("] + arguments.flatMap { $0.indented.ending(in: ",") } + [")"]
  }

  var isOneLine: Bool { lines.count == 1 }

  var indented: PythonCode { PythonCode(lines.map { $0.isEmpty ? $0 : "    \($0)" }, entries: entries) }

  func ending(in end: String) -> [String] { lines.dropLast() + [lines.last! + end] }

  /// The argument of a call that has this name: its entries have it as well.
  func named(_ name: String) -> PythonCode {
    PythonCode(["\(name)=\(lines[0])"] + lines.dropFirst(), entries: entries(below: name))
  }

  func entries(below name: String) -> [String] { entries.map { $0.isEmpty ? name : "\(name).\($0)" } }

  /// The same layer several times, made anew each time.
  func repeated(_ count: Int) -> PythonCode {
    PythonCode(["*("] + indented.lines + ["    for _ in range(\(count))", ")"], entries: entries)
  }
}
