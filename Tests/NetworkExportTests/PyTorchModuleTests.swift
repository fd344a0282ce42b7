import Files
import Foundation
import GANKit
import TestSupport
import Testing

@testable import NetworkExport

@Suite("PyTorch's class") struct PyTorchModuleTests {
  private let random = Random(seed: 3)

  /// The class without imports and `load`.
  private func definition(_ network: ExportedNetwork) throws -> String {
    let source = try PyTorchModule(network).source
    let start = try #require(source.range(of: "class Network")).lowerBound
    let end = try #require(source.range(of: "\n\n\ndef load")).lowerBound
    return String(source[start..<end])
  }

  @Test func activationsAreLayersOfTheirOwnAndALabelComesBehindTheNoise() throws {
    let network = try exported(.noise(4, label: .init(classes: 2, loudness: 2))) {
      Dense(6, 12, bias: false, activation: .leakyReLU(0.2), using: random)
      BatchNorm(12, momentum: 0.8)
      Reshape([2, 2, 3])
      ConvTranspose2D(3, 1, kernel: 5, stride: 2, activation: .tanh, using: random)
    }
    #expect(
      try definition(network) == """
        class Network(nn.Sequential):
            \"""A \\"test\\".\"""

            def __init__(self):
                super().__init__(
                    nn.Linear(6, 12, bias=False),
                    nn.LeakyReLU(0.2),
                    nn.BatchNorm1d(12, eps=0.001, momentum=0.2),
                    nn.Unflatten(1, (3, 2, 2)),
                    TrimmedConvTranspose2d(3, 1, 5, stride=2, padding=1, trim=(1, 1)),
                    nn.Tanh(),
                )

            def forward(self, noise, label):
                return super().forward(torch.cat([noise, 2.0 * label], dim=1))
        """)
  }

  @Test func equalBlocksAreWrittenOnce() throws {
    let network = try exported(.pictures()) {
      for _ in 0..<3 {
        Residual {
          ReflectionPad(1)
          Conv2D(3, 3, kernel: 3, padding: .valid, using: random)
        }
      }
    }
    #expect(
      try definition(network) == """
        class Network(nn.Sequential):
            \"""A \\"test\\".\"""

            def __init__(self):
                super().__init__(
                    *(
                        Residual(
                            nn.ReflectionPad2d(1),
                            nn.Conv2d(3, 3, 3),
                        )
                        for _ in range(3)
                    ),
                )
        """)
  }

  /// The class itself refuses to be made if its names differ; here from those that are in the file of weights.
  @Test(arguments: ExportCase.all) func weightsHaveTheNamesOfTheClass(_ network: ExportCase)
    throws
  {
    let folder = try TemporaryFolder()
    let exported = try network.exported()
    try exported.write([.pyTorch], to: folder.url)
    #expect(
      try folder.names == ["README.md", "\(exported.name).py", "\(exported.name).safetensors"].sorted())
    let weights = try Checkpoint(
      contentsOf: folder.url.appending(path: "\(exported.name).safetensors", directoryHint: .notDirectory))
    let names = try PyTorchWeights(
      of: exported.network, inputChannels: exported.content.isImage ? exported.content.channels : 1
    ).entries.map(\.name)
    #expect(weights.names.sorted() == names.sorted())
  }

  @Test func pixelsThatNoDenseLayerReordersAreRefused() throws {
    let made = try exported(.noise(12)) {
      Reshape([2, 2, 3])
      Conv2D(3, 1, kernel: 3, using: random)
    }
    let read = try exported(.pictures(size: 4)) { Flatten() }
    let joined = try exported(.noise(12)) {
      Dense(12, 12, using: random)
      Residual { Dense(12, 12, using: random) }
      Reshape([2, 2, 3])
    }
    for network in [made, read, joined] {
      let error = try #require(throws: UnsupportedLayer.self) { try PyTorchModule(network) }
      #expect(error.kind == .names)
      // As ONNX, in GANKit's own order, each of them can be written.
      #expect(try !ONNXModel(network).bytes().isEmpty)
    }
  }

  @Test func nothingIsWrittenIfOneOfTheFilesCannotBe() throws {
    let folder = try TemporaryFolder()
    let network = try exported(.pictures(size: 4)) { Flatten() }
    #expect(throws: UnsupportedLayer.self) { try network.write([.onnx, .pyTorch], to: folder.url) }
    #expect(try folder.names.isEmpty)
  }

  @Test func namesBecomeNamesOfFilesThatPythonCanImport() throws {
    let network = try ExportedNetwork(
      Sequential([ReflectionPad(1)]), name: "a-to-b", about: "", input: .pictures(unit: 48), version: "0")
    #expect(network.name == "a_to_b")
    let readme = network.readme([.onnx, .pyTorch])
    #expect(readme.contains("from a_to_b import load"))
    #expect(readme.contains("InferenceSession(\"a_to_b.onnx\")"))
    #expect(readme.contains("torch.zeros(2, 3, 96, 96)"))
    #expect(!network.readme([.onnx]).contains("torch"))
  }

  @Test func theReadmeSaysWhichColumnsOfALabelAreWhat() throws {
    let attributes = [
      LabelAttribute("hair colour", ["red", "black", "grey"]), LabelAttribute("eyes", ["open", "closed"]),
    ]
    let network = try exported(.noise(4, label: .init(attributes, loudness: 2))) {
      Dense(9, 4, using: random)
    }
    let readme = network.readme([.onnx, .pyTorch])
    #expect(
      readme.contains("| hair colour | 0 red, 1 black, 2 grey |\n| eyes | 3 open, 4 closed |"), "\(readme)")
    #expect(readme.contains("# hair colour: red, eyes: open\nlabel[:, [0, 3]] = 1"), "\(readme)")
    #expect(readme.contains("label = torch.zeros(2, 5)"), "\(readme)")
    let digits = try exported(.noise(4, label: .init(classes: 3))) { Dense(7, 4, using: random) }
    #expect(digits.readme([.pyTorch]).contains("label = torch.eye(3)"))
  }
}
