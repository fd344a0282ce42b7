import CycleGAN
import DataFolders
import DCGAN
import Datasets
import Foundation
import GANKit
import SRGAN
import TerminalText
import TestSupport
import Testing
import VanillaGAN

@testable import ConditionalGAN
@testable import LessonKit
@testable import Pix2Pix

/// The networks of each chapter that may start from the weights of a file.
@Suite("Networks that start from a file")
struct StartingNetworksTests {
  private static var lessons: [any Lesson.Type] {
    [
      VanillaGANLesson.self, DCGANLesson.self, ConditionalGANLesson.self, Pix2PixLesson.self,
      CycleGANLesson.self, SRGANLesson.self,
    ]
  }
  private static let slugs = lessons.map { $0.slug }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A lesson at smoke budget, with the networks that a seed gives it.
  private func lesson(_ slug: String, seed: UInt64) throws -> any Lesson {
    let type = try #require(Self.lessons.first { $0.slug == slug })
    // Fewer data than a run has: nothing is trained.
    let fewer = ["trainImages=1000", "networks=convolutional", "pairs=4", "trainScenes=2", "testScenes=1"]
    let overrides = fewer.filter { override in
      let parts = override.split(separator: "=")
      guard let setting = type.settings.first(where: { $0.name == parts[0] }) else { return false }
      return (try? setting.parse(String(parts[1]))) != nil
    }
    let place = Terminal(isTerminal: false, width: 80, colour: .auto, environment: [:])
    let narrator = Narrator(
      output: place, errors: place, detail: .nothing, writeOutput: { _ in }, writeError: { _ in })
    return try type.init(
      Run(
        chapter: slug, seed: seed,
        data: DataFolder(environment: [:], workingDirectory: folder.url),
        settings: Settings(type.settings, budget: .smoke, overrides: overrides),
        outputFolder: folder.url, outputRoot: folder.url, narrator: narrator, isInterrupted: { false }))
  }

  private func state(_ lesson: any Lesson) -> Checkpoint {
    var checkpoint = Checkpoint()
    for (name, value) in lesson.state { value.save(to: &checkpoint, as: name) }
    return checkpoint
  }

  private func load(_ file: Checkpoint, into lesson: any Lesson, _ slug: String) throws -> WeightsRecord {
    let url = folder.url.appending(path: "weights.safetensors")
    try file.write(to: url)
    let chapters = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../chapters")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: chapters.path).first { $0.hasSuffix("-\(slug).md") })
    let chapter = try Chapter(contentsOf: chapters.appending(path: name))
    return try StartingWeights(
      WeightsFile(url.path, at: url, chapter: chapter, declared: []), for: lesson.startingNetworks,
      stepIDs: type(of: lesson).stepIDs
    ).load().record
  }

  /// The entries below a name, without it.
  private func entries(_ name: String, of checkpoint: Checkpoint) -> [String: Tensor] {
    let names = checkpoint.names.filter { $0.hasPrefix("\(name).") }
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { entry in
        checkpoint[tensor: entry].map { (String(entry.dropFirst(name.count + 1)), $0) }
      })
  }

  @Test(
    "From a run's checkpoint: the networks and their averages start from it, optimizers do not",
    arguments: slugs)
  func fromCheckpoint(slug: String) throws {
    let (trained, fresh) = (try lesson(slug, seed: 1), try lesson(slug, seed: 2))
    // As if it had been trained: an optimizer's counters and moments are part of the file.
    var file = state(trained)
    let optimizers = file.names.filter { $0.lowercased().contains("optimizer") }
    #expect(!optimizers.isEmpty)
    for name in optimizers {
      if let value = file[tensor: name] { file[tensor: name] = value + 1 }
      if let values = file[integers: name] { file[integers: name] = values.map { $0 + 7 } }
    }
    file.metadata = ["chapter": slug, "step": try #require(type(of: trained).stepIDs.last)]
    let before = state(fresh)
    let record = try load(file, into: fresh, slug)
    let after = state(fresh)
    #expect(record.networks == fresh.startingNetworks.map(\.name))
    for network in fresh.startingNetworks {
      let expected = entries(network.name, of: file)
      #expect(!expected.isEmpty && entries(network.name, of: before) != expected)
      #expect(entries(network.name, of: after) == expected, "\(network.name)")
    }
    let average = entries("average", of: after)
    #expect(average.isEmpty == !["vanilla-gan", "dcgan", "conditional-gan"].contains(slug))
    if !average.isEmpty { #expect(average == entries("players.generator", of: file)) }
    for name in optimizers {
      #expect(after[tensor: name] == before[tensor: name] && after[integers: name] == before[integers: name])
    }
    // What is no network of the main training keeps the values that its own seed gave it.
    let others = after.names.filter { name in
      !(record.networks + ["average", "control"]).contains { name.hasPrefix("\($0).") }
    }
    #expect(others.allSatisfy { after[tensor: $0] == before[tensor: $0] })
  }

  @Test("From PyTorch: the same networks, written as one state dict", arguments: slugs)
  func fromPyTorch(slug: String) throws {
    let (trained, fresh) = (try lesson(slug, seed: 1), try lesson(slug, seed: 2))
    var file = Checkpoint()
    for network in trained.startingNetworks {
      guard let prefix = network.prefix else { continue }
      let url = folder.url.appending(path: "\(prefix).safetensors")
      try PyTorchWeights(of: network.network).save(to: url)
      let part = try Checkpoint(contentsOf: url)
      for name in part.names { file[tensor: "\(prefix).\(name)"] = part[tensor: name] }
    }
    let record = try load(file, into: fresh, slug)
    let (expected, after) = (state(trained), state(fresh))
    #expect(record.networks == fresh.startingNetworks.filter { $0.prefix != nil }.map(\.name))
    for name in record.networks {
      #expect(entries(name, of: after) == entries(name, of: expected), "\(name)")
    }
  }

  @Test("SRGAN's game starts from a file's G only if that was trained in the game")
  func gameOfSRGAN() throws {
    let trained = try lesson("srgan", seed: 1)
    var file = state(trained)
    for (step, networks) in [
      ("features", ["srresnet"]), ("srgan", ["srresnet", "players.generator", "players.discriminator"]),
    ] {
      let fresh = try lesson("srgan", seed: 2)
      let before = state(fresh)
      file.metadata = ["chapter": "srgan", "step": step]
      #expect(try load(file, into: fresh, "srgan").networks == networks)
      let after = state(fresh)
      // The control starts where SRGAN does.
      let control = entries("control", of: after)
      #expect(
        control == (step == "srgan" ? entries("players.generator", of: file) : entries("control", of: before))
      )
    }
  }

  @Test("The authors' names of the paper's U-Net: one for each layer that has weights")
  func namesOfAuthors() throws {
    let paper = UNet(levels: 8, width: 4, using: Random(seed: 1)).namesInAuthorsPort
    // 16 convolutions and 13 norms.
    #expect(paper.count == 29 && Set(paper).count == 29)
    #expect(paper.first == "model.model.0" && paper.last == "model.model.3")
    #expect(paper.contains("model.model.1.model.3.model.3.model.3.model.3.model.3.model.3.model.4"))
  }
}
