import Foundation

/// The program `lesson-runner` as a person meets it: arguments in, text and an exit code out.
struct Runner {
  struct Result {
    let exitCode: Int32
    let output: String
    let errors: String

    /// The JSON object on standard output.
    func json() throws -> [String: Any] {
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
      guard let dictionary = object as? [String: Any] else { throw NotAnObject(text: output) }
      return dictionary
    }
  }

  struct NotAnObject: Error {
    let text: String
  }

  /// A folder of its own: working directory, output, and whatever a test puts there.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "runner-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Runs the program to its end.
  /// - Parameters:
  ///   - environment: added to that of the tests, from which everything is taken that would change the output.
  ///   - input: what stands on standard input.
  func run(_ arguments: [String], environment: [String: String] = [:], input: String = "") throws -> Result {
    try start(arguments, environment: environment, input: input).wait()
  }

  func run(_ arguments: String...) throws -> Result { try run(arguments) }

  /// Runs another program, such as one that starts this one in its own way.
  func run(program: String, _ arguments: [String]) throws -> Result {
    try start(arguments, executable: program).wait()
  }

  /// Where the program is.
  static var programPath: String { program.path }

  /// Starts the program, or another one.
  func start(
    _ arguments: [String], environment: [String: String] = [:], input: String = "", executable: String? = nil
  ) throws -> Running {
    let process = Process()
    process.executableURL = executable.map { URL(filePath: $0) } ?? Self.program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var variables = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "COLUMNS", "TERM", "GANKIT_DATA", "GANLESSONS_COMMAND"] { variables[name] = nil }
    variables["GANLESSONS_HOME"] = variables["GANLESSONS_HOME"] ?? Self.repository.path
    process.environment = variables.merging(environment) { $1 }
    // Files, not pipes: nobody has to empty them while the program runs.
    let name = UUID().uuidString
    let files = ["in", "out", "err"].map { folder.appending(path: ".\(name).\($0)") }
    try Data(input.utf8).write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    return Running(process: process, outputFile: files[1], errorFile: files[2])
  }

  /// A program that runs now.
  struct Running {
    let process: Process
    let outputFile, errorFile: URL

    var id: Int32 { process.processIdentifier }

    #if os(Linux)
      /// Waits, and measures the largest resident size, in bytes.
      func waitMeasuringMemory() throws -> (result: Result, peak: Int) {
        var peak = 0
        while process.isRunning {
          let status = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? ""
          let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
          let words = line.map { $0.split(whereSeparator: \.isWhitespace) } ?? []
          if words.count == 3, let kibibytes = Int(words[1]) { peak = max(peak, kibibytes << 10) }
          usleep(2000)
        }
        return (try wait(), peak)
      }
    #endif

    func signal(_ number: Int32) { kill(id, number) }

    func wait() throws -> Result {
      process.waitUntilExit()
      return Result(
        // A signal that killed the program shows as a shell shows it.
        exitCode: process.terminationReason == .exit
          ? process.terminationStatus : 128 + process.terminationStatus,
        output: try String(contentsOf: outputFile, encoding: .utf8),
        errors: try String(contentsOf: errorFile, encoding: .utf8))
    }
  }

  /// Waits until a condition holds; gives up after a minute.
  static func wait(until condition: () throws -> Bool) throws {
    for _ in 0..<6000 {
      if try condition() { return }
      usleep(10_000)
    }
    throw Timeout()
  }

  struct Timeout: Error {}

  /// Files below a folder of the runner's, by path; hidden ones left out.
  func files(in path: String) throws -> [String: Data] {
    let root = folder.appending(path: path)
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where !path.hasPrefix(".") {
      let url = root.appending(path: path)
      if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files[path] = try Data(contentsOf: url)
      }
    }
    return files
  }

  static var repositoryPath: String { repository.path }

  private static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Built beside the tests, unless `$GANLESSONS_RUNNER` names another one: times are those of the optimized program.
  private static let program: URL = {
    if let path = ProcessInfo.processInfo.environment["GANLESSONS_RUNNER"] { return URL(filePath: path) }
    let bundles = [Bundle.main] + Bundle.allBundles
    let folders = bundles.flatMap { bundle in
      [bundle.executableURL?.deletingLastPathComponent(), bundle.bundleURL.deletingLastPathComponent()]
    }.compactMap { $0 }
    let places = folders.map { $0.appending(path: "lesson-runner") }
    guard let place = places.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      fatalError("lesson-runner is not beside the tests: \(places.map(\.path))")
    }
    return place
  }()
}
