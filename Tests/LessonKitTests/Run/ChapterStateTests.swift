import DataFolders
import Datasets
import Foundation
import GANKit
import TerminalText
import Testing

@testable import LessonKit

@Suite("What contents shows")
struct ChapterStateTests {
  private let toy = ToyRun()
  private let code = CodeVersion(lesson: "a", library: "b")

  @discardableResult
  private func execute(_ change: (inout RunRequest) -> Void = { _ in }) -> RunOutcome {
    toy.execute { request in
      request.code = code
      change(&request)
    }
  }

  private func state(code: CodeVersion? = nil, data: DataFolder? = nil) throws -> ChapterState {
    ChapterState(
      try RunRecord.read(toy.runFolder.appending(path: "run.json")), stepIDs: ToyRun.chapter.steps.map(\.id),
      settings: ToyLesson.settings, code: code ?? self.code, data: data ?? toy.request.data,
      folder: toy.runFolder)
  }

  @Test("How far a run came")
  func status() throws {
    #expect(try state().status == .notRun)
    toy.at(3) { toy.flag.isRaised = true }
    execute()
    #expect(try state().status == .interrupted)
    execute()
    #expect(try state().status == .done)
    #expect(try state().reasons.isEmpty)
    execute { $0.set("fails=true") }
    #expect(try state().status == .failed)
  }

  @Test("Changed code of the lesson or the library makes results stale, and the reason is said")
  func changedCode() throws {
    execute()
    let lesson = try state(code: CodeVersion(lesson: "x", library: "b"))
    #expect(lesson.status == .stale)
    #expect(lesson.reasons == ["the lesson's code has changed"])
    let library = try state(code: CodeVersion(lesson: "a", library: "x"))
    #expect(library.status == .stale)
    #expect(library.reasons == ["the library's code has changed"])
    // One step made again by the new code: the others are stale.
    execute {
      $0.code = CodeVersion(lesson: "x", library: "b")
      $0.selection = .only("sum-up")
    }
    let partly = try state(code: CodeVersion(lesson: "x", library: "b"))
    #expect(partly.status == .stale)
    #expect(partly.reasons == ["the lesson's code has changed (look, walk and walk-back)"])
  }

  @Test("Files that are gone make results stale")
  func missingFiles() throws {
    execute()
    try FileManager.default.removeItem(at: toy.runFolder.appending(path: "figures/walk-path.png"))
    #expect(try state().status == .stale)
    #expect(try state().reasons == ["figures/walk-path.png is gone (walk)"])
    try FileManager.default.removeItem(at: toy.runFolder.appending(path: "checkpoint/02-walk.safetensors"))
    #expect(try state().reasons == ["2 files are gone (walk)"])
  }

  @Test("A step that ran again leaves later ones stale")
  func earlierStepAgain() throws {
    execute()
    execute {
      $0.selection = .only("walk")
      $0.set("count=20")
    }
    let state = try state()
    #expect(state.status == .stale)
    #expect(state.reasons == ["walk has been run again since (walk-back)"])
    #expect(state.parts == ["count=50: look, walk-back and sum-up", "count=20: walk"])
  }

  @Test("Parts that were made under different conditions are told")
  func parts() throws {
    execute()
    #expect(try state().parts.isEmpty)
    #expect(try state().conditions == ["quick", "seed 5"])
    execute {
      $0.selection = .only("look")
      $0.seed = 6
      $0.set("rate=0.5")
    }
    let state = try state()
    #expect(state.parts == ["rate=0.5, seed 6: look", "rate=0.1, seed 5: walk, walk-back and sum-up"])
    #expect(state.conditions == ["quick", "seed 6", "rate=0.5"])
    let settings = try Settings(ToyLesson.settings, budget: .quick, overrides: ["rate=0.5"])
    #expect(!state.isDone(seed: 6, settings: settings))
  }

  @Test("A run is the same as an earlier one if budget, seed and settings are")
  func sameConditions() throws {
    execute { $0.set("rate=0.5") }
    let settings = try Settings(ToyLesson.settings, budget: .quick, overrides: ["rate=0.5"])
    #expect(try state().isDone(seed: 5, settings: settings))
    #expect(try !state().isDone(seed: 1, settings: settings))
    let standard = try Settings(ToyLesson.settings, budget: .standard, overrides: ["rate=0.5", "count=50"])
    #expect(try !state().isDone(seed: 5, settings: standard))
    let defaults = try Settings(ToyLesson.settings, budget: .quick)
    #expect(try !state().isDone(seed: 5, settings: defaults))
  }

