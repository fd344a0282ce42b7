import Foundation

/// What a request is answered with.
struct Response: Sendable {
  enum Body: Sendable {
    case bytes(Data)
    /// Written bit by bit until it throws or returns; the connection ends with it.
    case stream(@Sendable (_ write: (Data) throws -> Void) throws -> Void)
  }

  var status = 200
  var headers: [(name: String, value: String)] = []
  var body: Body

  /// - Parameter type: the kind of the bytes, as HTTP calls it.
  init(_ bytes: Data, type: String, status: Int = 200) {
    (self.status, body) = (status, .bytes(bytes))
    headers = [("Content-Type", type)]
  }

  init(json value: some Encodable, status: Int = 200) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // All that is sent is made of strings and finite numbers.
    let bytes = (try? encoder.encode(value)) ?? Data("{}".utf8)
    self.init(bytes, type: "application/json", status: status)
  }

  init(stream: @escaping @Sendable (_ write: (Data) throws -> Void) throws -> Void) {
    body = .stream(stream)
    headers = [("Content-Type", "text/event-stream")]
  }

  init(_ problem: Problem) {
    self.init(Data((problem.text + "\n").utf8), type: "text/plain; charset=utf-8", status: problem.status)
    if problem.status == 405 { headers.append(("Allow", "GET, HEAD, POST")) }
  }

  /// The bytes before the body.
  /// - Parameter isLast: whether the connection ends with this answer.
  func head(isLast: Bool) -> Data {
    var lines = ["HTTP/1.1 \(status) \(Self.phrases[status] ?? "Status")"]
    lines += headers.map { "\($0.name): \($0.value)" }
    if case .bytes(let bytes) = body, status != 304 { lines.append("Content-Length: \(bytes.count)") }
    if !headers.contains(where: { $0.name == "Cache-Control" }) { lines.append("Cache-Control: no-store") }
    lines += Self.always
    lines.append("Connection: \(isLast ? "close" : "keep-alive")")
    return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// Whatever is sent: nothing on a page comes from elsewhere, runs from within the text or is shown in another page, and
  /// no other site learns an address, which may hold a token.
  private static let always = [
    """
    Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    """,
    "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
    "Cross-Origin-Resource-Policy: same-origin", "Cross-Origin-Opener-Policy: same-origin",
  ]

  private static let phrases = [
    200: "OK", 202: "Accepted", 303: "See Other", 304: "Not Modified", 400: "Bad Request", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict",
    411: "Length Required",
    413: "Content Too Large", 415: "Unsupported Media Type", 421: "Misdirected Request",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
    503: "Service Unavailable", 505: "HTTP Version Not Supported",
  ]
}
