import Foundation
import GANKit
import TestSupport
import Testing

@testable import CycleGAN
@testable import LessonKit
@testable import Pix2Pix

/// State dicts of networks that are built as in the PyTorch code of the authors of pix2pix and CycleGAN; see
/// `Fixtures/make_authors_weights.py`.
@Suite("Weights of the authors' PyTorch code")
struct WeightsOfAuthorsTests {
  private let folder: TemporaryFolder
  private let random = Random(seed: 3)

  init() throws { folder = try TemporaryFolder() }

  /// The networks of a fixture, changed and written as a file of its own.
  private func weights(
    _ fixtureName: String, chapter: String, for networks: [StartingNetwork],
    _ change: (inout Checkpoint) -> Void = { _ in }
  ) throws -> StartingWeights {
    var file = try Checkpoint(contentsOf: fixture(fixtureName))
    for name in file.names where name.hasPrefix("values.") { file[tensor: name] = nil }
    change(&file)
    let url = folder.url.appending(path: "weights.safetensors")
    try file.write(to: url)
    let chapters = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../chapters")
    let page = try Chapter(contentsOf: chapters.appending(path: chapter))
    return try StartingWeights(
      WeightsFile(url.path, at: url, chapter: page, declared: []), for: networks,
      stepIDs: page.steps.map(\.id))
  }

  private func value(_ name: String, in fixtureName: String) throws -> Tensor {
    try #require(try Checkpoint(contentsOf: fixture(fixtureName))[tensor: "values.\(name)"])
  }

  // MARK: - pix2pix

  private let pix2pix = "authors-pix2pix.safetensors"

  private func translators(
    levels: Int = 5, width: Int = 2
  ) -> (g: UNet, d: Sequential, networks: [StartingNetwork]) {
    let g = UNet(levels: levels, width: width, using: random)
    let d = Pix2Pix.makeDiscriminator(width: width, downsamplings: 3, using: random)
    return (
      g, d,
      StartingNetwork.players(g, d, layoutsOfGenerator: [.init(g.namesInAuthorsPort)])
    )
  }

  private func load(
    _ networks: [StartingNetwork], _ change: (inout Checkpoint) -> Void = { _ in }
  ) throws -> (record: WeightsRecord, text: String) {
    let weights = try weights(pix2pix, chapter: "06-pix2pix.md", for: networks, change)
    let (record, _) = try weights.load()
    return (record, weights.text(record))
  }

  private func expectSameOutputs(_ g: UNet, _ d: Sequential? = nil) throws {
    let (input, output) = (try value("input", in: pix2pix), try value("output", in: pix2pix))
    expectClose(g(input, .inference), output, within: .absolute(1e-4), "G")
    guard let d else { return }
    expectClose(
      d(concatenate([input, output], axis: -1), .inference), try value("decisions", in: pix2pix),
      within: .absolute(1e-4), "D")
  }

  @Test(
    "The U-Net and the PatchGAN of pix2pix, with batch norms: the same outputs, and what is passed over is said"
  )
  func pix2PixNetworks() throws {
    let (g, d, networks) = translators()
    let (record, text) = try load(networks)
    #expect(record.networks == ["players.generator", "players.discriminator"])
    // Each batch norm has a mean and a variance: 7 of the U-Net, 3 of the PatchGAN.
    #expect(text.contains("20 running statistics of its batch norms are passed over"))
    try expectSameOutputs(g, d)
  }

  @Test("G alone, as a file of one network, and behind prefixes of wrappers")
  func aloneAndWrapped() throws {
    for (prefix, isAlone) in [("", true), ("module.", true), ("netG.module.", false)] {
      let (g, d, networks) = translators()
      let before = d.checksum
      let (record, text) = try load(networks) { file in
        for name in file.names {
          if name.hasPrefix("netG."), let value = file[tensor: name] {
            file[tensor: prefix + name.dropFirst(5)] = value
          }
          if isAlone || !name.hasPrefix(prefix) { (file[tensor: name], file[integers: name]) = (nil, nil) }
        }
      }
      #expect(record.networks == ["players.generator"])
      #expect(text.contains("The file has no trained weights for players.discriminator"))
      try expectSameOutputs(g)
      #expect(d.checksum == before)
    }
  }

