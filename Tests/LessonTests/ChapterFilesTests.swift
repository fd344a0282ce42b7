import Foundation
import Testing

/// What a reader knows from one chapter is found under the same name in the next one.
@Suite("Files of the chapters") struct ChapterFilesTests {
  /// The files of every chapter that trains a GAN: the networks, their losses, what updates them, the loop, its observation, the steps.
  static let ofEveryChapter = [
    "Health", "Lesson", "Losses", "Model", "Players", "Training", "Untrained", "WhatBreaks",
  ]
  /// Names that do not say what is in a file, although a step may be called so.
  static let unclear = [
    "Train", "Game", "Lost", "Trade", "Asking", "Design", "Networks", "FirstLook", "Results",
  ]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Lessons").standardizedFileURL
  static let chapters = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0 != "Labs" }.sorted()

  private func files(_ chapter: String) throws -> [String: String] {
    let folder = Self.folder.appending(path: chapter)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".swift")
    }
    return Dictionary(
      uniqueKeysWithValues: try paths.map { path in
        let name = path.split(separator: "/").last!.dropLast(6)
        return (String(name), try String(contentsOf: folder.appending(path: path), encoding: .utf8))
      })
  }

  @Test func thereAreChapters() throws {
    let training = try Self.chapters.filter { try files($0)["Players"]?.contains("GANPlayers") == true }
    #expect(training.count >= 8)
  }

  @Test(arguments: chapters) func everyChapterThatTrainsHasTheSameFiles(chapter: String) throws {
    let files = try files(chapter)
    guard files.values.contains(where: { $0.contains("GANPlayers") }) else { return }
    #expect(Self.ofEveryChapter.filter { files[$0] == nil } == [])
    #expect(try #require(files["Players"]).contains("struct Players: GANPlayers {"))
    #expect(try #require(files["Losses"]).contains("struct Losses: TrainingLosses {"))
    #expect(try #require(files["Training"]).contains("report.loop("))
    #expect(try #require(files["Lesson"]).contains("static var steps: [Step<"))
  }

  /// Every other file is named after a step of the chapter, or after a type or function in it.
  @Test(arguments: chapters) func fileNamesSayWhatIsInThem(chapter: String) throws {
    let files = try files(chapter)
    let steps = try #require(files["Lesson"]).matches(of: /Step\("([a-z0-9-]+)"/).map {
      String($0.output.1).replacing("-", with: "")
    }
    #expect(!steps.isEmpty)
    for (name, text) in files where !Self.ofEveryChapter.contains(name) && name != "Settings" {
      #expect(!Self.unclear.contains(name), "\(chapter)/\(name).swift does not say what is in it")
      // Generator+Draw.swift extends Generator.
      let subject = String(name.prefix { $0 != "+" }).lowercased()
      let declared = text.matches(of: /(?:struct|enum|class|extension|func) (\w+)/)
        .map { String($0.output.1).lowercased() }
      #expect(
        steps.contains(subject) || declared.contains { $0.hasPrefix(subject) || $0 == "show\(subject)" },
        "\(chapter)/\(name).swift: neither a step nor anything in it is called so")
    }
  }
}
