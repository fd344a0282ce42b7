import Files
import Foundation

/// The code that made a result, by hashes of its source files: the lesson's own, and the library that all lessons share.
///
/// Blank lines and lines that hold nothing but a comment do not count, and neither does the code that only prints text.
public struct CodeVersion: Codable, Equatable, Sendable {
  public var lesson: String
  public var library: String

  public init(lesson: String, library: String) {
    (self.lesson, self.library) = (lesson, library)
  }

  /// - Parameters:
  ///   - sources: the repository's folder `Sources`. Where it is not there, the running program stands for its code.
  ///   - target: the lesson's folder in `Sources/Lessons`.
  public init(sources: URL, lesson target: String) {
    let lesson = Self.hash(of: sources.appending(path: "Lessons/\(target)"))
    let library = Self.hash(
      of: sources, leavingOut: ["Lessons", "lesson-runner", "LessonKit/Chapter", "LessonKit/Console"])
    self.init(lesson: lesson ?? Self.programHash, library: library ?? Self.programHash)
  }

  /// The running program, where its sources are not at hand.
  public static var program: CodeVersion { CodeVersion(lesson: programHash, library: programHash) }

  /// What has changed since `earlier`, in words; empty if nothing has.
  func changes(since earlier: CodeVersion) -> [String] {
    (lesson == earlier.lesson ? [] : ["the lesson's code has changed"])
      + (library == earlier.library ? [] : ["the library's code has changed"])
  }

  /// Of the code in a folder; nil if there is none.
  private static func hash(of folder: URL, leavingOut excluded: [String] = []) -> String? {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    var hash = ContentHash()
    var isEmpty = true
    let slashes = Array("//".utf8)
    for path in paths.sorted() where [".swift", ".c", ".h"].contains(where: path.hasSuffix) {
      guard !excluded.contains(where: { path.hasPrefix($0 + "/") }),
        let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
      else { continue }
      hash.add(path)
      for line in Array(text.utf8).split(separator: UInt8(ascii: "\n")) {
        let ended = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        let code = ended.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        if !code.isEmpty, !code.starts(with: slashes) { hash.add(ended) }
      }
      isEmpty = false
    }
    return isEmpty ? nil : hash.description
  }

  /// Of the running program, by the size and time of its file: a build has one of its own.
  static var programHash: String {
    var hash = ContentHash()
    var status = stat()
    if stat(Bundle.main.executablePath ?? CommandLine.arguments[0], &status) == 0 {
      hash.add(UInt64(status.st_size))
      #if canImport(Glibc)
        hash.add(UInt64(bitPattern: Int64(status.st_mtim.tv_sec)))
        hash.add(UInt64(bitPattern: Int64(status.st_mtim.tv_nsec)))
      #else
        hash.add(UInt64(bitPattern: Int64(status.st_mtimespec.tv_sec)))
        hash.add(UInt64(bitPattern: Int64(status.st_mtimespec.tv_nsec)))
      #endif
    }
    return hash.description
  }
}
