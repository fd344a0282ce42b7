import Foundation

/// A connected socket. Whoever waits for it waits until a deadline and no longer.
final class Connection {
  /// The other end is gone, or did nothing until the deadline.
  enum Failure: Error {
    case closed, timedOut
  }

  /// The address of the other end, without its port.
  let peer: String
  let descriptor: Int32
  private let clock = ContinuousClock()

  init(descriptor: Int32, peer: String) {
    (self.descriptor, self.peer) = (descriptor, peer)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    var yes: Int32 = 1
    // Events are small and should not wait for each other.
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    #if canImport(Darwin)
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  deinit { close(descriptor) }

  /// What has arrived; empty if the other end has sent its last byte.
  func read(until deadline: ContinuousClock.Instant) throws(Failure) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 8192)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count >= 0 { return Array(buffer[..<count]) }
      if errno == EAGAIN || errno == EWOULDBLOCK {
        try wait(for: Int16(POLLIN), until: deadline)
      } else if errno != EINTR {
        throw .closed
      }
    }
  }

  /// Sends all of `bytes`.
  /// - Parameter stall: how long the other end may take nothing.
  func write(_ bytes: Data, stall: Duration) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        send(descriptor, buffer.baseAddress! + sent, min(buffer.count - sent, 1 << 16), Self.noSignal)
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        try wait(for: Int16(POLLOUT), until: clock.now + stall)
      } else if errno != EINTR {
        throw .closed
      }
    }
  }

  private func wait(for events: Int16, until deadline: ContinuousClock.Instant) throws(Failure) {
    while true {
      let left = (deadline - clock.now) / .milliseconds(1)
      if left <= 0 { throw .timedOut }
      var entry = pollfd(fd: descriptor, events: events, revents: 0)
      let ready = poll(&entry, 1, Int32(min(left.rounded(.up), 60_000)))
      if ready > 0 { return }
      if ready < 0, errno != EINTR { throw .closed }
    }
  }

  /// Says that nothing more will come, and lets the other end read what was sent: a socket that is closed with bytes
  /// unread takes the answer back.
  func finish() {
    shutdown(descriptor, Int32(SHUT_WR))
    let deadline = clock.now + .seconds(1)
    var drained = 0
    while drained < 1 << 18, let bytes = try? read(until: deadline), !bytes.isEmpty { drained += bytes.count }
  }

  #if canImport(Darwin)
    private static let noSignal: Int32 = 0
  #else
    private static let noSignal = Int32(MSG_NOSIGNAL)
  #endif
}