  @Test("Another width and another depth: every entry that differs is listed, and nothing is loaded")
  func otherSizes() throws {
    for (levels, width) in [(5, 3), (6, 2)] {
      let (g, d, networks) = translators(levels: levels, width: width)
      let before = (g.checksum, d.checksum)
      let error = try #require(throws: UnsuitableWeights.self) { try load(networks) }
      #expect(g.checksum == before.0 && d.checksum == before.1)
      if width == 3 {
        // All but D's last bias, of one value, and G's, of three colours.
        #expect(error.differences.count == g.parameters.count + d.parameters.count - 2)
        #expect(
          error.differences.contains(
            "netG, \"model.model.0.weight\": expected a tensor of shape [3, 3, 4, 4]; found a tensor of shape [2, 3, 4, 4]"
          ))
      } else {
        #expect(error.differences.contains { $0.contains("found no such entry") })
        #expect(error.differences.allSatisfy { $0.hasPrefix("netG, ") })
      }
    }
  }

  @Test("Instance norms in the authors' U-Net: biases that this network has no place for are all listed")
  func instanceNormUNet() throws {
    let (_, _, networks) = translators()
    let error = try #require(throws: UnsuitableWeights.self) {
      try load(networks) { file in
        for name in file.names where name.contains("running") || name.contains("num_batches") {
          let norm = name.split(separator: ".").dropLast().joined(separator: ".")
          for entry in ["weight", "bias", "running_mean", "running_var"] {
            file[tensor: "\(norm).\(entry)"] = nil
          }
          file[integers: "\(norm).num_batches_tracked"] = nil
        }
        file[tensor: "netG.model.model.0.bias"] = Tensor([1, 2])
      }
    }
    #expect(
      error.differences.contains(
        "netG, \"model.model.0.bias\": expected no such entry; found a tensor of shape [2]"))
    // A scale and a shift for each of ten norms.
    #expect(error.differences.count == 21)
  }

  @Test("NaN in one tensor: it is named under its name in the file")
  func notFinite() throws {
    let (_, _, networks) = translators()
    let error = try #require(throws: UnsuitableWeights.self) {
      try load(networks) { $0[tensor: "netD.model.11.bias"] = Tensor([.nan]) }
    }
    #expect(error.found == "NaN or infinite ones in \"netD, model.11.bias\"")
  }

  // MARK: - CycleGAN

  private let cycleGAN = "authors-cyclegan.safetensors"

  private func translators(
    _ normalization: Normalization
  ) -> (players: CycleGAN.Players, networks: [StartingNetwork]) {
    let players = CycleGAN.Players(
      generator: {
        CycleGAN.makeGenerator(
          width: 2, blocks: 2, downsamplings: 2, normalization: normalization, using: random)
      }, discriminator: { CycleGAN.makeDiscriminator(width: 2, downsamplings: 2, using: random) })
    return (players, players.startingNetworks(blocks: 2, downsamplings: 2, normalization))
  }

  @Test("CycleGAN's four networks; there D_A judges pictures of B")
  func cycleGANNetworks() throws {
    let (players, networks) = translators(.everywhere)
    let weights = try weights(cycleGAN, chapter: "07-cyclegan.md", for: networks)
    #expect(try weights.load().record.networks.count == 4)
    let input = try value("input", in: cycleGAN)
    for (name, network) in [
      ("netG_A", players.g), ("netG_B", players.f), ("netD_A", players.discriminatorB),
      ("netD_B", players.discriminatorA),
    ] {
      expectClose(
        network(input, .inference), try value(name, in: cycleGAN), within: .absolute(1e-4), name)
    }
  }

  @Test("Running statistics of instance norms, as old files have them, are passed over")
  func oldFiles() throws {
    let (players, networks) = translators(.everywhere)
    let weights = try weights(cycleGAN, chapter: "07-cyclegan.md", for: networks) {
      $0[tensor: "netG_A.model.2.running_mean"] = Tensor([1, 2])
      $0[tensor: "netG_A.model.2.running_var"] = Tensor([1, 2])
    }
    _ = try weights.load()
    expectClose(
      players.g(try value("input", in: cycleGAN), .inference), try value("netG_A", in: cycleGAN),
      within: .absolute(1e-4))
  }

  @Test(
    "A generator that normalizes only in its blocks would compute something else: refused with the setting")
  func otherNormalization() throws {
    let (players, networks) = translators(.blocks)
    let before = players.g.checksum
    let error = try #require(throws: UnsuitableWeights.self) {
      try weights(cycleGAN, chapter: "07-cyclegan.md", for: networks)
    }
    #expect(error.differences.count == 2)
    #expect("\(error)".contains("--set normalization=everywhere"))
    #expect(players.g.checksum == before)
  }

  @Test("Batch norms in a CycleGAN: their scales and shifts have no place and are listed")
  func batchNormCycleGAN() throws {
    let (_, networks) = translators(.everywhere)
    let error = try #require(throws: UnsuitableWeights.self) {
      try weights(cycleGAN, chapter: "07-cyclegan.md", for: networks) {
        $0[tensor: "netG_A.model.2.weight"] = Tensor([1, 1])
        $0[tensor: "netG_A.model.1.bias"] = nil
      }
    }
    #expect(
      error.differences == [
        "netG_A, \"model.1.bias\": expected a tensor of shape [2]; found no such entry",
        "netG_A, \"model.2.weight\": expected no such entry; found a tensor of shape [2]",
      ])
  }

  @Test("A file of one generator: the other one is missing")
  func oneGenerator() throws {
    let (_, networks) = translators(.everywhere)
    let error = try #require(throws: UnsuitableWeights.self) {
      try weights(cycleGAN, chapter: "07-cyclegan.md", for: networks) { file in
        for name in file.names where !name.hasPrefix("netG_A.") { file[tensor: name] = nil }
      }
    }
    #expect(error.differences == ["players.f: expected entries that begin with netG_B.; found none"])
  }
}
