import ArgumentParser
import Files
import Foundation
import GANKit
import LessonKit
import NetworkExport

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a trained network for other programs: ONNX, or PyTorch's class and weights.",
    discussion: """
      A README.md beside the files says what the network takes and gives, and shows how it is called. Networks are \
      written as they compute after training; images are [N, C, H, W] in [-1, 1] there. docs/export.md says how far the \
      files agree with this program.
      """)

  @OptionGroup var trained: TrainedNetworkOptions

  @Option(
    help: ArgumentHelp(
      "onnx, or safetensors: the weights in PyTorch's names with a Python class that loads them. May be repeated "
        + "(default: both).", valueName: "format"))
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
    let exported = try network.exported(of: run, settings: lesson.settings)
    let formats = (format.isEmpty ? ExportFormat.allCases : format).map(\.kind).uniqued()
    let folder = URL(fileURLWithPath: to ?? "exported/\(run.chapter.slug)", isDirectory: true)
    let names = exported.fileNames(formats)
    let there = names.filter { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
    guard there.isEmpty || force else {
      throw UsageError(
        "\(folder.appending(path: there[0]).relativePath) is there already. Add --force to replace it, or name another "
          + "folder with --to.")
    }
    try Folder.make(folder)
    try exported.write(formats, to: folder)
    let report = Report(
      chapter: run.chapter.slug, network: network.name, folder: folder.relativePath, files: names,
      opset: formats.contains(.onnx) ? ONNXModel.operatorVersion : nil)
    if common.json { return try Console.print(report: report) }
    Console.print(
      sentence: "\(Wording.list(names)) in \(folder.relativePath). README.md says how the network is called.")
  }
}

/// A format as it is called on the command line.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  case onnx
  case safetensors

  var kind: ExportedNetwork.Format {
    switch self {
    case .onnx: .onnx
    case .safetensors: .pyTorch
    }
  }
}

extension TrainedNetwork {
  /// The network of a run, ready to be written.
  /// - Throws: what loading throws; `UnsupportedLayer` if it has a layer that is not known outside.
  fileprivate func exported(of run: ChosenRun, settings: [any AnySetting]) throws -> ExportedNetwork {
    switch self {
    case .generator(let model):
      let loaded = try model.load(from: run.record, settings: settings, folder: run.folder)
      let label = loaded.classes.map { NetworkInput.Label(classes: $0, loudness: loaded.loudness) }
      return try exported(loaded.network, taking: .noise(loaded.latentSize, label: label), of: run)
    case .translator(let model):
      let loaded = try model.load(from: run.record, settings: settings, folder: run.folder)
      let unit = ImageGeometry(of: loaded.network).unit
      return try exported(loaded.network, taking: .pictures(unit: unit), of: run)
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
