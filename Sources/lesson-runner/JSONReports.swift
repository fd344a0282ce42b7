import LessonKit

/// An object that `--json` prints, with the version of its format beside its own keys. It changes when a key changes its
/// meaning.
struct Versioned<Report: Encodable>: Encodable {
  private let report: Report

  init(_ report: Report) { self.report = report }

  private enum Key: String, CodingKey {
    case schema
  }

  func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .schema)
  }
}

/// Why a command could not do what it was asked to: `{"error": {"code": 2, "message": "..."}}`.
struct ErrorReport: Encodable {
  struct Content: Encodable {
    var code: Int32
    var message: String
  }

  var error: Content

  init(code: LessonKit.ExitCode, _ message: String) {
    error = Content(code: code.rawValue, message: message)
  }
}
