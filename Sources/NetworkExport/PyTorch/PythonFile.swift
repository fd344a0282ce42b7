import Foundation

/// The text of a Python file with a network's class.
struct PythonFile {
  let text: String

  init(_ network: ExportedNetwork, class code: PythonCode, blocks: PythonWriter) {
    let helpers = PythonHelper.allCases.filter { blocks.helpers.contains($0) }
    let header =
      ["\"\"\"\(network.about.inDocString)", ""]
      + network.valueLines.map(\.inDocString)
      + ["", "Written by GANLessons \(network.version.inDocString).", "\"\"\"", ""]
    let parts = [
      Self.imports(code, blocks, helpers).joined(separator: "\n"),
      helpers.map { $0.source }.joined(separator: "\n\n\n"),
      Self.definition(network, code, blocks.variables).joined(separator: "\n"),
      Self.load(network),
    ]
    text =
      header.joined(separator: "\n") + "\n"
      + parts.filter { !$0.isEmpty }.joined(separator: "\n\n\n") + "\n"
  }

  private static func imports(
    _ code: PythonCode, _ blocks: PythonWriter, _ helpers: [PythonHelper]
  ) -> [String] {
    let lines = code.lines + blocks.variables.flatMap(\.code.lines)
    let hasDictionary = lines.contains { $0.contains("OrderedDict(") }
    return (hasDictionary ? ["from collections import OrderedDict"] : []) + [
      "from pathlib import Path", "", "import torch",
    ] + (helpers.contains { $0.needsFunctional } ? ["import torch.nn.functional as F"] : []) + [
      "from safetensors.torch import load_file", "from torch import nn",
    ]
  }

  /// The class, whose base is what the outermost call makes.
  private static func definition(
    _ network: ExportedNetwork, _ code: PythonCode, _ variables: [(name: String, code: PythonCode)]
  ) -> [String] {
    let call = code.lines[0]
    let base = call.prefix { $0 != "(" }
    let first = "super().__init__" + call.dropFirst(base.count)
    let body =
      variables.flatMap { name, code in ["\(name) = \(code.lines[0])"] + code.lines.dropFirst() }
      + [first] + code.lines.dropFirst()
    var lines = ["class Network(\(base)):", "    \"\"\"\(network.about.inDocString)\"\"\"", ""]
    lines += ["    def __init__(self):"] + body.map { $0.isEmpty ? $0 : "        \($0)" }
    if case .noise(_, let label?) = network.input {
      lines += [
        "", "    def forward(self, noise, label):",
        "        return super().forward(torch.cat([noise, \(label.loudness) * label], dim=1))",
      ]
    }
    return lines
  }

  private static func load(_ network: ExportedNetwork) -> String {
    """
    def load(path=Path(__file__).with_name("\(network.name).safetensors")):
        \"""The trained network, ready for use.\"""
        network = Network()
        network.load_state_dict(load_file(path))
        return network.eval()
    """
  }
}

extension ExportedNetwork {
  /// A line for each tensor that goes in or comes out.
  var valueLines: [String] {
    inputs.map { "\($0.name): \($0.shape), \($0.about)." } + ["returns \(output.shape), \(output.about)."]
  }
}

extension String {
  fileprivate var inDocString: String {
    replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
  }
}
