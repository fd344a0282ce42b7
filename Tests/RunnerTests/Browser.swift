import Foundation

/// Chromium without a window, driven by its own protocol through pipes: nothing else has to be installed.
final class Browser {
  /// Where one is; nil if there is none.
  static let program: String? = {
    let named = ProcessInfo.processInfo.environment["CHROMIUM"].map { [$0] } ?? []
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let places =
      named
      + ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].flatMap { name in
        folders.map { "\($0)/\(name)" }
      }
    return places.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let process = Process()
  private let commands: FileHandle
  private let events: Int32
  private var buffer = Data()
  private var lastID = 0
  private var session: String?
  private let folder: URL
  /// What pages complained about: errors on the console, exceptions that nobody caught, files that did not come.
  private(set) var complaints: [String] = []

  init(program: String, in folder: URL) throws {
    self.folder = folder
    let (input, output) = (folder.appending(path: ".in").path, folder.appending(path: ".out").path)
    guard mkfifo(input, 0o600) == 0, mkfifo(output, 0o600) == 0 else { throw Failure(description: "mkfifo") }
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "exec \"$0\" \"$@\" 3<'\(input)' 4>'\(output)'", program, "--headless=new", "--no-sandbox",
      "--remote-debugging-pipe", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
      "--window-size=1200,900",
      "--user-data-dir=\(folder.appending(path: ".browser").path)", "about:blank",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Each of these waits until the other end is open, too.
    commands = try FileHandle(forWritingTo: URL(filePath: input))
    events = Foundation.open(output, O_RDONLY | O_CLOEXEC)
    let target = try send("Target.createTarget", ["url": "about:blank"])
    let attached = try send(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
    session = attached["sessionId"] as? String
    for domain in ["Page", "Runtime", "Log", "Network"] { try send("\(domain).enable") }
  }

  func quit() {
    _ = try? send("Browser.close")
    try? commands.close()
    close(events)
    process.terminate()
    process.waitUntilExit()
  }

  // MARK: - As a person

  func open(_ address: String) throws {
    try send("Page.navigate", ["url": address])
    try wait("document.readyState === 'complete' && location.href.startsWith('http')")
  }

  /// The value of a JavaScript expression.
  @discardableResult
  func evaluate(_ expression: String) throws -> Any? {
    let answer = try send(
      "Runtime.evaluate", ["expression": expression, "returnByValue": true, "awaitPromise": true])
    if let exception = answer["exceptionDetails"] as? [String: Any] {
      throw Failure(description: "\(expression): \(exception)")
    }
    return (answer["result"] as? [String: Any])?["value"]
  }

  func text(_ expression: String) throws -> String { try evaluate(expression) as? String ?? "" }

  /// Waits until an expression is true; gives up after two minutes.
  func wait(_ expression: String) throws {
    for _ in 0..<2400 {
      if try evaluate("Boolean(\(expression))") as? Bool == true { return }
      usleep(50_000)
    }
    let page = try text("document.querySelector('main')?.innerText.slice(0, 1500)")
    throw Failure(description: "waited in vain for \(expression)\n\(page)\n\(complaints)")
  }

  /// Presses the mouse in the middle of the first element that can be seen and has this text.
  func click(_ selector: String, text: String = "") throws {
    let find = """
      [...document.querySelectorAll(\(Self.quoted(selector)))].find((element) =>
        element.textContent.includes(\(Self.quoted(text))) && element.getClientRects().length && !element.disabled)
      """
    try wait(find)
    try evaluate("(\(find)).scrollIntoView({ block: 'center', behavior: 'instant' })")
    let middle = """
      (() => {
        const element = \(find);
        const r = element.getBoundingClientRect();
        const place = [r.x + r.width / 2, r.y + r.height / 2];
        return element.contains(document.elementFromPoint(...place)) ? place : null;
      })()
      """
    // What is still moving, because something above it is growing, would be missed.
    var place = try evaluate(middle) as? [Double]
    for _ in 0..<100 {
      usleep(100_000)
      let now = try evaluate(middle) as? [Double]
      if now != nil, now == place { break }
      try evaluate("(\(find)).scrollIntoView({ block: 'center', behavior: 'instant' })")
      place = try evaluate(middle) as? [Double]
    }
    guard let place else { throw Failure(description: "\(selector) \(text) cannot be pressed") }
    for kind in ["mousePressed", "mouseReleased"] {
      try send(
        "Input.dispatchMouseEvent",
        ["type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1])
    }
  }

  /// Types into a field in place of what stands there.
  func type(_ words: String, into selector: String) throws {
    try evaluate(
      "(() => { const e = document.querySelector(\(Self.quoted(selector))); e.focus(); e.select(); })()")
    try send("Input.insertText", ["text": words])
  }

  func screenshot(_ file: URL, wholePage: Bool = false) throws {
    let answer = try send("Page.captureScreenshot", ["format": "png", "captureBeyondViewport": wholePage])
    guard let text = answer["data"] as? String, let bytes = Data(base64Encoded: text) else { return }
    try bytes.write(to: file)
  }

  static func quoted(_ text: String) -> String {
    let bytes = (try? JSONEncoder().encode([text])) ?? Data()
    return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
  }

  // MARK: - The protocol: JSON, each message ended by a zero byte

  @discardableResult
  func send(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastID += 1
    var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    try commands.write(contentsOf: JSONSerialization.data(withJSONObject: message) + Data([0]))
    while true {
      let answer = try receive()
      guard answer["id"] as? Int == lastID else { continue }
      if let error = answer["error"] { throw Failure(description: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  private func receive() throws -> [String: Any] {
    while true {
      if let end = buffer.firstIndex(of: 0) {
        let message = Data(buffer[buffer.startIndex..<end])
        buffer = Data(buffer[buffer.index(after: end)...])
        let object = try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
        note(object)
        return object
      }
      var entry = pollfd(fd: events, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 30_000) > 0 else { throw Failure(description: "the browser does not answer") }
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(events, &piece, piece.count)
      guard count > 0 else { throw Failure(description: "the browser has ended") }
      buffer.append(contentsOf: piece[..<count])
    }
  }

  private func note(_ message: [String: Any]) {
    let parameters = message["params"] as? [String: Any] ?? [:]
    switch message["method"] as? String {
    case "Runtime.exceptionThrown": complaints.append("\(parameters["exceptionDetails"] ?? "")")
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any] ?? [:]
      if entry["level"] as? String == "error" {
        complaints.append("\(entry["text"] ?? "") \(entry["url"] ?? "")")
      }
    case "Runtime.consoleAPICalled" where parameters["type"] as? String == "error":
      complaints.append("\(parameters["args"] ?? "")")
    default: break
    }
  }
}
