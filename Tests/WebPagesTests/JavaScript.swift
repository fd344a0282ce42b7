import Foundation

/// Runs the scripts of the pages: in Node.js, or in a headless Chromium.
enum JavaScript {
  private enum Program {
    case node(URL), chromium(URL)
  }

  private static let program: Program? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    func find(_ names: String...) -> URL? {
      folders.lazy.flatMap { folder in names.map { URL(filePath: "\(folder)/\($0)") } }.first {
        FileManager.default.isExecutableFile(atPath: $0.path)
      }
    }
    if let node = find("node", "nodejs") { return .node(node) }
    return find("chromium", "chromium-browser", "google-chrome").map { .chromium($0) }
  }()

  static var isThere: Bool { program != nil }

  static let assets = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/WebPages/Assets")

  /// What scripts answer.
  /// - Parameters:
  ///   - assets: scripts of the site, in their order.
  ///   - scripts: more of them, by their text.
  ///   - answer: a JavaScript expression.
  static func evaluate<Answer: Decodable>(
    _ answer: String, assets: [String], scripts: [String] = [], in folder: URL,
    as type: Answer.Type = Answer.self
  ) throws -> Answer {
    let texts =
      try assets.map { try String(contentsOf: Self.assets.appending(path: $0), encoding: .utf8) } + scripts
    let output: Data
    switch program {
    case .node(let node):
      // Each as a script of its own in one context, as on a page.
      var code = "const vm = require('vm');\n"
      for (index, text) in texts.enumerated() {
        let file = folder.appending(path: "script-\(index).js")
        try Data(text.utf8).write(to: file)
        code += "vm.runInThisContext(require('fs').readFileSync('\(file.path)', 'utf8'));\n"
      }
      code += "console.log(vm.runInThisContext(`JSON.stringify(\(answer))`));\n"
      let file = folder.appending(path: "main.js")
      try Data(code.utf8).write(to: file)
      output = try run(node, [file.path])
    case .chromium(let chromium):
      var page = "<!DOCTYPE html><meta charset=\"utf-8\"><pre id=\"answer\"></pre>\n"
      for text in texts { page += "<script>\(text)</script>\n" }
      page += """
        <script>document.getElementById("answer").textContent = "<" + JSON.stringify(\(answer)) + ">";</script>
        """
      let file = folder.appending(path: "page.html")
      try Data(page.utf8).write(to: file)
      let document = String(
        decoding: try run(
          chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", file.absoluteString]),
        as: UTF8.self)
      guard let start = document.range(of: "<pre id=\"answer\">&lt;"),
        let end = document[start.upperBound...].range(of: "&gt;</pre>")
      else { throw Failure(output: document) }
      output = Data(document[start.upperBound..<end.lowerBound].replacing("&amp;", with: "&").utf8)
    case nil: throw Failure(output: "no program")
    }
    return try JSONDecoder().decode(type, from: output)
  }

  struct Failure: Error {
    let output: String
  }

  private static func run(_ program: URL, _ arguments: [String]) throws -> Data {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(output: String(decoding: output, as: UTF8.self))
    }
    return output
  }
}
