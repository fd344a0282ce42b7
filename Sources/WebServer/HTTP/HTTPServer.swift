import Foundation
import Synchronization

/// Answers requests, each client in a thread of its own: readers are few, and one who is slow holds up nobody else.
final class HTTPServer: Sendable {
  private let listener: Listener
  private let limits: Limits
  private let respond: @Sendable (Request) -> Response
  /// How many connections each client has, by its address.
  private let clients = Mutex<[String: Int]>([:])
  private let descriptors = Mutex<Set<Int32>>([])

  var port: UInt16 { listener.port }
  var openConnections: Int { clients.withLock { $0.values.reduce(0, +) } }

  init(_ listener: Listener, limits: Limits = Limits(), respond: @escaping @Sendable (Request) -> Response) {
    (self.listener, self.limits, self.respond) = (listener, limits, respond)
  }

  /// Answers until ``stop()`` is called, in a thread of its own.
  func start() {
    let thread = Thread { [self] in listener.run { admit($0) } }
    thread.start()
  }

  /// Takes no more clients, and ends what goes on.
  func stop() {
    listener.stop()
    descriptors.withLock { for descriptor in $0 { shutdown(descriptor, Int32(SHUT_RDWR)) } }
  }

  // MARK: - Clients

  private func admit(_ connection: Connection) {
    let client = connection.peer
    let most = client.hasPrefix("127.") ? limits.connectionsOfThisMachine : limits.connectionsPerClient
    let isAdmitted = clients.withLock { clients in
      guard clients[client, default: 0] < most, clients.values.reduce(0, +) < limits.connections else {
        return false
      }
      clients[client, default: 0] += 1
      return true
    }
    guard isAdmitted else {
      let problem = Problem(503, "Too many connections are open. Close some pages of the book.")
      var answer = Response(problem).head(isLast: true)
      if case .bytes(let body) = Response(problem).body { answer += body }
      // It fits into the socket's buffer or is lost: nobody waits for a client who is turned away.
      try? connection.write(answer, stall: .zero)
      return
    }
    descriptors.withLock { _ = $0.insert(connection.descriptor) }
    nonisolated(unsafe) let served = connection
    let thread = Thread { [self] in
      serve(served)
      descriptors.withLock { _ = $0.remove(served.descriptor) }
      clients.withLock { clients in
        clients[client, default: 1] -= 1
        if clients[client] == 0 { clients[client] = nil }
      }
    }
    thread.stackSize = 1 << 20
    thread.start()
  }

  /// Answers one request after the other until one side ends it.
  private func serve(_ connection: Connection) {
    var reader = RequestReader(connection, limits)
    while true {
      let request: Request?
      do {
        request = try reader.next()
      } catch let problem as Problem {
        // Where the next request would begin is not known any more.
        try? send(Response(problem), on: connection, isLast: true)
        return connection.finish()
      } catch {
        return
      }
      guard let request else { return }
      let response = respond(request)
      do {
        try send(response, on: connection, withBody: request.method != "HEAD", isLast: request.isLast)
      } catch {
        return
      }
      if case .stream = response.body { return }
      if request.isLast { return connection.finish() }
    }
  }

  private func send(
    _ response: Response, on connection: Connection, withBody: Bool = true, isLast: Bool
  ) throws {
    switch response.body {
    case .bytes(let bytes):
      let hasBody = withBody && response.status != 304
      try connection.write(
        response.head(isLast: isLast) + (hasBody ? bytes : Data()), stall: limits.stallTime)
    case .stream(let body):
      try connection.write(response.head(isLast: true), stall: limits.stallTime)
      if withBody { try body { try connection.write($0, stall: limits.stallTime) } }
    }
  }
}

/// Reads requests from a connection, within the limits.
private struct RequestReader {
  private let connection: Connection
  private let limits: Limits
  private let clock = ContinuousClock()
  /// What has arrived and is not read yet.
  private var buffer: [UInt8] = []

  init(_ connection: Connection, _ limits: Limits) { (self.connection, self.limits) = (connection, limits) }

  /// The next request; nil if none comes.
  /// - Throws: `Problem` if it is not one, `Connection.Failure`.
  mutating func next() throws -> Request? {
    if buffer.isEmpty {
      let first: [UInt8]
      do { first = try connection.read(until: clock.now + limits.idleTime) } catch .timedOut { return nil }
      if first.isEmpty { return nil }
      buffer = first
    }
    let deadline = clock.now + limits.requestTime
    let late = Problem(408, "The request took longer to arrive than \(limits.requestTime / .seconds(1)) s.")
    func more() throws -> [UInt8] {
      do {
        let bytes = try connection.read(until: deadline)
        if bytes.isEmpty { throw Connection.Failure.closed }
        return bytes
      } catch Connection.Failure.timedOut {
        throw late
      }
    }
    var searched = 0
    var end = Self.end(of: buffer, from: 0)
    while end == nil {
      guard buffer.count <= limits.headBytes else { break }
      searched = max(0, buffer.count - 3)
      buffer += try more()
      end = Self.end(of: buffer, from: searched)
    }
    guard let end, end <= limits.headBytes else {
      throw Problem(431, "The request's headers are longer than \(limits.headBytes) bytes.")
    }
    var request = try Request(head: buffer[..<end])
    let length = try request.bodyLength(limit: limits.bodyBytes)
    let start = end + 4
    while buffer.count < start + length { buffer += try more() }
    request.body = Data(buffer[start..<start + length])
    buffer.removeFirst(start + length)
    return request
  }

  /// Where the empty line stands that ends a head.
  private static func end(of bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= 4, start <= bytes.count - 4 else { return nil }
    return (start...bytes.count - 4).first { bytes[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }
  }
}
