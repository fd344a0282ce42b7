import Foundation
import TestSupport
import Testing

@testable import WebServer

/// What is refused, and that the server goes on: through a socket, as an attacker would.
@Suite("The live book refuses") struct SafetyTests {
  @Test("An address that leads out of the book: nothing of what lies there is sent")
  func traversal() throws {
    let book = try SampleBook()
    try Data("secret".utf8).write(to: book.place.url.appending(path: "secret.png"))
    try book.write("01-walk-1/run.json", Data("secret".utf8))
    for target in [
      "/../secret.png", "/runs/../../secret.png", "/runs/01-walk-1/../../../secret.png",
      "/runs/01-walk-1/..%2f..%2fsecret.png",
      "/runs/%2e%2e/secret.png", "/runs/01-walk-1/run.json", "/runs/01-walk-1/%2e%2e%2frun.json",
      "/figures/../secret.png",
      "/figures/01-walk-1/..", "/output/01-walk-1/run.json", "/runs/.serve/server.json",
      "/assets/../secret.png", "/chapters/01-walk-1.md",
    ] {
      let answer = try book.get(target)
      #expect([400, 404].contains(answer.status), "\(target)")
      #expect(!answer.body.contains("secret"), "\(target)")
    }
    #expect(try book.get("/").status == 200)
  }

  @Test("A link among the figures that leads elsewhere")
  func links() throws {
    let book = try SampleBook()
    let secret = book.place.url.appending(path: "secret.png")
    try Data("secret".utf8).write(to: secret)
    let own = try book.write("01-walk-1/figures/look-own.png", Data("own".utf8))
    let figures = own.deletingLastPathComponent()
    try FileManager.default.createSymbolicLink(
      at: figures.appending(path: "look-out.png"), withDestinationURL: secret)
    #expect(try book.get("/runs/01-walk-1/look-own.png").body == "own")
    let answer = try book.get("/runs/01-walk-1/look-out.png")
    #expect(answer.status == 403)
    #expect(!answer.body.contains("secret"))
  }

  @Test(
    "Another name than its own: a page elsewhere may have its name lead here",
    arguments: [
      "evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:PORT.evil.example", "",
      "localhost",
    ])
  func foreignHost(_ host: String) throws {
    let book = try SampleBook()
    let name = host.replacing("PORT", with: "\(book.port)")
    #expect(try book.get("/", headers: ["Host": name]).status == 421)
    #expect(try book.get("/", headers: ["Host": "LOCALHOST:\(book.port)"]).status == 200)
    let client = try RawClient(port: book.port)
    client.send("GET / HTTP/1.1\r\n\r\n")
    #expect(try client.answer().status == 421)
  }

  @Test(
    "A change that no page of this server asks for",
    arguments: [
      (["X-Live-Token": SampleBook.token, "Origin": "http://evil.example"], 403),
      (["X-Live-Token": SampleBook.token, "Origin": ""], 403),
      (["X-Live-Token": SampleBook.token, "Origin": "null"], 403),
      (["X-Live-Token": SampleBook.token, "Origin": "https://127.0.0.1"], 403),
      (["X-Live-Token": "0123456789abcdee"], 403), (["X-Live-Token": "0123456789abcde"], 403), ([:], 403),
      (["X-Live-Token": SampleBook.token, "Content-Type": "text/plain"], 415),
      (["X-Live-Token": SampleBook.token, "Content-Type": ""], 415),
    ] as [([String: String], Int)])
  func changes(_ headers: [String: String], _ status: Int) throws {
    let book = try SampleBook()
    for target in ["/live/run", "/live/stop", "/live/cancel", "/live/plan"] {
      #expect(
        try book.post(target, #"{"chapter": "01-walk-1"}"#, headers: headers).status == status, "\(target)")
    }
    #expect(try book.jobs().isEmpty)
  }

  @Test("Other methods, and reading what is only changed")
  func methods() throws {
    let book = try SampleBook()
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"] {
      #expect(try RawClient.get("/live/run", port: book.port, method: method).status == 405, "\(method)")
    }
    #expect(try book.get("/live/run").status == 404)
    #expect(try book.post("/index.html", "{}").status == 404)
    #expect(try book.post("/live/run", "no JSON").status == 400)
    #expect(try book.post("/live/run", #"{"chapter": "../.."}"#).status == 409)
    #expect(try book.jobs().isEmpty)
  }

