import Foundation

extension ExportedNetwork {
  /// The text of the README.md beside the files of some formats.
  public func readme(_ formats: [Format]) -> String {
    let files = Format.allCases.filter(formats.contains).flatMap(fileLines)
    let sections = Format.allCases.filter(formats.contains).map(example)
    return """
      # \(name)

      \(about) Written by GANLessons \(version).

      \(files.joined(separator: "\n"))

      | | name | shape, 32-bit floats | what it holds |
      |---|---|---|---|
      \(inputs.map { "| takes | `\($0.name)` | `\($0.shape)` | \($0.about) |" }.joined(separator: "\n"))
      | returns | `\(output.name)` | `\(output.shape)` | \(output.about) |

      \(columns)\(notes.joined(separator: " "))

      \(sections.joined(separator: "\n\n"))

      """
  }

  private func fileLines(_ format: Format) -> [String] {
    switch format {
    case .onnx: ["- `\(name).onnx`: operators of version \(ONNXModel.operatorVersion), file structure 8"]
    case .pyTorch:
      [
        "- `\(name).safetensors`: the weights, under the names of the class's state dict",
        "- `\(name).py`: the class, for PyTorch",
      ]
    }
  }

  /// Which columns of a label belong to which attribute; nothing if there is only one.
  private var columns: String {
    guard case .noise(_, let label?) = input, label.attributes.count > 1 else { return "" }
    var column = 0
    let rows = label.attributes.map { attribute in
      let categories = attribute.categories.map { category in
        defer { column += 1 }
        return "\(column) \(category)"
      }
      return "| \(attribute.name) | \(categories.joined(separator: ", ")) |"
    }
    return """
      | attribute | columns of `label` |
      |---|---|
      \(rows.joined(separator: "\n"))


      """
  }

  private var notes: [String] {
    var notes = ["Images have channels before rows and columns. The batch may have any size."]
    if content.isImage {
      notes.append(
        isAnySize ? "So may the images, within what the table says." : "The images have this one size.")
    }
    notes.append("The network computes as it does after training: norms use their running statistics.")
    let hasDropout = ExportNode.block(block).steps.contains {
      if case .dropout = $0.operation { true } else { false }
    }
    if hasDropout { notes.append("Dropout does nothing.") }
    return notes
  }

  // MARK: - Examples

  private func example(_ format: Format) -> String {
    let lines =
      switch format {
      case .onnx:
        ["import numpy as np", "import onnxruntime", ""]
          + ["session = onnxruntime.InferenceSession(\"\(name).onnx\")"] + inputs.map(numpyLine) + [
            "\(output.name), = session.run(None, {\(inputs.map { "\"\($0.name)\": \($0.name)" }.joined(separator: ", "))})"
          ]
      case .pyTorch:
        ["import torch", "", "from \(name) import load", "", "network = load()"] + inputs.map(torchLine) + [
          "with torch.no_grad():",
          "    \(output.name) = network(\(inputs.map(\.name).joined(separator: ", ")))",
        ]
      }
    return """
      ```python
      \(lines.joined(separator: "\n"))
      print(\(output.name).shape)  # \(shapeLine)
      ```
      """
  }

  /// The extents in the examples, which have two images or each of the classes.
  private func extents(_ value: ExportedValue) -> [Int] {
    let side = if case .pictures(_, let unit, _) = input { (64 + unit - 1) / unit * unit } else { 64 }
    return value.extents.enumerated().map { axis, extent in
      if case .known(let count) = extent { return count }
      return axis == 0 ? exampleBatch : side
    }
  }

  private var exampleBatch: Int {
    if case .noise(_, let label?) = input, label.attributes.count == 1 { label.count } else { 2 }
  }

  /// A label for each image of the example.
  private func exampleLabels(zeros: String, eye: String) -> String {
    guard case .noise(_, let label?) = input, label.attributes.count > 1 else { return "label = \(eye)" }
    var (column, firsts) = (0, [String]())
    for attribute in label.attributes {
      firsts.append("\(column)")
      column += attribute.categories.count
    }
    let names = label.attributes.map { "\($0.name): \($0.categories[0])" }
    return """
      label = \(zeros)
      # \(names.joined(separator: ", "))
      label[:, [\(firsts.joined(separator: ", "))]] = 1
      """
  }

  private func numpyLine(_ value: ExportedValue) -> String {
    let shape = extents(value).map(String.init).joined(separator: ", ")
    return switch value.name {
    case "noise": "noise = np.random.default_rng(1).standard_normal((\(shape)), dtype=np.float32)"
    case "label":
      exampleLabels(
        zeros: "np.zeros((\(shape)), dtype=np.float32)", eye: "np.eye(\(exampleBatch), dtype=np.float32)")
    default: "image = np.zeros((\(shape)), dtype=np.float32)  # yours, in [-1, 1]"
    }
  }

  private func torchLine(_ value: ExportedValue) -> String {
    let shape = extents(value).map(String.init).joined(separator: ", ")
    return switch value.name {
    case "noise": "noise = torch.randn(\(shape))"
    case "label": exampleLabels(zeros: "torch.zeros(\(shape))", eye: "torch.eye(\(exampleBatch))")
    default: "image = torch.zeros(\(shape))  # yours, in [-1, 1]"
    }
  }

  private var shapeLine: String { output.shape.replacingOccurrences(of: "batch", with: "\(exampleBatch)") }
}
