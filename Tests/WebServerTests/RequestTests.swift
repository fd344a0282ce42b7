import Foundation
import Testing

@testable import WebServer

@Suite("Requests") struct RequestTests {
  private func request(_ text: String) throws -> Request { try Request(head: Array(text.utf8)) }

  private func status(_ text: String) -> Int? {
    do {
      _ = try request(text)
      return nil
    } catch {
      return (error as? Problem)?.status
    }
  }

  @Test func anAddressIsCutIntoItsParts() throws {
    let request = try request("GET /runs/03-vanilla-gan/a%20b.svg?v=1-2&x HTTP/1.1\r\nHost: localhost:1")
    #expect(request.path == ["runs", "03-vanilla-gan", "a b.svg"])
    #expect(request.query == ["v": "1-2", "x": ""])
    #expect(request["host"] == "localhost:1")
    #expect(try self.request("GET / HTTP/1.1").path.isEmpty)
    #expect(!request.isLast)
    #expect(try self.request("GET / HTTP/1.0").isLast)
  }

  @Test(
    "An address that leads upward is refused, however it is written",
    arguments: [
      "/..", "/../etc/passwd", "/runs/../../etc/passwd", "/%2e%2e/etc/passwd", "/runs/%2E%2E/x", "/a/./b",
      "//etc",
      "/a//b", "/a/", "/runs/..%2f..%2fetc%2fpasswd", "/runs/..%5c..%5cx", "/a\\..\\b", "/%00", "/a%0d%0ab",
      "/%zz",
      "/%c3%28", "http://elsewhere/", "*", "x",
    ])
  func addresses(_ target: String) {
    #expect(status("GET \(target) HTTP/1.1\r\nHost: a") == 400)
  }

  @Test(
    "What is no request is refused",
    arguments: [
      ("", 400), ("GET", 400), ("GET /", 400), ("GET  / HTTP/1.1", 400), ("get / HTTP/1.1", 400),
      ("GET / HTTP/2.0", 505), ("GET / HTTP/1.1\r\nno colon", 400), ("GET / HTTP/1.1\r\n: x", 400),
      ("GET / HTTP/1.1\r\nHost : a", 400), ("GET / HTTP/1.1\r\n folded: a", 400),
      ("GET / HTTP/1.1\r\nHost: a\r\nHost: b", 400), ("GET / HTTP/1.1\nHost: a", 400),
      ("GET / HTTP/1.1\r\nX: a\u{1}b", 400), ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked", 501),
      ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2", 400),
    ])
  func damaged(_ text: String, _ expected: Int) {
    #expect(status(text) == expected)
  }

  @Test(
    "The length of a body is a number within the limit",
    arguments: [
      ("-1", 400), ("+1", 400), ("0x10", 400), ("", 400), ("99999999999999999999", 400), ("101", 413),
    ])
  func lengths(_ length: String, _ expected: Int) throws {
    let request = try request("POST / HTTP/1.1\r\nContent-Length: \(length)")
    let problem = #expect(throws: Problem.self) { try request.bodyLength(limit: 100) }
    #expect(problem?.status == expected)
  }

  @Test func aBodyWithoutALengthIsRefused() throws {
    let request = try request("POST / HTTP/1.1")
    #expect(#expect(throws: Problem.self) { try request.bodyLength(limit: 100) }?.status == 411)
    #expect(try self.request("POST / HTTP/1.1\r\nContent-Length: 100").bodyLength(limit: 100) == 100)
    #expect(try self.request("GET / HTTP/1.1").bodyLength(limit: 100) == 0)
  }
}
