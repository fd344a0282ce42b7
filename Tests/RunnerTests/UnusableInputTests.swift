import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

/// docs/own-pictures.md has a table of what becomes of unusual pictures, another of weights that do not fit, and a third of
/// pairs. Each row is tried here.
@Suite("What the tables of files that cannot be used say", .serialized)
struct UnusableInputTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  /// What a row of the tables says.
  private struct Row {
    let exitCode: Int32
    /// What the program prints, among other things; several parts in quotation marks.
    let words: [String]

    func holds(of result: Runner.Result) -> Bool {
      let text = (result.output + result.errors).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return result.exitCode == exitCode && words.allSatisfy(text.contains)
    }
  }

  /// The rows of the table below a heading of docs/own-pictures.md, by their first cell.
  private func table(below heading: String) throws -> [String: Row] {
    let page = try String(
      contentsOf: URL(filePath: Runner.repositoryPath + "/docs/own-pictures.md"), encoding: .utf8)
    let section = try #require(page.components(separatedBy: "\n### ").first { $0.hasPrefix(heading + "\n") })
    let lines = section.split(separator: "\n").drop { !$0.hasPrefix("|---") }.dropFirst()
    let rows = lines.prefix { $0.hasPrefix("|") }.map { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let words = cells[1].split(separator: "`", omittingEmptySubsequences: false).enumerated()
      let quoted = words.filter { $0.offset % 2 == 1 }.map { String($0.element) }
      return (cells[0], Row(exitCode: Int32(cells[2]) ?? -1, words: quoted))
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  private func expectSameKinds(_ rows: [String: Row], _ tried: [String]) {
    #expect(Set(rows.keys).symmetricDifference(tried) == [], "on the page or tried here, and not both")
  }

  // MARK: Pictures

  /// The name and the content of a picture of each kind.
  private static let pictures: [String: (name: String, content: @Sendable () throws -> Data)] = [
    "an empty file": ("a.png", { Data() }),
    "text": ("a.png", { Data("not a picture\n".utf8) }),
    "a web page that was saved as a picture": ("a.jpg", { Data("<html><body>404</body></html>".utf8) }),
    "a GIF": ("a.gif", { Data("GIF89a".utf8) }),
    "a GIF whose name ends in .png": ("a.png", { Data("GIF89a".utf8) }),
    "a HEIC": ("a.heic", { Data("\0\0\0 ftypheic".utf8) }),
    "a PNG cut short": ("a.png", { try half(bytes("png-rgb-8.png")) }),
    "a JPEG cut short": ("a.jpg", { try half(bytes("jpeg-420.jpg")) }),
    "a WebP cut short": ("a.webp", { try half(bytes("webp-lossy.webp")) }),
    "a PNG with a wrong bit": (
      "a.png",
      {
        var damaged = try bytes("png-rgb-8.png")
        // The last byte of the pixels' checksum, before the 12 bytes of IEND.
        damaged[damaged.endIndex - 14] ^= 1
        return damaged
      }
    ),
    "30,000 x 30,000 pixels": ("a.png", { try announcing(30_000, 30_000, bytes("png-rgb-8.png")) }),
    "a JPEG whose name ends in .png": ("a.png", { try bytes("jpeg-420.jpg") }),
    "CMYK": ("a.jpg", { try bytes("jpeg-cmyk.jpg") }),
    "16 bits per channel": ("a.png", { try bytes("png-rgb-16.png") }),
    "an animated PNG": (
      "a.png",
      {
        let frames = [1, 2].map { AnimatedPNG.Frame(.made(9, 7, seed: $0), seconds: 0.1) }
        return try AnimatedPNG(frames, still: .made(9, 7)).encoded()
      }
    ),
    "an animated WebP": ("a.webp", { try bytes("webp-animated.webp") }),
    "transparency": ("a.png", { try bytes("png-rgba-8.png") }),
    "1 x 1 pixel": ("a.png", { try bytes("jpeg-one-pixel.png") }),
    "a name with a line break and an umlaut": ("new\nline ü.png", { try bytes("png-rgb-8.png") }),
  ]

  private static func bytes(_ name: String) throws -> Data { try Data(contentsOf: fixture(name)) }
  private static func half(_ bytes: Data) -> Data { bytes.prefix(bytes.count / 2) }

  @Test("Pictures: apply does what the table says, the others go on, and nothing half-written is left")
  func unusualPictures() throws {
    defer { runner.remove() }
    try train()
    let rows = try table(below: "Pictures")
    let others = ["a folder without pictures", "a link that leads nowhere", "a name that nothing has"]
    expectSameKinds(rows, Self.pictures.keys + others)
    #expect(rows.count > 20)
    for (number, (kind, row)) in rows.sorted(by: { $0.key < $1.key }).enumerated() {
      let (folder, results) = ("in-\(number)", "out-\(number)")
      try runner.write(["good.png": .made(40, 30)], to: folder)
      let place = runner.folder.appending(path: folder)
      let (name, content) = Self.pictures[kind] ?? ("a.png", { Data() })
      let file = place.appending(path: name)
      switch kind {
      case "a folder without pictures":
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
      case "a link that leads nowhere":
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "/nowhere")
      case "a name that nothing has": break
      default: try content().write(to: file)
      }
      let applied = try runner.run("apply", "6", "\(folder)/good.png", "\(folder)/\(name)", "--to", results)
      #expect(row.holds(of: applied), "\(kind): \(applied.exitCode) \(applied.output) \(applied.errors)")
      let stem = file.deletingPathExtension().lastPathComponent
      let expected = ["good.png"] + (row.exitCode == 0 ? ["\(stem).png"] : [])
      #expect(try runner.files(in: results).keys.sorted() == expected.sorted(), "\(kind)")
      // A set leaves out the same files, and names them.
      guard row.exitCode == 3, Self.pictures[kind] != nil else { continue }
      let made = try runner.run("data", "make", "faces", "--from", folder, "--to", "sets-\(number)")
      #expect(made.exitCode == 0 && made.output.contains(name), "\(kind): \(made.output) \(made.errors)")
      #expect(try runner.files(in: "sets-\(number)/faces").count == 1, "\(kind)")
    }
  }

  /// The smallest training of chapter 6.
  private func train() throws {
    let sizes = ["iterations=10", "judgeIterations=10", "exhibitIterations=10", "taskIterations=10"]
    let run = try runner.run(
      ["run", "6", "--budget", "smoke", "--threads", "1"] + sizes.flatMap { ["--set", $0] })
    #expect([0, 1].contains(run.exitCode), "\(run.errors)")
  }

  // MARK: Pairs

  @Test("Pairs: data make does what the table says, and a refused set leaves nothing")
  func pairs() throws {
    defer { runner.remove() }
    let rows = try table(below: "Pairs from two folders")
    func pictures(_ names: String...) -> [String: Image] {
      Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, .made(40, 40, seed: $0 + 1)) })
    }
    let fitting = pictures("a.png", "b.png")
    let tried: [String: (inputs: [String: Image], targets: [String: Image])] = [
      "a picture without a partner": (pictures("a.png", "b.png", "c.png"), fitting),
      "no two pictures of one name": (fitting, pictures("c.png", "d.png")),
      "two pictures of one name in a folder": (pictures("a.jpg", "a.png", "b.png"), fitting),
      "one pair": (pictures("a.png"), pictures("a.png")),
      "an empty folder": ([:], fitting),
      "two pictures of different sizes": (
        fitting, ["a.png": .made(60, 40), "b.png": .made(40, 40, seed: 2)]
      ),
    ]
    expectSameKinds(rows, Array(tried.keys))
    for (kind, row) in rows {
      try runner.write(tried[kind]?.inputs ?? [:], to: "inputs")
      try runner.write(tried[kind]?.targets ?? [:], to: "targets")
      let made = try runner.run(
        "data", "make", "pairs", "--inputs", "inputs", "--targets", "targets", "--to", "sets")
      #expect(row.holds(of: made), "\(kind): \(made.exitCode) \(made.output) \(made.errors)")
      let isThere = FileManager.default.fileExists(atPath: runner.folder.path + "/sets")
      #expect(isThere == (row.exitCode == 0), "\(kind)")
      for folder in ["inputs", "targets", "sets"] where isThere || folder != "sets" {
        try FileManager.default.removeItem(at: runner.folder.appending(path: folder))
      }
    }
  }

  // MARK: Weights

  @Test("Weights: run --weights does what the table says, and trains nothing")
  func weights() throws {
    defer { runner.remove() }
    try train()
    let trained = runner.folder.appending(path: "output/06-pix2pix/checkpoint/05-train.safetensors")
    let whole = try Data(contentsOf: trained)
    let name = try #require(
      try Checkpoint(contentsOf: trained).names.first { $0.hasPrefix("players.generator") })
    func changed(_ change: (inout Checkpoint) throws -> Void) throws -> Data {
      var checkpoint = try Checkpoint(contentsOf: trained)
      try change(&checkpoint)
      let file = runner.folder.appending(path: "changed.safetensors")
      try checkpoint.write(to: file)
      return try Data(contentsOf: file)
    }
    let tried: [String: (chapter: String, content: Data?)] = [
      "nothing of this name": ("6", nil),
      "an empty file": ("6", Data()),
      "text": ("6", Data("no weights\n".utf8)),
      "a file of `torch.save`": ("6", Data([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0])),
      "of another chapter": ("5", whole),
      "of networks of another width": ("6 wide", whole),
      "cut short": ("6", whole.dropLast(400)),
      "with a wrong bit": (
        "6",
        {
          var bytes = whole
          bytes[bytes.endIndex - 100] ^= 1
          return bytes
        }()
      ),
      "from a newer version of the program": ("6", try changed { $0.metadata["schema"] = "2" }),
      "with a weight that is NaN": (
        "6",
        try changed {
          let shape = try #require($0[tensor: name]).shape
          $0[tensor: name] = .full(shape, .nan)
        }
      ),
      "without the generator": (
        "6",
        try changed {
          for name in $0.names where name.hasPrefix("players.generator") { $0[tensor: name] = nil }
        }
      ),
    ]
    let rows = try table(below: "Weights")
    expectSameKinds(rows, Array(tried.keys))
    for (kind, row) in rows {
      let (chapter, content) = try #require(tried[kind])
      let file = runner.folder.appending(path: "weights.safetensors")
      try? FileManager.default.removeItem(at: file)
      try content?.write(to: file)
      var command = ["run", String(chapter.prefix(1)), "--budget", "smoke", "--output", "new"]
      if chapter.hasSuffix("wide") { command += ["--set", "widthG=8"] }
      let run = try runner.run(command + ["--weights", "weights.safetensors"])
      #expect(row.holds(of: run), "\(kind): \(run.exitCode) \(run.errors)")
      #expect(try runner.files(in: "new").keys.allSatisfy { !$0.hasSuffix("safetensors") }, "\(kind)")
    }
  }
}
