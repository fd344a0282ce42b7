import Foundation

/// Who may read the book, and who may change something.
struct Access: Sendable {
  /// What may stand in the header `Host`: the names under which this server is reached, each with its port.
  let hosts: Set<String>
  /// Known to this server and to the pages that it sends to the owner.
  let token: String
  /// Whether the owner is known by a link: where other machines can read, too.
  let needsLink: Bool
  private let cookie: String

  init(addresses: [String], port: UInt16, token: String = Access.newToken(), needsLink: Bool) {
    hosts = Set((["localhost", "127.0.0.1"] + addresses).map { "\($0.lowercased()):\(port)" })
    (self.token, self.needsLink) = (token, needsLink)
    // Cookies do not tell ports apart.
    cookie = "ganlessons-\(port)"
  }

  static func newToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(format: "%08x", UInt32.random(in: .min ... .max, using: &generator)) }
      .joined()
  }

  /// A page elsewhere may have its own name lead here; then the browser names that one.
  func checkHost(_ request: Request) throws(Problem) {
    guard let host = request["host"]?.lowercased(), hosts.contains(host) else {
      throw Problem(421, "This server is reached as \(hosts.sorted().joined(separator: " or ")).")
    }
  }

  /// Whether the request comes from a browser to which the owner gave the link.
  func isOwner(_ request: Request) -> Bool {
    guard needsLink else { return true }
    let cookies = (request["cookie"] ?? "").split(separator: ";")
    return cookies.contains { Self.same($0.trimmingCharacters(in: .whitespaces), "\(cookie)=\(token)") }
  }

  /// The answer to the owner's link, which leaves the token in a cookie and not in the address.
  func answerToLink(_ request: Request) -> Response? {
    guard needsLink, request.path.isEmpty, let given = request.query["token"], Self.same(given, token) else {
      return nil
    }
    var response = Response(Data(), type: "text/plain", status: 303)
    response.headers += [
      ("Location", "/"), ("Set-Cookie", "\(cookie)=\(token); Path=/; HttpOnly; SameSite=Strict"),
    ]
    return response
  }

  /// Whether a request that changes something comes from a page of this server that may.
  func checkChange(_ request: Request) throws(Problem) {
    guard let origin = request["origin"]?.lowercased(),
      origin == "http://\(request["host"]?.lowercased() ?? "")"
    else { throw Problem(403, "Only a page of this book may change something.") }
    guard request["content-type"]?.lowercased().hasPrefix("application/json") == true else {
      throw Problem(415, "What is to be changed is sent as JSON.")
    }
    guard isOwner(request), let given = request["x-live-token"], Self.same(given, token) else {
      throw Problem(
        403,
        needsLink
          ? "Only who has the owner's link may run lessons; you may read."
          : "This page is of a server that has ended meanwhile. Load it again.")
    }
  }

  /// Compares in a time that does not tell how much of it was right.
  private static func same(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
