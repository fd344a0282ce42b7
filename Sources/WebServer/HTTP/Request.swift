import Foundation

/// A request, read as strictly as possible: what browsers never send is refused rather than understood.
struct Request: Sendable {
  let method: String
  /// The parts of the path, percent-encoding undone: `["runs", "03-vanilla-gan", "train-losses.svg"]`. None of them is
  /// empty or leads upward.
  let path: [String]
  let query: [String: String]
  /// By name in lower case.
  private let headers: [String: String]
  let isLast: Bool
  var body = Data()

  subscript(_ header: String) -> String? { headers[header] }

  /// - Parameter head: the request line and the headers, without the empty line at their end.
  init(head: some Collection<UInt8>) throws(Problem) {
    let damaged = Problem(400, "The request is not one that HTTP allows.")
    guard let text = String(validating: head, as: UTF8.self),
      text.unicodeScalars.allSatisfy({
        $0 == "\r" || $0 == "\n" || $0 == "\t" || ($0 >= " " && $0 != "\u{7F}")
      })
    else { throw damaged }
    var lines = text.components(separatedBy: "\r\n")
    guard lines.allSatisfy({ !$0.unicodeScalars.contains { $0 == "\r" || $0 == "\n" } }) else {
      throw damaged
    }

    let words = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy({ $0.isASCII && $0.isUppercase }) else {
      throw damaged
    }
    guard words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else {
      throw Problem(505, "This server speaks HTTP 1.1.")
    }
    method = String(words[0])

    var headers: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { throw damaged }
      let name = line[..<colon].lowercased()
      guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0)) })
      else { throw damaged }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      if let first = headers[name] {
        // Two readers of such a request could disagree about where it ends or whom it is meant for.
        guard !["host", "content-length", "origin", "content-type"].contains(name) else { throw damaged }
        headers[name] = "\(first), \(value)"
      } else {
        headers[name] = value
      }
    }
    self.headers = headers
    guard headers["transfer-encoding"] == nil else {
      throw Problem(501, "A body is sent with its length, not in chunks.")
    }
    isLast = words[2] == "HTTP/1.0" || headers["connection"]?.lowercased() == "close"
    (path, query) = try Self.target(words[1])
  }

  /// How many bytes follow the head.
  func bodyLength(limit: Int) throws(Problem) -> Int {
    guard let text = headers["content-length"] else {
      if method == "POST" { throw Problem(411, "A body is sent with its length.") }
      return 0
    }
    guard !text.isEmpty, text.count < 16, text.utf8.allSatisfy({ (48...57).contains($0) }),
      let length = Int(text)
    else { throw Problem(400, "The length of the body is not a number.") }
    guard length <= limit else { throw Problem(413, "The body is longer than \(limit) bytes.") }
    return length
  }

  // MARK: - The address

  private static func target(_ target: Substring) throws(Problem) -> (path: [String], query: [String: String])
  {
    guard target.first == "/" else { throw Problem(400, "The address does not begin with a slash.") }
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path: [String] = []
    for part in halves[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      path.append(try decoded(part))
    }
    // "/" is the contents.
    if path == [""] { path = [] }
    let isPlain = path.allSatisfy { part in
      part != "" && part != "." && part != ".." && !part.contains { "/\\".contains($0) }
    }
    guard isPlain else { throw Problem(400, "The address leads out of the book.") }
    var query: [String: String] = [:]
    if halves.count > 1 {
      for pair in halves[1].split(separator: "&") {
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        query[try decoded(sides[0])] = sides.count > 1 ? try decoded(sides[1]) : ""
      }
    }
    return (path, query)
  }

  private static func decoded(_ text: Substring) throws(Problem) -> String {
    guard let plain = String(text).removingPercentEncoding,
      plain.unicodeScalars.allSatisfy({ $0 >= " " && $0 != "\u{7F}" })
    else { throw Problem(400, "The address is not encoded as addresses are.") }
    return plain
  }
}
