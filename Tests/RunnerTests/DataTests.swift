import Foundation
import GANKit
import Pictures
import Testing

@Suite("Data on the command line")
struct DataTests {
  let runner: Runner

  init() throws { runner = try Runner() }

  /// A small, whole copy of MNIST's four files, unpacked.
  private func writeDigits(count: Int = 20, damage: (inout [String: Data]) -> Void = { _ in }) throws {
    let folder = runner.folder.appending(path: "sets/mnist")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func header(_ rank: UInt8, _ extents: [Int]) -> Data {
      Data([0, 0, 8, rank])
        + extents.flatMap { extent in (0..<4).reversed().map { UInt8(extent >> ($0 * 8) & 255) } }
    }
    var files: [String: Data] = [:]
    for part in ["train", "t10k"] {
      files["\(part)-images-idx3-ubyte"] =
        header(3, [count, 28, 28]) + Data(repeating: 7, count: count * 784)
      files["\(part)-labels-idx1-ubyte"] = header(1, [count]) + Data((0..<count).map { UInt8($0 % 10) })
    }
    damage(&files)
    for (name, bytes) in files { try bytes.write(to: folder.appending(path: name)) }
  }

  @Test("data: where looked for, what was found, what stands in")
  func list() throws {
    defer { runner.remove() }
    let nothing = try runner.run("data")
    #expect(nothing.exitCode == 0)
    #expect(nothing.output.contains("drawn digits"))

    try writeDigits()
    let result = try runner.run("data", "verify", "--json", "--data", "sets")
    #expect(result.exitCode == 0)
    let json = try result.json()
    #expect(json["searched"] as? [String] == ["sets"])
    let sets = try #require(json["sets"] as? [[String: Any]])
    let mnist = try #require(sets.first { $0["name"] as? String == "mnist" })
    #expect((mnist["counts"] as? [String: Int])?["train-images"] == 20)
    #expect(mnist["isCanonical"] as? Bool == false)
    let faces = try #require(sets.first { $0["name"] as? String == "faces" })
    #expect(faces["folder"] == nil)
  }

  @Test("$GANKIT_DATA is looked into")
  func environment() throws {
    defer { runner.remove() }
    try writeDigits()
    let found = try runner.run(["data"], environment: ["GANKIT_DATA": runner.folder.path + "/sets"])
    #expect(found.output.contains("found in"))
  }

  @Test("Pictures are counted by set and collection, and damaged ones are named")
  func pictures() throws {
    defer { runner.remove() }
    let picture = try PNG.encode(Image(width: 2, height: 1, channels: 1, pixels: [0, 255]))
    let files = [
      "faces/anna/1.png": picture, "faces/2.png": picture, "sr/Set5/bird.png": picture,
      "sr/T91/t1.png": picture, "maps/trainA/1.png": picture, "maps/trainB/1.png": picture,
      "maps/testA/1.png": picture, "maps/testB/page.png": Data("<html>".utf8),
    ]
    for (path, content) in files {
      let file = runner.folder.appending(path: "sets/" + path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try content.write(to: file)
    }
    let list = try runner.run("data", "--json", "--data", "sets")
    #expect(list.exitCode == 0)
    let sets = try #require(try list.json()["sets"] as? [[String: Any]])
    func counts(_ name: String) -> [String: Int]? {
      sets.first { $0["name"] as? String == name }?["counts"] as? [String: Int]
    }
    #expect(counts("faces") == ["faces": 2])
    #expect(counts("sr") == ["Set5": 1, "T91": 1])
    #expect(counts("maps") == ["trainA": 1, "trainB": 1, "testA": 1, "testB": 1])
    let verified = try runner.run("data", "verify", "--data", "sets")
    #expect(verified.exitCode == 3)
    #expect(verified.output.contains("maps/testB/page.png: not a file of the expected format"))
  }

  enum Damage: CaseIterable {
    case magicNumber, count, truncated, missing, truncatedGzip, fewerLabels, otherSide, wrongLabel

    func apply(_ files: inout [String: Data]) {
      let name = "train-images-idx3-ubyte"
      switch self {
      case .magicNumber: files[name]![2] = 9
      case .count: files[name]![7] = 21
      case .fewerLabels:
        files["train-labels-idx1-ubyte"]![7] = 19
        files["train-labels-idx1-ubyte"]!.removeLast()
      case .otherSide:
        files[name]![11] = 14
        files[name]![15] = 56
      case .wrongLabel: files["train-labels-idx1-ubyte"]![12] = 10
      case .truncated: files[name]!.removeLast(100)
      case .missing: files[name] = nil
      case .truncatedGzip:
        files[name] = nil
        files[name + ".gz"] = Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x63])
      }
    }
  }

  @Test("Damaged data: exit code 3, and the file is named; nothing is run", arguments: Damage.allCases)
  func damaged(_ damage: Damage) throws {
    defer { runner.remove() }
    try writeDigits { damage.apply(&$0) }
    let verified = try runner.run("data", "verify", "--data", "sets")
    #expect(verified.exitCode == 3)
    #expect(verified.output.contains("cannot be used:"))
    let run = try runner.run("run", "vanilla-gan", "--budget", "smoke", "--data", "sets")
    #expect(run.exitCode == 3)
    let file = damage == .wrongLabel ? "train-labels-idx1-ubyte" : "train-images-idx3-ubyte"
    #expect(run.errors.contains(file) && verified.output.contains(file), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: runner.folder.path + "/output/03-vanilla-gan/run.json"))
  }

  @Test("A folder without the set, or no folder at all: exit code 3 and the expected tree")
  func missing() throws {
    defer { runner.remove() }
    let empty = try runner.run("run", "vanilla-gan", "--budget", "smoke", "--data", ".")
    #expect(empty.exitCode == 3)
    #expect(empty.errors.contains("train-images-idx3-ubyte.gz"))
    let nowhere = try runner.run("run", "vanilla-gan", "--budget", "smoke", "--data", "nowhere")
    #expect(nowhere.exitCode == 3)
    #expect(nowhere.errors.contains("nowhere"))
  }
}
