import Files
import Foundation
import LessonKit

/// The book on this machine, live: pages that run lessons and show how far they are.
///
/// ```swift
/// let server = try BookServer(book)
/// server.start()
/// print(server.link)
/// ...
/// let stopped = server.stop()
/// ```
public final class BookServer {
  /// The port that is taken if none is asked for; the next free one if it is taken.
  public static let defaultPort: UInt16 = 8321

  /// What the owner opens.
  public let link: String
  /// What readers open.
  public let readersLink: String

  private let server: HTTPServer
  private let queue: RunQueue
  private let watcher: RunWatcher
  private let hub: EventHub
  private let announcement: Announcement

  /// - Parameters:
  ///   - address: of this machine; nil serves this machine alone.
  ///   - port: nil takes the default one or the next that is free; 0 takes any.
  /// - Throws: `UsageError` if the port or the address cannot be had, or the folder of runs is served already; `FileError`.
  public convenience init(_ book: LiveBook, address: String? = nil, port: UInt16? = nil) throws {
    try self.init(book, address: address, port: port, limits: Limits())
  }

  init(_ book: LiveBook, address: String? = nil, port: UInt16? = nil, limits: Limits, token: String? = nil)
    throws
  {
    let announcement = try Announcement(output: book.output)
    let listener = try Self.listener(address ?? "127.0.0.1", port)
    let places = address.map { $0 == "0.0.0.0" ? NetworkAddresses.ofThisMachine : [$0] } ?? []
    let access = Access(
      addresses: places, port: listener.port, token: token ?? Access.newToken(), needsLink: address != nil)
    let shown = places.first { !$0.hasPrefix("127.") } ?? "127.0.0.1"
    readersLink = "http://\(shown):\(listener.port)/"
    link = address == nil ? readersLink : readersLink + "?token=\(access.token)"
    let shelf = Shelf(book)
    queue = RunQueue(logs: announcement.folder)
    hub = EventHub()
    watcher = RunWatcher(shelf: shelf, queue: queue, hub: hub)
    let routes = LiveRoutes(
      access: access, shelf: shelf, queue: queue, watcher: watcher, hub: hub, book: book)
    server = HTTPServer(listener, limits: limits) { routes.respond(to: $0) }
    self.announcement = announcement
    try announcement.write(link: link)
  }

  var port: UInt16 { server.port }
  var openConnections: Int { server.openConnections }

  /// Answers from now on.
  public func start() {
    ChildProcess.keepFilesFromChildren()
    server.start()
    watcher.start()
  }

  /// Ends: takes no more requests, asks a run that a page started to save what it has, and waits for it.
  /// - Returns: the command that goes on with the run that was stopped.
  @discardableResult
  public func stop() -> String? {
    watcher.stop()
    hub.close()
    server.stop()
    announcement.remove()
    return queue.shutDown(patience: .seconds(60))?.command
  }

  private static func listener(_ address: String, _ port: UInt16?) throws -> Listener {
    func failure(_ error: Listener.Unavailable, _ port: UInt16) -> UsageError {
      let reason = String(cString: strerror(error.code))
      return switch error.code {
      case EADDRINUSE:
        UsageError(
          "Port \(port) is taken by another program. Choose another one with --port, or leave it out: then a free one is found."
        )
      case EADDRNOTAVAIL, EINVAL:
        UsageError(
          "--host \(address): this machine has no such address. It has \(Wording.list(NetworkAddresses.ofThisMachine)), and 0.0.0.0 stands for all."
        )
      case EACCES:
        UsageError("Port \(port) is kept for the system. Choose one from 1024 to 65535 with --port.")
      default: UsageError("Port \(port) of \(address) cannot be had: \(reason).")
      }
    }
    if let port {
      do { return try Listener(address: address, port: port) } catch { throw failure(error, port) }
    }
    for port in defaultPort..<defaultPort + 50 {
      do { return try Listener(address: address, port: port) } catch {
        if !error.isTaken { throw failure(error, port) }
      }
    }
    do { return try Listener(address: address, port: 0) } catch { throw failure(error, 0) }
  }
}

/// The addresses by which other machines reach this one.
enum NetworkAddresses {
  static var ofThisMachine: [String] {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return ["127.0.0.1"] }
    defer { freeifaddrs(first) }
    var addresses: [String] = []
    var next = first
    while let entry = next?.pointee {
      if let place = entry.ifa_addr, place.pointee.sa_family == sa_family_t(AF_INET) {
        var address = place.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_addr }
        var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
        inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
        addresses.append(
          String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
      }
      next = entry.ifa_next
    }
    return addresses
  }
}
