import Foundation
import GANKit
import TestSupport

@testable import NetworkExport

/// The program of a Swift package, compiled with the modules and objects that the tests themselves were built of.
///
/// `swift build` would compile GANKit again for each package, which takes minutes.
struct GeneratedProgram {
  /// The package's folder.
  let package: URL
  private let folder: TemporaryFolder

  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  /// Where the tests were built.
  private static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

  /// Whether programs can be compiled: what they are linked of lies where it is looked for, as in builds on Linux.
  static let isPossible = FileManager.default.fileExists(
    atPath: products.appending(path: "Pictures.build/Image.swift.o").path)

  /// Writes the package of a network and compiles its program; warnings are errors.
  /// - Throws: `Failure` with what the compiler says.
  init(_ network: ExportedNetwork, use: SwiftPackage.Use) throws {
    folder = try TemporaryFolder()
    try SwiftPackage(network, checkout: Self.repository.path, use: use).write(to: folder.url)
    package = folder.url.appending(path: network.name, directoryHint: .isDirectory)
    let sources = package.appending(path: "Sources/draw", directoryHint: .isDirectory)
    // `swift build` would write this.
    try folder.write(
      """
      import Foundation
      extension Bundle { static var module: Bundle { Bundle(path: "\(sources.path)")! } }
      """, to: "Bundle.swift")
    let files = ["main.swift", "Network.swift"].map { sources.appending(path: $0).path }
    try Self.run(
      "swiftc",
      ["-swift-version", "6", "-module-name", "draw", "-warnings-as-errors"]
        + files + [folder.url.appending(path: "Bundle.swift").path]
        + Self.modules + Self.objects + ["-o", program.path])
  }

  private var program: URL { folder.url.appending(path: "program", directoryHint: .notDirectory) }

  /// Runs the program in its package's folder.
  /// - Throws: `Failure` with what it says, if it does not end with exit code 0.
  func draw(_ arguments: String...) throws { try draw(arguments) }

  func draw(_ arguments: [String]) throws { try Self.run(program.path, arguments, in: package) }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  @discardableResult
  static func run(_ program: String, _ arguments: [String], in folder: URL? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(description: text) }
    return text
  }

  // MARK: - The build

  private static let swiftTargets = ["Files", "GANKit", "Pictures"]
  private static let cTargets = ["CKernels", "COneDNN", "CImageReaders"]
  private static let systemTargets = [
    ("COpenBLAS", "openblas"), ("CPNG", "libpng"), ("CJPEG", "libjpeg"), ("CWebP", "libwebpdemux"),
    ("CZlib", "zlib"),
  ]

  private static let modules: [String] = {
    let maps =
      cTargets.map { products.appending(path: "\($0).build/module.modulemap") }
      + systemTargets.map { repository.appending(path: "Sources/System/\($0.0)/module.modulemap") }
    let flags = (try? run("pkg-config", ["--cflags"] + systemTargets.map(\.1))) ?? ""
    return ["-I", products.appending(path: "Modules").path]
      + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0.path)"] }
      + flags.split(whereSeparator: \.isWhitespace).flatMap { ["-Xcc", String($0)] }
  }()

  private static let objects: [String] = {
    let files = (swiftTargets + cTargets).flatMap { target in
      let folder = products.appending(path: "\(target).build")
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
      return names.filter { $0.hasSuffix(".o") }.sorted().map { folder.appending(path: $0).path }
    }
    let flags = (try? run("pkg-config", ["--libs"] + systemTargets.map(\.1))) ?? ""
    let hasOneDNN = FileManager.default.fileExists(atPath: "/usr/include/dnnl.h")
    return files + flags.split(whereSeparator: \.isWhitespace).map(String.init)
      + (hasOneDNN ? ["-ldnnl"] : [])
  }()
}
