import Foundation
import GANKit
import Testing

@testable import LessonKit

@Suite("What a step left for later ones")
struct StateTests {
  private static let checkpoint = "checkpoint/02-walk.safetensors"

  @Test("A checkpoint that is gone: refused with the command that makes it again, and nothing is changed")
  func deletedCheckpoint() throws {
    let toy = ToyRun()
    toy.execute()
    let record = try toy.recordOnDisk()
    #expect(
      record.steps.map(\.checkpoint?.path) == [
        nil, Self.checkpoint, "checkpoint/03-walk-back.safetensors", nil,
      ])
    for file in ["02-walk", "03-walk-back"] {
      try FileManager.default.removeItem(at: toy.runFolder.appending(path: "checkpoint/\(file).safetensors"))
    }
    let files = try toy.folder.files()

    let outcome = toy.execute { $0.selection = .only("sum-up") }
    #expect(outcome.exitCode == .data)
    let message = "\(try #require(outcome.error))"
    #expect(
      message.contains(
        "03-walk-back.safetensors, which holds what step walk-back learnt, is not there any more"))
    #expect(message.contains("lesson-runner run toy --from walk-back"))
    #expect(try toy.folder.files() == files)
    // That command in turn names the step before it, which can be made again.
    #expect(
      "\(try #require(toy.execute { $0.selection = .from("walk-back") }.error))".contains("--from walk\n")
        == false)
    #expect(toy.execute { $0.selection = .from("walk") }.exitCode == .done)
    #expect(toy.execute { $0.selection = .only("sum-up") }.exitCode == .done)
  }

  @Test("An interrupted run whose first checkpoint is damaged: the command that is named ends the matter")
  func damagedAndInterrupted() throws {
    let toy = ToyRun()
    toy.at(3, of: "first") { toy.flag.isRaised = true }
    #expect(toy.execute().exitCode == .interrupted)
    let file = toy.runFolder.appending(path: Self.checkpoint)
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 2] ^= 0x40
    try bytes.write(to: file)
    let error = "\(try #require(toy.execute().error))"
    #expect(error.contains("is damaged") && error.contains("lesson-runner run toy --from walk --restart"))
    let again = toy.execute {
      $0.selection = .from("walk")
      $0.restart = true
    }
    #expect(again.exitCode == .done)
  }

  @Test("A flipped bit in a checkpoint: refused, and nothing is changed")
  func flippedBit() throws {
    let toy = ToyRun()
    toy.execute()
    let file = toy.runFolder.appending(path: Self.checkpoint)
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 2] ^= 0x40
    try bytes.write(to: file)
    let files = try toy.folder.files()
    let outcome = toy.execute { $0.selection = .only("walk-back") }
    #expect(outcome.exitCode == .data)
    #expect("\(try #require(outcome.error))".contains("is damaged"))
    #expect(try toy.folder.files() == files)
  }

  @Test("A whole checkpoint of another run: refused")
  func foreignCheckpoint() throws {
    let (toy, other) = (ToyRun(), ToyRun())
    toy.execute()
    other.execute { $0.seed = 6 }
    let files = [toy, other].map { $0.runFolder.appending(path: Self.checkpoint) }
    try FileManager.default.removeItem(at: files[0])
    try FileManager.default.copyItem(at: files[1], to: files[0])
    let outcome = toy.execute { $0.selection = .only("walk-back") }
    #expect(outcome.exitCode == .data)
    #expect("\(try #require(outcome.error))".contains("is not the one that the step left"))
  }

  @Test("An interrupted run whose earlier checkpoint is gone starts afresh and says why")
  func resumeWithoutCheckpoint() throws {
    let (straight, toy) = (ToyRun(), ToyRun())
    straight.execute()
    toy.at(3, of: "first") { toy.flag.isRaised = true }
    #expect(toy.execute().exitCode == .interrupted)
    try FileManager.default.removeItem(at: toy.runFolder.appending(path: Self.checkpoint))
    #expect(toy.execute().exitCode == .done)
    #expect(
      toy.transcript.errors.contains("Starting afresh instead of resuming: \(Self.checkpoint) is gone."))
    #expect(try toy.resultFiles() == straight.resultFiles())
  }

  @Test("An interrupted run is not resumed by other code, and says so")
  func resumeWithOtherCode() throws {
    let toy = ToyRun()
    toy.at(3, of: "first") { toy.flag.isRaised = true }
    toy.execute { $0.code = CodeVersion(lesson: "1", library: "1") }
    #expect(toy.execute { $0.code = CodeVersion(lesson: "2", library: "1") }.exitCode == .done)
    #expect(
      toy.transcript.errors.contains("Starting afresh instead of resuming: the lesson's code has changed."))
    #expect(try toy.recordOnDisk().steps.allSatisfy { $0.madeWith == nil })
  }

  @Test(
    "A folder that is removed or replaced during a run: the run ends and writes nothing into the other one")
  func replacedFolder() throws {
    for isReplaced in [false, true] {
      let toy = ToyRun()
      let folder = toy.runFolder
      toy.at(20) {
        try? FileManager.default.removeItem(at: folder)
        if isReplaced { _ = toy.executeKeepingFlag() }
      }
      let outcome = toy.execute()
      #expect(outcome.exitCode == .step)
      #expect("\(try #require(outcome.error))".contains("was removed or replaced"))
      #expect(FileManager.default.fileExists(atPath: folder.path) == isReplaced)
      if isReplaced { #expect(try toy.recordOnDisk().status == .done) }
    }
  }

  @Test("An unknown status in run.json is named as such")
  func unknownStatus() throws {
    let toy = ToyRun()
    toy.execute()
    let file = toy.runFolder.appending(path: "run.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    for (old, new, reason) in [
      (
        "\"status\" : \"done\"", "\"status\" : \"splendid\"",
        "the value of status is not one that this program knows"
      ),
      ("\"budget\" : \"quick\"", "\"budget\" : \"huge\"", "the value of budget is not one"),
    ] {
      try Data(text.replacing(old, with: new, maxReplacements: 1).utf8).write(to: file)
      let error = #expect(throws: DamagedRecord.self) { try RunRecord.read(file) }
      #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
  }
}

@Suite("Mistakes in a lesson's code")
struct LessonFailureTests {
  /// A toy whose second step multiplies what does not fit.
  final class Broken: Lesson {
    static let slug = "toy"
    static let settings = ToyLesson.settings
    init(_ run: Run) throws {}
    static var steps: [Step<Broken>] {
      [Step("look", look), Step("walk", multiply), Step("walk-back", rest), Step("sum-up", rest)]
    }

    private func look(_ report: Report) { report.metric("start", 1) }

    private func multiply(_ report: Report) {
      report.metric("product", matmul(Tensor.ones([2, 3]), Tensor.ones([4, 5])).sum().scalar)
    }

    private func rest(_ report: Report) {}
  }

  @Test(
    "Shapes that do not fit: named in one line, exit code 4, the step recorded as failed, earlier ones kept")
  func shapes() async throws {
    let folder = ScratchFolder()
    let result = await #expect(
      processExitsWith: .exitCode(4), observing: [\.standardErrorContent]
    ) { [path = folder.url.path as String] in
      var request = ToyRun().request
      request.output = URL(filePath: path, directoryHint: .isDirectory)
      let narrator = Narrator(
        output: .standardOutput(), errors: .standardError(), detail: .everything, showsProgress: false)
      _ = ChapterRun(ToyRun.chapter, Broken.self, request, narrator).execute()
    }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(errors.contains("[2, 3]") && errors.contains("[4, 5]") && errors.contains("Step walk: "))
    #expect(errors.contains("lesson-runner run toy"))
    let record = try #require(try RunRecord.read(folder.url.appending(path: "07-toy/run.json")))
    #expect(record.steps.map(\.status) == [.done, .failed, .notRun, .notRun])
    #expect(record.steps[1].error?.contains("[4, 5]") == true)
    // The same folder, with the mistake mended.
    var request = ToyRun().request
    request.output = folder.url
    #expect(
      ChapterRun(ToyRun.chapter, ToyLesson.self, request, Transcript().narrator()).execute().exitCode == .done
    )
  }
}
