import Foundation

/// A client that sends exactly the bytes that it is told to, right or wrong, and waits for ten seconds at most.
public final class RawClient {
  public struct Answer: Sendable {
    public let status: Int
    /// By name in lower case.
    public let headers: [String: String]
    public let bytes: Data
    public var body: String { String(decoding: bytes, as: UTF8.self) }
  }

  public struct Failure: Error {
    public let reason: String

    public init(reason: String) { self.reason = reason }
  }

  private let descriptor: Int32
  private var buffer = Data()

  public init(port: UInt16) throws {
    #if canImport(Darwin)
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    inet_pton(AF_INET, "127.0.0.1", &place.sin_addr)
    let code = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw Failure(reason: "port \(port): \(String(cString: strerror(errno)))") }
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    #if canImport(Darwin)
      var yes: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  deinit { close(descriptor) }

  /// Sends what the other end takes of it.
  public func send(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress! + sent, $0.count - sent, Self.noSignal)
      }
      if count <= 0 { return }
      sent += count
    }
  }

  /// A server that ends the connection is an answer, no reason to end the tests.
  #if canImport(Darwin)
    private static let noSignal: Int32 = 0
  #else
    private static let noSignal = Int32(MSG_NOSIGNAL)
  #endif

  private func more() -> Bool {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &piece, piece.count, 0)
    if count > 0 { buffer.append(contentsOf: piece[..<count]) }
    return count > 0
  }

  /// Waits until the other end closes.
  /// - Returns: what it sent before; nil if it does not close.
  public func end() -> String? {
    while more() {}
    var byte: UInt8 = 0
    // Zero bytes are the end, or an error other than the time that ran out.
    let count = recv(descriptor, &byte, 1, 0)
    if count < 0, errno == EAGAIN { return nil }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Reads until a text has come.
  public func read(until text: String) throws -> String {
    while true {
      if let range = buffer.range(of: Data(text.utf8)) {
        let all = String(decoding: buffer[..<range.upperBound], as: UTF8.self)
        buffer.removeSubrange(..<range.upperBound)
        return all
      }
      guard more() else {
        throw Failure(reason: "no \"\(text)\" in \(String(decoding: buffer.suffix(2000), as: UTF8.self))")
      }
    }
  }

  /// Reads one answer.
  public func answer() throws -> Answer {
    var lines = try read(until: "\r\n\r\n").components(separatedBy: "\r\n")
    let words = lines.removeFirst().split(separator: " ")
    guard words.count > 1, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
      throw Failure(reason: "no answer: \(words)")
    }
    var headers: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
        in: .whitespaces)
    }
    let length = headers["content-length"].flatMap(Int.init) ?? 0
    while buffer.count < length, more() {}
    let body = Data(buffer.prefix(length))
    buffer = Data(buffer.dropFirst(length))
    return Answer(status: status, headers: headers, bytes: body)
  }

  /// One request and its answer, on a connection of its own.
  public static func get(
    _ target: String, port: UInt16, method: String = "GET", headers: [String: String] = [:]
  ) throws -> Answer {
    let client = try RawClient(port: port)
    var lines = headers
    lines["Host"] = lines["Host"] ?? "127.0.0.1:\(port)"
    client.send(request("\(method) \(target)", lines))
    return try client.answer()
  }

  public static func post(_ target: String, _ body: String, port: UInt16, headers: [String: String]) throws
    -> Answer
  {
    let client = try RawClient(port: port)
    var lines = [
      "Host": "127.0.0.1:\(port)", "Origin": "http://127.0.0.1:\(port)", "Content-Type": "application/json",
      "Content-Length": "\(body.utf8.count)",
    ]
    for (name, value) in headers { lines[name] = value.isEmpty ? nil : value }
    client.send(request("POST \(target)", lines) + body)
    return try client.answer()
  }

  private static func request(_ start: String, _ headers: [String: String]) -> String {
    "\(start) HTTP/1.1\r\n" + headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
      + "\r\n"
  }
}
