import Files
import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import NetworkExport

@Suite("The Swift package") struct SwiftPackageTests {
  private let random = Random(seed: 3)

  /// What stands between the braces of the outermost `Sequential`.
  private func layers(_ network: ExportedNetwork) throws -> String {
    let source = try SwiftNetwork(network).source
    let start = try #require(source.range(of: "  Sequential {\n")).upperBound
    let end = try #require(source.range(of: "\n  }\n}", range: start..<source.endIndex)).lowerBound
    return String(source[start..<end])
  }

  @Test func layersAreWrittenWithTheirActivationsAndWithoutWhatGoesWithoutSaying() throws {
    let network = try exported(.noise(6)) {
      Dense(6, 12, bias: false, activation: .leakyReLU(0.2), using: random)
      BatchNorm(12, momentum: 0.8)
      Activate(.relu)
      Reshape([2, 2, 3])
      ConvTranspose2D(3, 1, kernel: 5, stride: 2, activation: .tanh, using: random)
      Conv2D(
        1, 4, kernel: [3, 5], stride: [2, 1], padding: .sides(top: 1, bottom: 0, left: 4, right: 3),
        dilation: [1, 2], bias: false, using: random)
    }
    #expect(
      try layers(network) == """
            Dense(6, 12, bias: false, activation: .leakyReLU(0.2), using: random)
            BatchNorm(12, momentum: 0.8)
            Activate(.relu)
            Reshape([2, 2, 3])
            ConvTranspose2D(3, 1, kernel: 5, stride: 2, activation: .tanh, using: random)
            Conv2D(
              1, 4, kernel: [3, 5], stride: [2, 1], padding: .sides(top: 1, bottom: 0, left: 4, right: 3),
              dilation: [1, 2], bias: false, using: random)
        """)
  }

  @Test func equalBlocksAreWrittenOnceAndKeepTheirNumbers() throws {
    let network = try exported(.pictures()) {
      for _ in 0..<3 {
        Residual {
          ReflectionPad(1)
          Conv2D(3, 3, kernel: 3, padding: .valid, using: random)
        }
      }
    }
    #expect(
      try layers(network) == """
            for _ in 0..<3 {
              Residual {
                ReflectionPad(1)
                Conv2D(3, 3, kernel: 3, padding: .valid, using: random)
              }
            }
        """)
    let names = try SwiftNetwork(network).weights.names.sorted()
    #expect(
      names == (0..<3).flatMap { ["network.\($0).body.1.bias", "network.\($0).body.1.weight"] })
  }

  /// A sequence has the entries that it has in a checkpoint; other networks have as many, with the same values.
  @Test(arguments: ExportCase.all) func allWeightsAreInTheFile(_ network: ExportCase) throws {
    let exported = try network.exported()
    let weights = try SwiftNetwork(exported).weights
    var checkpoint = Checkpoint()
    exported.network.save(to: &checkpoint, as: "network")
    if exported.network is Sequential { #expect(weights.contentHash == checkpoint.contentHash) }
    func values(_ checkpoint: Checkpoint) -> [UInt64] {
      checkpoint.names.map { name in
        var hash = ContentHash()
        checkpoint[tensor: name].map { hash.add($0) }
        return hash.value
      }.sorted()
    }
    #expect(!weights.names.isEmpty && values(weights) == values(checkpoint))
  }

  @Test func theFilesAreFormattedAsTheBookIs() throws {
    let folder = try TemporaryFolder()
    for network in ExportCase.generators + ExportCase.translators {
      for keepsDropout in [false, true] {
        try SwiftPackage(
          network.exported(), checkout: "/a \"b\"", use: .init(stream: "s", keepsDropout: keepsDropout)
        ).write(to: folder.url.appending(path: "\(keepsDropout)"))
      }
    }
    for network in ExportCase.all {
      try folder.write(SwiftNetwork(network.exported()).source, to: "networks/\(network.name).swift")
    }
    let settings = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../.swift-format"
    ).standardizedFileURL
    let found = try GeneratedProgram.run(
      "swift",
      ["format", "lint", "--strict", "--recursive", "--configuration", settings.path, folder.url.path])
    #expect(found.isEmpty, "\(found)")
  }

  // MARK: - What the programs do

  @Test(
    .enabled(if: GeneratedProgram.isPossible, "no objects of this build were found"),
    arguments: ExportCase.generators)
  func theProgramDrawsWhatTheNetworkDraws(_ network: ExportCase) throws {
    let exported = try network.exported()
    let program = try GeneratedProgram(exported, use: .init(stream: "a \"stream\""))
    guard case .noise(let count, let label) = network.input else { return }
    let noise = Tensor.normal([1, count], using: Random(seed: 5, stream: "a \"stream\""))
    let attributes = label?.attributes ?? []
    // The last category but one of each attribute, and the first of the last attribute, which stays open if it is one of
    // several.
    let chosen = attributes.count == 1 ? [7] : attributes.dropLast().map { $0.categories.count - 2 } + [0]
    let choice = label.map { [$0.loudness * Tensor.labels([chosen], of: attributes)] } ?? []
    let expected = exported.network(concatenate([noise] + choice, axis: 1), .inference)
    let words = zip(attributes, chosen).prefix(max(1, attributes.count - 1)).flatMap {
      [$0.option, $0.categories[$1]]
    }
    try program.draw(["--seed", "5"] + words + ["picture.png"])
    #expect(throws: GeneratedProgram.Failure.self) {
      try program.draw("new.png", attributes.first?.option ?? "--label", "10")
    }
    // Chapter 9's decoder ends in a sigmoid.
    let picture = Image.batch(expected, range: network.name == "latents" ? .unit : .signed)[0]
    #expect(
      try Data(contentsOf: program.package.appending(path: "picture.png")) == PNG.encode(picture))
    let again = try #require(throws: GeneratedProgram.Failure.self) { try program.draw("picture.png") }
    #expect(again.description.contains("already"))
    #expect(!FileManager.default.fileExists(atPath: program.package.appending(path: "new.png").path))
  }

  @Test(
    .enabled(if: GeneratedProgram.isPossible, "no objects of this build were found"),
    arguments: ExportCase.translators)
  func theProgramChangesAPictureAsTheNetworkDoes(_ network: ExportCase) throws {
    let exported = try network.exported()
    let keepsDropout = network.name.hasPrefix("pix2pix")
    let program = try GeneratedProgram(
      exported, use: .init(stream: "noise", keepsDropout: keepsDropout, side: 32))
    let size = network.sizes[1]
    let picture = Image(
      tensor: .uniform([size.height, size.width, 3], in: -1...1, using: Random(seed: 2)))
    try PNG.write(Photograph(picture), to: program.package.appending(path: "input.png"))
    try program.draw("input.png", "output.png")
    let mode = keepsDropout ? Mode.training(Random(seed: 1, stream: "noise")) : .inference
    let expected = Image.batch(exported.network(Tensor([picture]), mode))[0]
    #expect(
      try Data(contentsOf: program.package.appending(path: "output.png")) == PNG.encode(expected))
    #expect(throws: GeneratedProgram.Failure.self) { try program.draw("input.png", "input.png") }
    guard case .pictures(_, let unit, _) = network.input else { return }
    let (below, above) = (max(16, 3 * unit), max(16, 4 * unit))
    // Chapter 8 enlarges by 4: its limit is that of the result.
    let (unfit, complaint) =
      unit == 1
      ? (picture.resized(width: 501, height: 500, .area), "at most 250000 pixels. `lesson-runner apply`")
      : (
        picture.resized(width: 3 * unit + 1, height: 4 * unit - 1, .area),
        "\(below) x \(below) and \(above) x \(above)"
      )
    try PNG.write(Photograph(unfit), to: program.package.appending(path: "unfit.png"))
    let refusal = try #require(throws: GeneratedProgram.Failure.self) {
      try program.draw("unfit.png", "new.png")
    }
    #expect(refusal.description.contains(complaint), "\(refusal)")
    #expect(!FileManager.default.fileExists(atPath: program.package.appending(path: "new.png").path))
  }

  // MARK: - What is refused

  @Test(arguments: ExportCase.discriminators)
  func networksThatMakeNoPicturesAreRefused(_ network: ExportCase) throws {
    var kind: UnsupportedLayer.Kind?
    do {
      _ = try SwiftPackage(network.exported(), checkout: "", use: .init(stream: ""))
    } catch let error as UnsupportedLayer {
      kind = error.kind
    }
    #expect(kind == .pictures)
  }

  @Test func filesThatAreNotThePackagesOwnStay() throws {
    let folder = try TemporaryFolder()
    let package = try SwiftPackage(
      ExportCase.generators[0].exported(), checkout: "", use: .init(stream: ""))
    try folder.write("mine", to: "vanilla/Sources/draw/Mine.swift")
    try package.write(to: folder.url)
    #expect(try folder.read("vanilla/Sources/draw/Mine.swift") == "mine")
    for name in package.fileNames { #expect(try !folder.read(name).isEmpty, "\(name)") }
  }
}
