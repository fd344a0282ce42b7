import Foundation
import Pictures
import Testing

/// Collections in formats that are not read, and files that unpack to far more than they are.
@Suite("What cannot be used, on the command line")
struct UnusablePicturesTests {
  private static let chapter = ["run", "cyclegan", "--budget", "smoke", "--quiet", "--set", "dataset=mine"]
  let runner: Runner

  init() throws { runner = try Runner() }

  private func file(_ path: String, _ content: Data) throws {
    let url = runner.folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: url)
  }

  @Test("A GIF among PNGs, or in their place: verify and run name it and the way out; exit code 3")
  func otherFormats() throws {
    defer { runner.remove() }
    let gif = Data("GIF89a".utf8)
    let picture = try PNG.encode(.made(8, 8))
    for part in ["trainA", "trainB", "testA", "testB"] { try file("sets/mine/\(part)/1.png", picture) }
    #expect(try runner.run("data", "verify", "--data", "sets").exitCode == 0)
    // A PNG by its name, and not by its content, is found by whoever opens it.
    for (name, alone) in [("2.gif", false), ("2.png", false), ("2.gif", true)] {
      try file("sets/mine/trainB/\(name)", gif)
      if alone {
        try FileManager.default.removeItem(at: runner.folder.appending(path: "sets/mine/trainB/1.png"))
      }
      let verified = try runner.run("data", "verify", "--data", "sets")
      let run = try runner.run(Self.chapter + ["--data", "sets"])
      for (result, text) in [(verified, verified.output), (run, run.errors)] {
        #expect(result.exitCode == 3)
        for part in ["sets/mine/trainB/\(name)", "a GIF file", "Convert it to PNG, JPEG or WebP"] {
          #expect(text.contains(part), "\(text)")
        }
      }
      try FileManager.default.removeItem(at: runner.folder.appending(path: "sets/mine/trainB/\(name)"))
    }
  }

  @Test("$GANKIT_DATA with portraits as HEIC only: nothing is drawn in their place")
  func nothingStandsInForThem() throws {
    defer { runner.remove() }
    try file("sets/faces/1.heic", Data("\0\0\0 ftypheic".utf8))
    let environment = ["GANKIT_DATA": runner.folder.path + "/sets"]
    let list = try runner.run(["data"], environment: environment)
    #expect(list.exitCode == 3 && list.output.contains("cannot be used:") && list.output.contains("1.heic"))
    let run = try runner.run(["run", "dcgan", "--budget", "smoke"], environment: environment)
    #expect(run.exitCode == 3 && run.errors.contains("1.heic"), "\(run.errors)")
  }

  #if os(Linux)
    @Test("A gzip of half a megabyte that unpacks to 600: refused without unpacking it into memory")
    func packedZeros() throws {
      defer { runner.remove() }
      func packed(_ content: Data) throws -> Data {
        try file("plain", content)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-kf", "plain"]
        process.currentDirectoryURL = runner.folder
        try process.run()
        process.waitUntilExit()
        return try Data(contentsOf: runner.folder.appending(path: "plain.gz"))
      }
      func number(_ value: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(value >> ($0 * 8) & 255) } }
      let (mebibyte, count) = (Data(count: 1 << 20), 600 << 20)
      let (zeros, images) = (try packed(mebibyte), count / 784)
      let header = Data([0, 0, 8, 3] + number(images) + number(28) + number(28))
      let rest = try packed(Data(count: images * 784 - (599 << 20)))
      var bomb = try packed(header)
      for _ in 0..<599 { bomb += zeros }
      for part in ["train", "t10k"] {
        try file("sets/mnist/\(part)-images-idx3-ubyte.gz", bomb + rest)
        try file("sets/mnist/\(part)-labels-idx1-ubyte", Data([0, 0, 8, 1] + number(1) + [7]))
      }
      for arguments in [
        ["data", "verify", "--data", "sets"], ["run", "vanilla-gan", "--budget", "smoke", "--data", "sets"],
      ] {
        let (result, peak) = try runner.start(arguments).waitMeasuringMemory()
        #expect(result.exitCode == 3)
        #expect((result.output + result.errors).contains("train-images-idx3-ubyte.gz: the numbers of images"))
        #expect(peak > 10 << 20 && peak < 200 << 20, "\(arguments): \(peak >> 20) MiB")
      }
    }

    @Test("The largest picture that is read takes no more memory than its pixels; a larger one is refused")
    func largePicture() throws {
      defer { runner.remove() }
      for n in 1...3 {
        let side = 8192
        let pixels = [UInt8](repeating: UInt8(n), count: side * side)
        try file(
          "sets/faces/\(n).png", PNG.encode(Image(width: side, height: side, channels: 1, pixels: pixels)))
      }
      let (read, peak) = try runner.start(["data", "verify", "--data", "sets", "--quiet"])
        .waitMeasuringMemory()
      #expect(read.exitCode == 0, "\(read.output)")
      // 64 MiB of grey pixels, one picture at a time.
      #expect(peak > 64 << 20 && peak < 200 << 20, "\(peak >> 20) MiB")
      let wide = Image(
        width: 8193, height: 8192, channels: 1, pixels: [UInt8](repeating: 0, count: 8193 * 8192))
      try file("sets/faces/4.png", PNG.encode(wide))
      let (refused, less) = try runner.start(["data", "verify", "--data", "sets"]).waitMeasuringMemory()
      #expect(refused.exitCode == 3 && refused.output.contains("at most 67 megapixels"))
      #expect(less < 200 << 20, "\(less >> 20) MiB")
    }

    @Test(
      "Bound to one core: one thread unless more are asked for, which is said",
      .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset"), "there is no taskset"))
    func oneCore() throws {
      defer { runner.remove() }
      func bound(_ arguments: [String]) throws -> Runner.Result {
        try runner.run(program: "/usr/bin/taskset", ["-c", "0", Runner.programPath] + arguments)
      }
      let doctor = try bound(["doctor", "--json"])
      let report = try doctor.json()
      #expect(report["threads"] as? Int == 1)
      #expect((report["system"] as? [String: Any])?["cores"] as? Int == 1)
      #expect(((report["system"] as? [String: Any])?["machineCores"] as? Int ?? 0) >= 1)
      // An empty folder ends the run before it computes anything.
      let run = ["run", "vanilla-gan", "--no-pause", "--data", "."]
      #expect(try bound(run + ["--threads", "2"]).errors.contains("2 threads share"))
      #expect(try !bound(run).errors.contains("threads share"))
    }
  #endif
}
