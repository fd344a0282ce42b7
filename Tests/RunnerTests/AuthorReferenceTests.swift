import Foundation
import Testing

@Suite("The chapters of this checkout against their reference records")
struct AuthorReferenceTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  @Test("Every number and figure of chapters 1 and 2 agrees with the record of its run")
  func checkout() throws {
    defer { runner.remove() }
    let result = try runner.run("author", "check", "--json")
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    let json = try result.json()
    #expect((json["findings"] as? [Any])?.isEmpty == true)
    let held = try numbers(json, "held")
    #expect(held["gan-theory"]?.count ?? 0 >= 6)
    #expect(held["ideal-discriminator"]?.count ?? 0 >= 11)
    // What is not held is counted, chapter by chapter, until its training has changed for the last time.
    let notHeld = try numbers(json, "notHeld")
    let withNumbers = try ["chapters", "labs"].flatMap { place -> [String] in
      let folder = "\(Runner.repositoryPath)/\(place)"
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
        guard name.hasSuffix(".md") else { return false }
        return try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).contains("<!-- metric:")
      }
    }
    #expect(
      Set(held.keys).union(notHeld.keys) == Set(withNumbers.map { String($0.dropFirst(3).dropLast(3)) }))
    let text = try runner.run("author", "check").output
    for (slug, metrics) in notHeld {
      #expect(
        text.contains(
          "-\(slug).md: \(metrics.count) numbers not checked yet: the chapter has no reference run"))
    }
  }

  private func numbers(_ json: [String: Any], _ key: String) throws -> [String: [String]] {
    let list = try #require(json[key] as? [[String: Any]])
    return try list.reduce(into: [:]) { numbers, item in
      let slug = try #require(item["chapter"] as? String)
      numbers[slug] = try #require(item["metrics"] as? [String])
    }
  }

  /// A fault in a copy of chapters 1 and 2.
  struct Fault: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    /// Nil removes the file.
    let change: (@Sendable (Data) -> Data)?
    /// What is said of it; nil if there is nothing to find.
    let finding: String?

    init(_ name: String, in file: String, finds finding: String?, _ change: (@Sendable (Data) -> Data)?) {
      (testDescription, self.file, self.finding, self.change) = (name, file, finding, change)
    }

    init(_ name: String, in file: String, finds finding: String?, _ old: String, _ new: String) {
      self.init(name, in: file, finds: finding) { bytes in
        Data(String(decoding: bytes, as: UTF8.self).replacing(old, with: new, maxReplacements: 1).utf8)
      }
    }
  }

  /// A figure of chapter 1: a drawing, as soon as its record has one.
  private static let plane: String = {
    let folder = Runner.repositoryPath + "/chapters/figures/gan-theory/"
    return ["train-plane.svg", "train-plane.png"].first {
      FileManager.default.fileExists(atPath: folder + $0)
    }
      ?? "train-plane.png"
  }()

  @Test(
    "A planted fault is found",
    arguments: [
      Fault("none", in: "01-gan-theory.md", finds: nil, "# Two players", "# Two  players"),
      Fault(
        "a wrong number", in: "01-gan-theory.md",
        finds: "the text says 7, the reference run measured 8 for train.modesCovered",
        "8<!-- metric: train.modesCovered", "7<!-- metric: train.modesCovered"),
      Fault(
        "an unknown metric", in: "02-ideal-discriminator.md",
        finds: "measured no \"train.kss\". Did you mean \"train.ks\"", "metric: train.ks ",
        "metric: train.kss "),
      Fault(
        "a number of the record", in: "figures/ideal-discriminator/run.json",
        finds: "the text says 615,440, the reference run measured 615441", "615440", "615441"),
      Fault(
        "an answer that the run contradicts", in: "01-gan-theory.md",
        finds:
          "the reference run does not confirm this answer: two-players.lossAtHalf > 2.38 (measured: 1.386)",
        "when two-players.lossAtHalf > 1.38", "when two-players.lossAtHalf > 2.38"),
      Fault(
        "a part of the teacher's page", in: "teaching/01-gan-theory.md",
        finds: "the part \"## Goals\" is missing", "## Goals", "## Aims"),
      Fault(
        "a missing record", in: "figures/gan-theory/run.json", finds: "there is no chapters/figures", nil),
      Fault(
        "a missing figure", in: "figures/gan-theory/\(plane)", finds: "there is no figure", nil),
      Fault(
        "a wrong figure", in: "figures/gan-theory/\(plane)",
        finds: "\(plane) is not the picture that the reference run saved"
      ) { bytes in
        var bytes = bytes
        bytes[bytes.count / 2] ^= 1
        return bytes
      },
    ])
  func planted(_ fault: Fault) throws {
    defer { runner.remove() }
    let home = try copyOfChapters()
    let file = home.appending(path: "chapters/\(fault.file)")
    if let change = fault.change {
      let bytes = try Data(contentsOf: file)
      let changed = change(bytes)
      try #require(changed != bytes)
      try changed.write(to: file)
    } else {
      try FileManager.default.removeItem(at: file)
    }
    let result = try check(home)
    #expect(result.exitCode == (fault.finding == nil ? 0 : 1), "\(result.output)\(result.errors)")
    #expect(result.output.contains(fault.finding ?? "0 to correct"), "\(result.output)\(result.errors)")
  }

  private func check(_ home: URL) throws -> Runner.Result {
    try runner.run(["author", "check"], environment: ["GANLESSONS_HOME": home.path])
  }

  /// The first two chapters with their figures, beside the sources of this checkout.
  private func copyOfChapters() throws -> URL {
    let repository = URL(filePath: Runner.repositoryPath)
    let home = runner.folder.appending(path: "home")
    let manager = FileManager.default
    for folder in ["chapters/figures", "labs/figures"] {
      try manager.createDirectory(at: home.appending(path: folder), withIntermediateDirectories: true)
    }
    for path in [
      "labs/01-gan-theory-labs.md", "labs/02-ideal-discriminator-labs.md", "labs/figures/gan-theory-labs",
      "labs/figures/ideal-discriminator-labs",
      "chapters/01-gan-theory.md", "chapters/02-ideal-discriminator.md", "chapters/figures/gan-theory",
      "chapters/figures/ideal-discriminator", "chapters/teaching",
    ] {
      try manager.copyItem(at: repository.appending(path: path), to: home.appending(path: path))
    }
    // Chapter 1 links to it; it links to all chapters.
    try Data("# What GANs have been used for\n".utf8).write(
      to: home.appending(path: "chapters/applications.md"))
    try manager.createSymbolicLink(
      at: home.appending(path: "Sources"), withDestinationURL: repository.appending(path: "Sources"))
    return home
  }

  @Test("author reference refuses what is no finished standard run, with exit code 2")
  func refusal() throws {
    defer { runner.remove() }
    let home = try copyOfChapters()
    func reference(_ arguments: String...) throws -> Runner.Result {
      try runner.run(["author", "reference"] + arguments, environment: ["GANLESSONS_HOME": home.path])
    }
    let place = "chapters/figures/ideal-discriminator"
    let figures = home.appending(path: place).path
    let none = try reference("2")
    #expect(none.exitCode == 2)
    #expect(none.errors.contains("output/02-ideal-discriminator/run.json does not exist"))
    #expect(none.errors.contains(" run 2 --restart"))

    let small = try runner.run(
      ["run", "2", "--budget", "smoke", "--set", "iterations=20", "--quiet", "--output", "runs"],
      environment: ["GANLESSONS_HOME": home.path])
    #expect(small.exitCode == 0, "\(small.output)\(small.errors)")
    let refused = try reference("2", "--from", "runs/02-ideal-discriminator")
    #expect(refused.exitCode == 2)
    #expect(refused.errors.contains("its budget is smoke, the book's runs are of standard budget"))
    #expect(FileManager.default.contentsEqual(atPath: figures, andPath: Runner.repositoryPath + "/" + place))
  }
}