  @Test("Changed, vanished and newly found data make results stale; data that moved do not")
  func changedData() throws {
    execute()
    let faces = toy.folder.url.appending(path: "data/faces", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: faces, withIntermediateDirectories: true)
    func record(_ data: DataRecord) throws {
      var record = try toy.recordOnDisk()
      record.data = ["faces": data]
      try record.encoded().write(to: toy.runFolder.appending(path: "run.json"))
    }
    try record(DataRecord(source: "drawn", note: "drawn faces", isChosen: false))
    #expect(try state().reasons.isEmpty)
    let picture = faces.appending(path: "a.png")
    try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 7]).write(to: picture)
    #expect(try state().reasons == ["the data set faces is now available (the run used a drawn stand-in)"])
    try record(DataRecord(source: "drawn", note: "drawn faces", isChosen: true))
    #expect(try state().reasons.isEmpty)

    let source = DataSource.files(faces)
    try record(
      DataRecord(
        source: "files", note: "faces", folder: faces.path, fingerprint: source.fingerprint))
    #expect(try state().reasons.isEmpty)
    let moved = toy.folder.url.appending(path: "elsewhere")
    try FileManager.default.createDirectory(at: moved, withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: faces, to: moved.appending(path: "faces"))
    #expect(try state().reasons == ["the data set faces is not there any more"])
    let elsewhere = DataFolder(
      environment: [DataFolder.variable: moved.path], workingDirectory: toy.folder.url)
    #expect(try state(data: elsewhere).reasons.isEmpty)
    try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 8]).write(
      to: moved.appending(path: "faces/a.png"))
    #expect(try state(data: elsewhere).reasons == ["the files of the data set faces have changed"])
  }

  @Test("Data that --data named are looked for there; a run with other data is not the same run")
  func namedData() throws {
    execute()
    func folder(_ name: String, _ byte: UInt8) throws -> URL {
      let faces = toy.folder.url.appending(path: "\(name)/faces", directoryHint: .isDirectory)
      try FileManager.default.createDirectory(at: faces, withIntermediateDirectories: true)
      try (Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, byte])).write(
        to: faces.appending(path: "a.png"))
      return faces.deletingLastPathComponent()
    }
    let (a, b) = (try folder("a", 1), try folder("b", 2))
    var record = try toy.recordOnDisk()
    let source = DataSource.files(a.appending(path: "faces"))
    record.data = [
      "faces": DataRecord(
        source: "files", note: "faces", folder: a.path + "/faces", fingerprint: source.fingerprint,
        named: a.path)
    ]
    try record.encoded().write(to: toy.runFolder.appending(path: "run.json"))
    func status(in data: DataFolder?) -> ChapterStatus {
      ChapterState(
        record, stepIDs: ToyRun.chapter.steps.map(\.id), code: code, data: data, folder: toy.runFolder
      ).status
    }
    #expect(status(in: nil) == .done)
    #expect(status(in: DataFolder(explicit: a)) == .done)
    #expect(status(in: DataFolder(explicit: b)) == .stale)
    #expect(status(in: toy.request.data) == .stale)
    // A part made from other data.
    record.steps[1].madeWith = record.conditions
    record.steps[1].madeWith?.data["faces"]?.fingerprint =
      DataSource.files(b.appending(path: "faces")).fingerprint
    record.steps[1].madeWith?.data["faces"]?.note = "other faces"
    let state = ChapterState(
      record, stepIDs: ToyRun.chapter.steps.map(\.id), code: code, data: nil, folder: toy.runFolder)
    #expect(state.reasons == ["the files of the data set faces have changed (walk)"])
    #expect(state.parts == ["faces: look, walk-back and sum-up", "other faces: walk"])
  }

  @Test("A linked set is the same set; notes beside the pictures do not count")
  func linkedData() throws {
    let base = toy.folder.url
    let real = base.appending(path: "disk/train", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: real, withIntermediateDirectories: true)
    let picture = real.appending(path: "a.png")
    try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]).write(to: picture)
    let set = base.appending(path: "data/facades", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: set, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: set.appending(path: "train"), withDestinationURL: real)
    let first = DataSource.files(set).fingerprint
    try Data("x".utf8).write(to: set.appending(path: ".DS_Store"))
    try Data("x".utf8).write(to: set.appending(path: "notes.txt"))
    #expect(DataSource.files(set).fingerprint == first)
    try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 2]).write(to: picture)
    #expect(DataSource.files(set).fingerprint != first)
  }

  @Test("The code's version: comments, blank lines and text that is only printed do not count")
  func codeVersion() throws {
    let folder = ScratchFolder()
    func write(_ text: String, _ path: String) throws {
      let file = folder.url.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    func version() -> CodeVersion { CodeVersion(sources: folder.url, lesson: "Toy") }
    try write("let a = 1\n", "Lessons/Toy/Model.swift")
    try write("let b = 1\n", "GANKit/Tensor/Tensor.swift")
    try write("let c = 1\n", "LessonKit/Console/Style.swift")
    try write("let d = 1\n", "Lessons/Other/Model.swift")
    let first = version()
    try write("// A comment.\n\nlet a = 1\r\n", "Lessons/Toy/Model.swift")
    try write("let c = 2\n", "LessonKit/Console/Style.swift")
    try write("let d = 2\n", "Lessons/Other/Model.swift")
    #expect(version() == first)
    try write("let b = 2\n", "GANKit/Tensor/Tensor.swift")
    #expect(version().changes(since: first) == ["the library's code has changed"])
    try write("let a = 2\n", "Lessons/Toy/Model.swift")
    #expect(version().changes(since: first).count == 2)
  }

  @Test("Every folder that the code's version leaves out, and every lesson's, is there and holds code")
  func codeVersionFolders() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources")
      .standardized
    func holdsCode(_ folder: String) -> Bool {
      let files = FileManager.default.enumerator(atPath: sources.appending(path: folder).path)
      return files?.contains { ($0 as? String)?.hasSuffix(".swift") == true } == true
    }
    #expect(CodeVersion.foldersWithoutEffect.contains("LessonKit/Console"))
    for folder in CodeVersion.foldersWithoutEffect { #expect(holdsCode(folder), "\(folder)") }
    for lesson in try FileManager.default.contentsOfDirectory(atPath: sources.path + "/Lessons") {
      let version = CodeVersion(sources: sources, lesson: lesson)
      #expect(holdsCode("Lessons/\(lesson)"))
      #expect(version.lesson != CodeVersion.programHash && version.library != CodeVersion.programHash)
    }
  }
}