  @Test("Headers and bodies beyond the limits, with an answer that arrives")
  func sizes() throws {
    let book = try SampleBook()
    let client = try RawClient(port: book.port)
    client.send(
      "GET / HTTP/1.1\r\nHost: 127.0.0.1:\(book.port)\r\nX: " + String(repeating: "x", count: 100_000)
        + "\r\n\r\n")
    #expect(try client.answer().status == 431)
    let endless = try RawClient(port: book.port)
    endless.send("GET /" + String(repeating: "x", count: 1_000_000))
    #expect(try endless.answer().status == 431)
    let body = String(repeating: " ", count: 100_000)
    #expect(try book.post("/live/run", body).status == 413)
    let liar = try RawClient(port: book.port)
    liar.send("POST /live/run HTTP/1.1\r\nHost: 127.0.0.1:\(book.port)\r\nContent-Length: 9999999999\r\n\r\n")
    #expect(try liar.answer().status == 413)
    #expect(try book.get("/").status == 200)
  }

  @Test("Requests that are half sent, and connections on which nothing comes, end")
  func halfSent() throws {
    var limits = Limits()
    (limits.requestTime, limits.idleTime) = (.milliseconds(200), .milliseconds(200))
    let book = try SampleBook(limits)
    let half = try RawClient(port: book.port)
    half.send("GET / HTTP/1.1\r\nHo")
    #expect(half.end()?.contains(" 408 ") == true)
    let body = try RawClient(port: book.port)
    body.send("POST /live/run HTTP/1.1\r\nHost: 127.0.0.1:\(book.port)\r\nContent-Length: 10\r\n\r\n12345")
    #expect(body.end()?.contains(" 408 ") == true)
    let silent = try RawClient(port: book.port)
    #expect(silent.end() == "")
    #expect(try book.get("/").status == 200)
  }

  @Test("A client that reads nothing holds up nobody, and is dropped")
  func slowReader() throws {
    var limits = Limits()
    limits.stallTime = .milliseconds(300)
    let book = try SampleBook(limits)
    // More than the system keeps for a socket.
    try book.write("01-walk-1/figures/look-large.png", Data(repeating: 1, count: 32 << 20))
    let slow = try RawClient(port: book.port)
    slow.send("GET /runs/01-walk-1/look-large.png HTTP/1.1\r\nHost: 127.0.0.1:\(book.port)\r\n\r\n")
    for _ in 0..<5 { #expect(try book.get("/01-walk-1.html").status == 200) }
    try wait { book.server.openConnections == 0 }
    let rest = try #require(slow.end())
    #expect(rest.utf8.count < 32 << 20)
  }

  @Test("More connections of one client than it may have; when one ends, the next is let in")
  func connections() throws {
    var limits = Limits()
    limits.connectionsOfThisMachine = 3
    let book = try SampleBook(limits)
    var clients = try (0..<3).map { _ in try RawClient(port: book.port) }
    try wait { book.server.openConnections == 3 }
    #expect(try RawClient(port: book.port).answer().status == 503)
    clients.removeLast()
    try wait { book.server.openConnections == 2 }
    #expect(try book.get("/").status == 200)
  }

  @Test("With --host, who has no link reads and changes nothing; the link gives the right to a browser")
  func readers() throws {
    let book = try SampleBook(address: "127.0.0.1")
    let page = try book.get("/01-walk-1.html")
    #expect(page.status == 200)
    #expect(!page.body.contains(SampleBook.token))
    #expect(page.body.contains("assets/live.js"))
    let order = #"{"chapter": "01-walk-1"}"#
    #expect(try book.post("/live/run", order).status == 403)
    #expect(try book.get("/?token=wrong").headers["set-cookie"] == nil)

    #expect(book.server.link == "http://127.0.0.1:\(book.port)/?token=\(SampleBook.token)")
    let answer = try book.get("/?token=\(SampleBook.token)")
    #expect(answer.status == 303)
    #expect(answer.headers["location"] == "/")
    let cookie = try #require(answer.headers["set-cookie"])
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    let pair = String(cookie.prefix { $0 != ";" })
    #expect(try book.get("/01-walk-1.html", headers: ["Cookie": pair]).body.contains(SampleBook.token))
    #expect(
      try book.post("/live/run", order, headers: ["X-Live-Token": SampleBook.token, "Cookie": pair]).status
        == 202)
  }

  @Test("Whatever is sent says that nothing comes from elsewhere and that no other page may show it")
  func headers() throws {
    let book = try SampleBook()
    for target in ["/", "/01-walk-1.html", "/assets/live.js", "/nothing", "/live/state"] {
      let headers = try book.get(target).headers
      let policy = try #require(headers["content-security-policy"])
      #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"))
      #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
      #expect(headers["x-content-type-options"] == "nosniff")
      #expect(headers["referrer-policy"] == "no-referrer")
      #expect(headers["access-control-allow-origin"] == nil)
    }
  }
}

/// Waits until a condition holds; gives up after ten seconds.
func wait(until condition: () throws -> Bool) throws {
  for _ in 0..<1000 {
    if try condition() { return }
    usleep(10_000)
  }
  throw RawClient.Failure(reason: "waited for ten seconds")
}
