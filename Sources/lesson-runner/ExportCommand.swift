import ArgumentParser
import Files
import Foundation
import GANKit
import Inference
import LessonKit
import NetworkExport

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a trained network for other programs: ONNX, PyTorch, or a Swift package.",
    discussion: """
      A README.md beside the files says what the network takes and gives, and shows how it is called. Networks are \
      written as they compute after training; images are [N, C, H, W] in [-1, 1] in ONNX and PyTorch. docs/export.md \
      says how far the files agree with this program. A Swift package has a program that draws or changes one picture, \
      and the network's layers as code to read.
      """)

  @OptionGroup var trained: TrainedNetworkOptions

  @Option(
    help: ArgumentHelp(
      "onnx; safetensors: the weights in PyTorch's names with a Python class that loads them; or swift: a package on "
        + "GANKit, in a folder with the network's name. May be repeated (default: onnx and safetensors).",
      valueName: "format"))
  var format: [ExportFormat] = []

  @Option(
    help: ArgumentHelp(
      "The folder for the files (default: exported/ and the chapter's slug).", valueName: "dir"),
    completion: .directory)
  var to: String?

  @Flag(help: "Replace files that are there.")
  var force = false

  @OptionGroup var place: OutputOption
  @OptionGroup var common: CommonOptions

  private struct Report: Encodable {
    var chapter, network, folder: String
    var files: [String]
    /// The version of ONNX's operators; nil if none was written.
    var opset: Int?
  }

  func run() throws {
    do {
      try write()
    } catch let error as UnsupportedLayer {
      throw LessonError("\(error)")
    }
  }

  private func write() throws {
    let (run, lesson, network) = try trained.found(in: place)
    let (exported, use) = try network.exported(of: run, settings: lesson.settings)
    let chosen = format.isEmpty ? [.onnx, .safetensors] : format
    let formats = chosen.compactMap(\.kind).uniqued()
    let package =
      chosen.contains(.swift)
      ? try SwiftPackage(exported, checkout: Book().library.repository.path, use: use) : nil
    let folder = URL(fileURLWithPath: to ?? "exported/\(run.chapter.slug)", isDirectory: true)
    let files = formats.isEmpty ? [] : exported.fileNames(formats)
    let names = files + (package?.fileNames ?? [])
    let there = names.filter { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
    guard there.isEmpty || force else {
      throw UsageError(
        "\(folder.appending(path: there[0]).relativePath) is there already. Add --force to replace it, or name another "
          + "folder with --to.")
    }
    try Folder.make(folder)
    if !formats.isEmpty { try exported.write(formats, to: folder) }
    try package?.write(to: folder)
    let report = Report(
      chapter: run.chapter.slug, network: network.name, folder: folder.relativePath, files: names,
      opset: formats.contains(.onnx) ? ONNXModel.operatorVersion : nil)
    if common.json { return try Console.print(report: report) }
    let written = files + (package == nil ? [] : ["\(exported.name)/ (a Swift package)"])
    let readme = files.isEmpty ? "\(exported.name)/README.md" : "README.md"
    Console.print(
      sentence:
        "\(Wording.list(written)) in \(folder.relativePath). \(readme) says how the network is called.")
  }
}

/// A format as it is called on the command line.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case onnx
  case safetensors
  case swift

  /// Nil for a package, which is a folder of its own.
  var kind: ExportedNetwork.Format? {
    switch self {
    case .onnx: .onnx
    case .safetensors: .pyTorch
    case .swift: nil
    }
  }
}

extension TrainedNetwork {
  /// The network of a run, ready to be written, and how `apply` uses it.
  /// - Throws: what loading throws; `UnsupportedLayer` if it has a layer that is not known outside.
  fileprivate func exported(
    of run: ChosenRun, settings: [any AnySetting]
  ) throws -> (network: ExportedNetwork, use: SwiftPackage.Use) {
    switch self {
    case .generator(let model):
      let loaded = try model.load(from: run.record, settings: settings, folder: run.folder)
      let label = loaded.label.map { NetworkInput.Label($0.attributes, loudness: loaded.loudness) }
      return (
        try exported(loaded.network, taking: .noise(loaded.latentSize, label: label), of: run),
        SwiftPackage.Use(stream: SampledPictures.stream)
      )
    case .translator(let model):
      let loaded = try model.load(from: run.record, settings: settings, folder: run.folder)
      let unit = ImageGeometry(of: loaded.network).unit
      return (
        try exported(loaded.network, taking: .pictures(unit: unit), of: run),
        SwiftPackage.Use(
          stream: PictureTranslation.stream, keepsDropout: loaded.hasNoise, side: loaded.side)
      )
    }
  }

  private func exported(
    _ layer: any Layer, taking input: NetworkInput, of run: ChosenRun
  ) throws -> ExportedNetwork {
    try ExportedNetwork(
      layer, name: name,
      about:
        "The network \"\(name)\" of the chapter \"\(run.chapter.title)\", trained with seed \(run.record.seed).",
      input: input, version: LessonRunner.version)
  }
}
