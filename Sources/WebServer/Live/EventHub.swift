import Foundation

/// Hands events to all pages that listen. Nobody waits for one that is slow: it is dropped, connects again, and gets the
/// whole state anew.
final class EventHub: @unchecked Sendable {
  // Guarded by the condition.
  private var waiting: [Int: [Data]] = [:]
  private var lastID = 0
  private var isClosed = false
  private let condition = NSCondition()

  /// How many events may wait for one page.
  private static let most = 200

  var isHeard: Bool { condition.withLock { !waiting.isEmpty } }

  /// - Parameter name: by which pages know the kind of event.
  func publish(_ name: String, _ content: some Encodable) {
    let event = Self.event(name, content)
    condition.withLock {
      for id in waiting.keys {
        waiting[id]!.append(event)
        if waiting[id]!.count > Self.most { waiting[id] = nil }
      }
      condition.broadcast()
    }
  }

  static func event(_ name: String, _ content: some Encodable) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = (try? encoder.encode(content)) ?? Data("null".utf8)
    return Data("event: \(name)\ndata: ".utf8) + bytes + Data("\n\n".utf8)
  }

  /// Writes events to one page until it is gone, too slow, or the server ends.
  /// - Parameter first: made after the page is on the list, so that nothing is missed in between.
  func serve(_ write: (Data) throws -> Void, first: () -> Data) throws {
    let id = condition.withLock {
      lastID += 1
      waiting[lastID] = []
      return lastID
    }
    defer { condition.withLock { waiting[id] = nil } }
    // A page whose server has ended tries again after this time.
    try write(Data("retry: 2000\n\n".utf8) + first())
    while true {
      let events: [Data]? = condition.withLock {
        let end = Date(timeIntervalSinceNow: 10)
        while !isClosed, waiting[id]?.isEmpty == true {
          if !condition.wait(until: end) { break }
        }
        defer { if waiting[id] != nil { waiting[id] = [] } }
        return isClosed ? nil : waiting[id]
      }
      guard let events else { return }
      // A comment, to find out whether anyone still listens.
      try write(events.isEmpty ? Data(":\n\n".utf8) : Data(events.joined()))
    }
  }

  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }
}

extension NSCondition {
  fileprivate func withLock<Result>(_ body: () -> Result) -> Result {
    lock()
    defer { unlock() }
    return body()
  }
}
