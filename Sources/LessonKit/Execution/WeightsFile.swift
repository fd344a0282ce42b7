import Files
import Foundation
import GANKit

/// The file that `--weights` names, read but not yet compared with any network.
struct WeightsFile {
  /// Who wrote it, which says what its entries are called.
  enum Origin {
    /// A run of this chapter: entries have the names of the lesson's state behind this prefix. The step is the one that
    /// saved it, where that is known.
    case run(prefix: String, step: String?)
    /// Another program: PyTorch's names.
    case stateDict
  }

  /// As it was typed.
  let path: String
  let origin: Origin
  let checkpoint: Checkpoint
  /// How the run was made that wrote it: "quick"; nil if that is not known.
  let conditions: String?

  /// - Parameters:
  ///   - path: a `.safetensors` file or the folder of a run, as it was typed.
  ///   - url: where it is read; another place than the path says if the run in the folder goes on.
  /// - Throws: `UnsuitableWeights`.
  init(_ path: String, at url: URL, chapter: Chapter, declared: [any AnySetting]) throws {
    self.path = path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw UnsuitableWeights(
        path, expected: "a .safetensors file or the folder of a run", found: "nothing there",
        advice: "Check the spelling of the path, and the folder that it starts from.")
    }
    if isFolder.boolValue {
      let latest = try Self.latestState(in: url, path, chapter)
      checkpoint = try Self.read(latest.file, path)
      let differences = latest.record.unusualConditions(declared)
      conditions = differences.isEmpty ? latest.record.budget.rawValue : Wording.list(differences)
    } else {
      checkpoint = try Self.read(url, path)
      conditions = checkpoint.metadata["budget"]
    }
    origin = try Self.origin(of: checkpoint, path, chapter)
  }

  /// Whether it lies in this folder, from which it goes when another run takes its place.
  func isInside(_ folder: RunFolder) -> Bool { folder.contains(URL(filePath: path)) }

  // MARK: - The folder of a run

  private static func latestState(
    in folder: URL, _ path: String, _ chapter: Chapter
  ) throws -> (file: URL, record: RunRecord) {
    func unsuitable(_ found: String, _ advice: String) -> UnsuitableWeights {
      UnsuitableWeights(
        path, expected: "the folder of a run of chapter \(chapter.slug)", found: found, advice: advice)
    }
    let record: RunRecord
    do {
      guard let found = try RunRecord.read(folder.appending(path: "run.json")) else {
        throw unsuitable(
          "a folder without run.json",
          "Give the folder of a run, such as \(chapter.outputFolder(in: URL(filePath: "output")).relativePath), or a "
            + ".safetensors file.")
      }
      record = found
    } catch let error as DamagedRecord {
      throw unsuitable(
        "a run.json that cannot be used: \(error.reason)",
        "Give one of the files in its folder checkpoint, or use the version of this program that made the run."
      )
    }
    guard record.chapter == chapter.slug else {
      throw unsuitable("a run of chapter \(record.chapter)", "Give a run of chapter \(chapter.slug).")
    }
    guard let state = latestState(of: record, in: folder) else {
      throw unsuitable(
        "a run without checkpoints",
        "Run the chapter at least to the end of its training, or give another run: `runs` says which have checkpoints."
      )
    }
    let file = folder.appending(path: state.path)
    guard let hash = state.contentHash else { return (file, record) }
    guard try read(file, path).contentHash.description == hash else {
      throw unsuitable(
        "\(state.path), which is not the state that its step left",
        "Give that file itself if it is what you want to start from.")
    }
    return (file, record)
  }

  /// What the latest step left: a loop that is not finished, or else the state at its end.
  private static func latestState(
    of record: RunRecord, in folder: URL
  ) -> (path: String, contentHash: String?)? {
    let checkpoints =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "checkpoint").path)) ?? []
    for step in record.steps.reversed() {
      let partials = checkpoints.filter { $0.contains("-\(step.id)-partial") }
        .sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      if let latest = partials.last { return ("checkpoint/\(latest)", nil) }
      if let saved = step.checkpoint { return (saved.path, saved.contentHash) }
    }
    return nil
  }

  // MARK: - One file

  private static func read(_ file: URL, _ path: String) throws -> Checkpoint {
    let expected = "a .safetensors file"
    do {
      if let other = try otherFormat(of: file) {
        throw UnsuitableWeights(path, expected: expected, found: other.found, advice: other.advice)
      }
      return try Checkpoint(contentsOf: file)
    } catch let error as CheckpointError {
      let entry = error.entry.map { "entry \"\($0)\": " } ?? ""
      throw UnsuitableWeights(
        path, expected: "\(entry)\(error.expected)", found: error.found,
        advice: error.kind == .damaged
          ? "The file is damaged or was cut short: write or copy it again, or give another one."
          : "Save its tensors as 32-bit floats: {name: tensor.float() ...}.")
    } catch let error as FileError {
      throw UnsuitableWeights(
        path, expected: "a file that can be read", found: error.systemReason, advice: error.advice)
    }
  }

  /// What a file is that cannot be one of safetensors, and what to do; nil if it may be one.
  private static func otherFormat(of file: URL) throws -> (found: String, advice: String)? {
    let bytes = try Array([UInt8](contentsOf: file).prefix(9))
    let convert =
      "Convert it in Python: safetensors.torch.save_file(torch.load(\"\(file.lastPathComponent)\", "
      + "map_location=\"cpu\", weights_only=True), \"weights.safetensors\")."
    if bytes.starts(with: [0x50, 0x4b, 3, 4]) { return ("a zip archive, as torch.save writes it", convert) }
    if bytes.count > 1, bytes[0] == 0x80, (2...5).contains(bytes[1]) {
      return ("a Python pickle, as torch.save once wrote it", convert)
    }
    // After the header's length comes the header, a JSON object.
    if bytes.count == 9, bytes[8] != UInt8(ascii: "{") {
      return ("another kind of file", "Save the weights with safetensors.torch.save_file.")
    }
    return nil
  }

  private static func origin(of checkpoint: Checkpoint, _ path: String, _ chapter: Chapter) throws -> Origin {
    let metadata = checkpoint.metadata
    guard let slug = metadata[CheckpointKey.chapter] else { return .stateDict }
    let expected = "weights that a run of chapter \(chapter.slug) saved"
    guard slug == chapter.slug else {
      throw UnsuitableWeights(
        path, expected: expected, found: "those of chapter \(slug)",
        advice: "Give a file of chapter \(chapter.slug), or run chapter \(slug) with this one.")
    }
    let version = metadata[CheckpointKey.schema].map { Int($0) ?? .max } ?? 1
    guard version <= RunRecord.currentSchema else {
      throw UnsuitableWeights(
        path, expected: "a file of version \(RunRecord.currentSchema)",
        found: "version \(metadata[CheckpointKey.schema]!)",
        advice: "A newer version of this program wrote it: use that one.")
    }
    return .run(
      prefix: metadata[CheckpointKey.completed] == nil ? "" : "state.", step: metadata[CheckpointKey.step])
  }
}
