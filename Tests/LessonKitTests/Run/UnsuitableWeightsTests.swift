import Files
import Foundation
import GANKit
import Testing

@testable import LessonKit

/// Files that no run can start from.
@Suite("Unsuitable weights")
struct UnsuitableWeightsTests {
  private let toy = ToyRun()
  private let folder = ScratchFolder()

  /// A file of weights of the toy lesson, changed before it is written, or afterwards.
  private func file(
    _ change: (inout Checkpoint) -> Void = { _ in }, bytes: (inout Data) -> Void = { _ in }
  ) throws -> String {
    var checkpoint = Checkpoint()
    checkpoint[tensor: "walker.position"] = Tensor([1, 2])
    checkpoint.metadata = ["chapter": "toy", "step": "walk", "budget": "quick", "schema": "1"]
    change(&checkpoint)
    let url = folder.url.appending(path: "weights.safetensors")
    try checkpoint.write(to: url)
    var data = try Data(contentsOf: url)
    bytes(&data)
    try data.write(to: url)
    return url.path
  }

  private func file(of bytes: [UInt8]) throws -> String { try file(bytes: { $0 = Data(bytes) }) }

  /// The folder of a run of the toy lesson, with its record changed.
  private func run(_ change: (inout RunRecord) -> Void) throws -> String {
    let other = ToyRun()
    other.execute()
    var record = try other.recordOnDisk()
    change(&record)
    let copy = folder.url.appending(path: "run")
    try FileManager.default.copyItem(at: other.runFolder, to: copy)
    try record.encoded().write(to: copy.appending(path: "run.json"))
    return copy.path
  }

  /// Expects that a run from these weights is refused, and that the run that is there stays as it is.
  private func expectRefusal(
    _ path: String, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    toy.execute()
    let before = try toy.folder.files()
    let outcome = toy.execute { $0.weights = path }
    #expect(outcome.exitCode == .data, sourceLocation: sourceLocation)
    #expect(outcome.record == nil, sourceLocation: sourceLocation)
    let error = try #require(outcome.error as? UnsuitableWeights, sourceLocation: sourceLocation)
    let text = "\(error)"
    #expect(
      text.hasPrefix("--weights \(path): expected ") && text.hasSuffix("Nothing was loaded."), "\(text)")
    for word in words { #expect(text.contains(word), "\(text)", sourceLocation: sourceLocation) }
    #expect(try toy.folder.files() == before, sourceLocation: sourceLocation)
  }

  @Test("As they are written here they can be used")
  func suitable() throws {
    #expect(toy.execute { $0.weights = try! file() }.exitCode == .done)
    #expect(try toy.recordOnDisk().steps[0].metrics["start"] == 1)
  }

  @Test("Damaged and cut short")
  func damaged() throws {
    try expectRefusal(file(bytes: { $0[$0.count - 3] ^= 4 }), "content with the hash", "damaged")
    try expectRefusal(file(bytes: { $0.removeLast(3) }), "damaged or was cut short")
    try expectRefusal(file(bytes: { $0 = $0.prefix(40) }), "a header of", "damaged")
    try expectRefusal(file(of: []), "0 bytes", "damaged")
  }

  @Test("Of another chapter, and of a newer version")
  func others() throws {
    try expectRefusal(
      file { $0.metadata["chapter"] = "coin" }, "that a run of chapter toy saved",
      "found those of chapter coin")
    try expectRefusal(
      file { $0.metadata["schema"] = "2" }, "a file of version 1", "version 2", "A newer version")
  }

  @Test("Not of safetensors: how to convert what torch.save wrote")
  func otherFormats() throws {
    let convert = "safetensors.torch.save_file(torch.load("
    try expectRefusal(
      file(of: [0x50, 0x4b, 3, 4] + Array(repeating: 7, count: 40)), "a zip archive", convert)
    try expectRefusal(
      file(of: [0x80, 2, 0x8a, 10] + Array(repeating: 7, count: 40)), "a Python pickle", convert)
    try expectRefusal(file(of: Array("Weights of a network.".utf8)), "another kind of file")
    // Half-precision numbers: one entry of four bytes.
    let header = Array(#"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#.utf8)
    let length = [UInt8(header.count), 0, 0, 0, 0, 0, 0, 0]
    try expectRefusal(file(of: length + header + [0, 0, 0, 0]), "entry \"a\"", "F16", "tensor.float()")
  }

  @Test("Other shapes, missing and further entries: all of them are listed")
  func differences() throws {
    try expectRefusal(
      file { $0[tensor: "walker.position"] = Tensor([1, 2, 3]) },
      "\"walker.position\": expected a tensor of shape [2]; found a tensor of shape [3]",
      "It was saved by a run with other settings (quick)", "--budget and --set")
    try expectRefusal(
      file {
        $0[tensor: "walker.speed"] = Tensor([1])
        $0[integers: "walker.position"] = [1, 2]
      }, "2 entries that differ", "\"walker.position\": expected a tensor of shape [2]; found 2 integers",
      "\"walker.speed\": expected no such entry; found a tensor of shape [1]")
    try expectRefusal(
      file {
        $0[tensor: "walker.position"] = nil
        $0[tensor: "runner.position"] = Tensor([1])
      }, "walker: expected entries that begin with walker.; found none")
  }

  @Test("NaN and infinity, naming the tensor")
  func notFinite() throws {
    for value in [Float.nan, -.infinity] {
      try expectRefusal(
        file { $0[tensor: "walker.position"] = Tensor([1, value]) }, "expected finite numbers",
        "in \"walker.position\"", "diverged")
    }
  }

  @Test("Nothing there, and folders that are not those of a run of this chapter")
  func folders() throws {
    try expectRefusal(folder.url.path + "/nowhere.safetensors", "nothing there", "Check the spelling")
    try expectRefusal(folder.url.path, "a folder without run.json", "output/07-toy")
    try expectRefusal(run { $0.chapter = "coin" }, "a run of chapter coin")
  }

  @Test("Folders of runs that left nothing to start from")
  func emptyRuns() throws {
    let noStates = try run { record in
      for index in record.steps.indices { record.steps[index].checkpoint = nil }
    }
    try expectRefusal(noStates, "a run without checkpoints")
  }

  @Test("A folder whose run.json is of a newer version, or whose checkpoint is not the one in it")
  func otherRecords() throws {
    try expectRefusal(run { $0.schema = 2 }, "its schema is 2, this program knows 1")
    try FileManager.default.removeItem(at: folder.url.appending(path: "run"))
    try expectRefusal(
      run { $0.steps[2].checkpoint?.contentHash = "0" }, "which is not the state that its step left")
  }
}
