import Foundation
import Synchronization

/// A port of this machine on which the server waits for clients.
final class Listener: Sendable {
  /// Why a port could not be had.
  struct Unavailable: Error {
    let code: Int32
    var isTaken: Bool { code == EADDRINUSE }
  }

  let port: UInt16
  private let descriptor: Int32
  private let isStopped = Atomic<Bool>(false)

  /// A child process must not inherit a socket: it would keep the port, and clients, after the server's end. Systems
  /// differ in how they accept one that is not inherited, so nothing is accepted while a child is started.
  static let inheritance = Mutex<Void>(())

  /// - Parameters:
  ///   - address: of this machine, such as `127.0.0.1`.
  ///   - port: 0 takes any that is free.
  init(address: String, port: UInt16) throws(Unavailable) {
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    guard inet_pton(AF_INET, address, &place.sin_addr) == 1 else { throw Unavailable(code: EINVAL) }
    #if canImport(Darwin)
      let kind = SOCK_STREAM
    #else
      let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw Unavailable(code: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, size) != 0 || listen(descriptor, 128) != 0
          || getsockname(descriptor, address, &size) != 0
      }
    }
    if failed {
      let code = errno
      close(descriptor)
      throw Unavailable(code: code)
    }
    self.descriptor = descriptor
    self.port = UInt16(bigEndian: place.sin_port)
  }

  deinit { close(descriptor) }

  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Hands over each client that comes, until the server is stopped.
  func run(_ handle: (Connection) -> Void) {
    while !isStopped.load(ordering: .relaxed) {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 100) > 0 else { continue }
      var place = sockaddr_in()
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let client = Self.inheritance.withLock { _ in
        let client = withUnsafeMutablePointer(to: &place) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { accept(descriptor, $0, &size) }
        }
        if client >= 0 { _ = fcntl(client, F_SETFD, FD_CLOEXEC) }
        return client
      }
      if client >= 0 {
        handle(Connection(descriptor: client, peer: Self.text(place)))
      } else if errno == EMFILE || errno == ENFILE {
        // Clients that leave make room; until then they wait in the queue of the port.
        usleep(50_000)
      }
    }
  }

  private static func text(_ place: sockaddr_in) -> String {
    var address = place.sin_addr
    var buffer = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
    inet_ntop(AF_INET, &address, &buffer, socklen_t(buffer.count))
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
