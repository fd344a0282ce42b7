import Foundation
import TestSupport

/// `lesson-runner serve` as a process, and the page's side of the talk with it.
struct LiveServerProcess {
  let running: Runner.Running
  let port: UInt16
  let token: String

  /// - Parameter environment: added to that of the tests.
  init(_ runner: Runner, _ options: [String] = [], environment: [String: String] = [:]) throws {
    running = try runner.start(["serve", "--port", "0", "--json"] + options, environment: environment)
    var link = ""
    let running = running
    try Runner.wait {
      guard running.process.isRunning else { throw RawFailure(text: try running.wait().errors) }
      let text = try String(contentsOf: running.outputFile, encoding: .utf8)
      guard let json = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
        return false
      }
      link = json["link"] as? String ?? ""
      return !link.isEmpty
    }
    guard let port = URL(string: link)?.port.map(UInt16.init) else { throw RawFailure(text: link) }
    self.port = port
    let page = try RawClient.get("/", port: port).body
    guard let match = page.firstMatch(of: /name="live-token" content="([0-9a-f]+)"/) else {
      throw RawFailure(text: page)
    }
    token = String(match.output.1)
  }

  struct RawFailure: Error {
    let text: String
  }

  func post(_ target: String, _ order: [String: Any]) throws -> RawClient.Answer {
    let body = try JSONSerialization.data(withJSONObject: order)
    return try RawClient.post(
      target, String(decoding: body, as: UTF8.self), port: port, headers: ["X-Live-Token": token])
  }

  /// What the page of a chapter says of it: "running", "done".
  func status(of chapter: String) throws -> String? {
    let answer = try RawClient.get("/live/state", port: port)
    let state = try JSONSerialization.jsonObject(with: answer.bytes) as? [String: Any]
    let chapters = state?["chapters"] as? [[String: Any]]
    return chapters?.first { $0["name"] as? String == chapter }?["status"] as? String
  }

  /// Ends what a test that failed has left: the server, and the run that a page started.
  func end() {
    guard running.process.isRunning else { return }
    running.signal(SIGINT)
    running.process.waitUntilExit()
  }

  func stop() throws -> Runner.Result {
    running.signal(SIGINT)
    return try running.wait()
  }
}
