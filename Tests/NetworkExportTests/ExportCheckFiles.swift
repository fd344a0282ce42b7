import Foundation
import GANKit
import Testing

@testable import NetworkExport

/// The folder that `tools/onnx/check.py` reads.
private let checkFolder = ProcessInfo.processInfo.environment["GANLESSONS_EXPORT_CHECK"].map {
  URL(filePath: $0, directoryHint: .isDirectory)
}

/// Writes every network with inputs, and what GANKit makes of them, for a comparison in Python.
@Suite(
  "Files for tools/onnx/check.py",
  .enabled(if: checkFolder != nil, "GANLESSONS_EXPORT_CHECK names no folder to write into"))
struct ExportCheckFiles {
  /// Ten inputs of each network, in batches of 1, 5 and 4.
  @Test(arguments: ExportCase.all) func files(of network: ExportCase) throws {
    let folder = try #require(checkFolder).appending(path: network.name, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let exported = try network.exported()
    try exported.write(ExportedNetwork.Format.allCases, to: folder)
    for (index, (count, size)) in zip([1, 5, 4], network.sizes).enumerated() {
      let inputs = network.inputs(count, size: size, using: Random(seed: UInt64(index)))
      let output = exported.network(network.joined(inputs.map(\.value)), .inference)
      for (name, value) in inputs + [("output", output)] {
        let channelsFirst = value.rank == 4 ? value.permuted([0, 3, 1, 2]) : value
        try NPY.write(channelsFirst, to: folder.appending(path: "\(index)-\(name).npy"))
      }
    }
  }
}

extension ExportCase {
  /// Random inputs, as GANKit takes them, by the names that they have outside.
  func inputs(_ count: Int, size: PerAxis, using random: Random) -> [(name: String, value: Tensor)] {
    switch input {
    case .pictures(let channels, _, _):
      let shape: Shape = [count, size.height, size.width, channels]
      return [("image", .uniform(shape, in: -1...1, using: random))]
    case .noise(let numbers, let label):
      let noise = Tensor.normal([count, numbers], using: random)
      guard let label else { return [("noise", noise)] }
      return [
        ("noise", noise),
        (
          "label",
          .labels(
            (0..<count).map { row in
              label.attributes.enumerated().map { (3 * row + $0) % $1.categories.count }
            },
            of: label.attributes)
        ),
      ]
    }
  }

  /// What reaches the first layer.
  func joined(_ inputs: [Tensor]) -> Tensor {
    guard case .noise(_, let label?) = input else { return inputs[0] }
    return concatenate([inputs[0], label.loudness * inputs[1]], axis: 1)
  }
}
